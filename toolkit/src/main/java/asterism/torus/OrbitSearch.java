package asterism.torus;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;

/**
 * How the radius of an orbit is searched for at an angle, and at how many angles: the keywords {@code N_grid} and
 * {@code Bisection_kwargs} of {@code compute_action_angle}, safe to use.
 *
 * <p>The default is exact to about 1e-12, whatever the unit and size of the orbits; nobody needs anything else. Other values make actions
 * less accurate, faster or slower, but never silently wrong: a bracket that does not hold the radius grows until it does, and an
 * orbit that is not found within its steps is NaN and is counted in the warnings. The published values are {@code
 * OrbitSearch.DEFAULT.nGrid(32).lower(0).upper(1).maxiter(30).tol(1e-4)}; that package takes 1 for every radius that its bracket
 * does not hold.
 *
 * <p>Immutable; each method gives a changed copy.
 *
 * @param nGrid   angles in each piece of a quarter of an orbit, at the nodes of Gauss and Legendre, at least 2
 * @param lower   where the search begins, a radius r_e, kpc (rad/Myr)^(1/2), 0 or above
 * @param upper   where it ends at first, above {@code lower}; infinite: wherever Newton's method leads
 * @param maxiter the most steps, at least 1
 * @param tol     how near to the orbit's r the search may end, kpc (rad/Myr)^(1/2); 0: at rounding
 */
public record OrbitSearch(int nGrid, double lower, double upper, int maxiter, double tol) implements Displayable {

    /** 20 angles in each piece, to rounding, without a bracket. */
    public static final OrbitSearch DEFAULT = new OrbitSearch(20, 0, Double.POSITIVE_INFINITY, 200, 0);

    /** Checks the settings. */
    public OrbitSearch {
        require(nGrid >= 2, "nGrid = " + nGrid + ": at least 2 angles are needed; 20 give 12 digits");
        require(lower >= 0, "lower = " + lower + ": a radius is 0 or above");
        require(upper > lower, "upper = " + upper + ": must be above lower = " + lower);
        require(
                maxiter >= 1,
                "maxiter = " + maxiter + ": at least 1 step is needed; 30 halve an interval of 1 to 1e-9");
        require(tol >= 0 && tol < Double.POSITIVE_INFINITY, "tol = " + tol + ": must be 0 (to rounding) or above");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("OrbitSearch: " + otherwise);
        }
    }

    /** With so many angles in each piece of a quarter of an orbit, at least 2. */
    public OrbitSearch nGrid(int n) {
        return new OrbitSearch(n, lower, upper, maxiter, tol);
    }

    /** With a search that begins at this radius, kpc (rad/Myr)^(1/2). */
    public OrbitSearch lower(double radius) {
        return new OrbitSearch(nGrid, radius, upper, maxiter, tol);
    }

    /** With a search that ends at this radius at first, kpc (rad/Myr)^(1/2). */
    public OrbitSearch upper(double radius) {
        return new OrbitSearch(nGrid, lower, radius, maxiter, tol);
    }

    /** With at most so many steps. */
    public OrbitSearch maxiter(int steps) {
        return new OrbitSearch(nGrid, lower, upper, steps, tol);
    }

    /** With a search that ends this near to the orbit's r, kpc (rad/Myr)^(1/2); 0: at rounding. */
    public OrbitSearch tol(double distance) {
        return new OrbitSearch(nGrid, lower, upper, maxiter, distance);
    }

    @Override
    public Card card() {
        return Card.of("Search for orbits")
                .row("angles in each piece", Integer.toString(nGrid))
                .row("first bracket", lower + " ... " + upper + " " + Elliptical.RADIUS_UNIT)
                .row("steps", "at most " + maxiter)
                .row("tolerance", tol == 0 ? "rounding" : Numbers.significant(tol, 3) + " " + Elliptical.RADIUS_UNIT);
    }

    @Override
    public String toString() {
        return toText();
    }
}
