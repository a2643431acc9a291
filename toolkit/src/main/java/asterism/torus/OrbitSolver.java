package asterism.torus;

import asterism.math.GaussLegendre;
import java.util.Arrays;

/**
 * Periods, actions and angles of the orbits of one family, to about 1e-12.
 *
 * <p>On the orbit r = r* the elliptical radius is the root r_e(theta) of r(r_e, theta) = r*, bracketed and found by Newton's
 * method. With D = dr/dr_e and A = sum m e_m U_m, U_m = sin(m theta) / cos(theta),
 *
 * <pre>
 * T = (4 / Omega) int_0^{pi/2} (1 + sin(theta) A / D) dtheta,   J = (1 / pi) int_0^{pi/2} r_e^2 dtheta,
 * t(theta) = (1 / Omega) int_0^theta (1 + sin(theta') A / D) dtheta',   angle = 2 pi t / T
 * </pre>
 *
 * <p>regular also at the top, where v = 0. The integrals are split at the angles at which r_e crosses a knot; between them the
 * integrands are analytic. Not thread-safe; {@link #fork} gives another workspace.
 */
final class OrbitSolver {

    private static final int FEW_NODES = 12;
    private static final double NARROW = 0.5; // rad; such a piece needs few nodes
    private static final int SCAN = 32; // intervals in cos(2 theta) in which crossings of knots are looked for
    private static final double QUARTER = 0.5 * Math.PI;
    private static final GaussLegendre RULE = GaussLegendre.of(OrbitSearch.DEFAULT.nGrid());
    private static final GaussLegendre SHORT_RULE = GaussLegendre.of(FEW_NODES);

    private final OrbitFamily family;
    private final OrbitSearch search;
    private final boolean bracketed;
    private final GaussLegendre rule;
    private final GaussLegendre shortRule;
    private final int nOrders;
    private final double[] knots; // all knots above 0, without doubles
    private final double[][] eAtKnot; // [knot][order]
    private final double[][] scan; // r at a knot over cos(2 theta), [knot][SCAN + 1]
    private final double[] least; // of each scan
    private final double[] most;
    private final double[] cuts;
    private int nCuts;

    // of the point on the orbit found last
    private double rE;
    private double slope; // D
    private double lean; // sin(theta) A
    private boolean found;

    // of the integrals found last
    private double time;
    private double squares;

    private OrbitSolver(OrbitFamily family, OrbitSearch search, double[] knots, double[][] eAtKnot, double[][] scan) {
        this.family = family;
        this.search = search;
        this.bracketed = search.lower() > 0 || search.upper() < Double.POSITIVE_INFINITY;
        boolean usual = search.nGrid() == OrbitSearch.DEFAULT.nGrid();
        this.rule = usual ? RULE : GaussLegendre.of(search.nGrid());
        this.shortRule = usual ? SHORT_RULE : rule;
        this.nOrders = family.orders.length;
        this.knots = knots;
        this.eAtKnot = eAtKnot;
        this.scan = scan;
        this.least = Arrays.stream(scan)
                .mapToDouble(s -> Arrays.stream(s).min().orElse(0))
                .toArray();
        this.most = Arrays.stream(scan)
                .mapToDouble(s -> Arrays.stream(s).max().orElse(0))
                .toArray();
        this.cuts = new double[knots.length * SCAN + 2];
    }

    static OrbitSolver of(OrbitFamily family, OrbitSearch search) {
        double[] knots = Arrays.stream(family.eSplines)
                .flatMapToDouble(s -> Arrays.stream(s.knots()))
                .filter(k -> k > 0)
                .distinct()
                .sorted()
                .toArray();
        int n = family.orders.length;
        double[][] e = new double[knots.length][n];
        double[][] scan = new double[knots.length][SCAN + 1];
        for (int k = 0; k < knots.length; k++) {
            for (int j = 0; j < n; j++) {
                e[k][j] = family.e(j, knots[k]);
            }
            for (int i = 0; i <= SCAN; i++) {
                double theta = QUARTER * i / SCAN;
                scan[k][i] = family.radius(knots[k], theta);
            }
        }
        return new OrbitSolver(family, search, knots, e, scan);
    }

    OrbitSolver fork() {
        return new OrbitSolver(family, search, knots, eAtKnot, scan);
    }

    /** The radii at which T and J are not smooth: where an orbit touches a knot; increasing. */
    double[] breaks() {
        double[] out = new double[knots.length * (SCAN + 1)];
        int n = 0;
        for (double[] s : scan) {
            for (int i = 0; i <= SCAN; i++) {
                boolean turns = i == 0 || i == SCAN || (s[i] - s[i - 1]) * (s[i + 1] - s[i]) <= 0;
                if (turns) {
                    out[n++] = s[i];
                }
            }
        }
        return Arrays.stream(out, 0, n).sorted().distinct().toArray();
    }

    // ---- a point on an orbit -------------------------------------------------------------------------------------

    /** Finds r_e on the orbit r* at an angle, from a guess; {@link #found} says whether there is one. */
    private void solve(double rStar, double cos2, double sin, double guess) {
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double x = guess;
        found = false;
        if (bracketed) { // an end that does not hold the radius is let go
            low = evaluate(search.lower(), cos2, sin) <= rStar ? search.lower() : 0;
            high = evaluate(search.upper(), cos2, sin) >= rStar ? search.upper() : Double.POSITIVE_INFINITY;
            x = guess > low && guess < high ? guess : high < Double.POSITIVE_INFINITY ? 0.5 * (low + high) : rStar;
        }
        for (int step = 0; step < search.maxiter(); step++) {
            double miss = evaluate(x, cos2, sin) - rStar;
            if (Math.abs(miss) <= search.tol()) {
                found = slope > 0;
                return;
            }
            if (miss > 0) {
                high = x;
            } else {
                low = x;
            }
            double next = x - miss / slope;
            boolean inside = slope > 0 && next > low && next < high;
            if (!inside) {
                next = high < Double.POSITIVE_INFINITY ? 0.5 * (low + high) : 1.5 * low + 1e-3 * rStar;
            }
            double change = Math.abs(next - x);
            x = next;
            if (change <= 4e-16 * x || (inside && change <= 1e-9 * x)) {
                // Newton doubles the digits: after a change of 1e-9 the next one would be below rounding
                evaluate(x, cos2, sin);
                found = slope > 0;
                return;
            }
            if (x > 1e6 * rStar) {
                return;
            }
        }
    }

    /** r at (r_e, theta); fills r_e, D and sin(theta) A. */
    private double evaluate(double x, double cos2, double sin) {
        rE = x;
        double c = 1; // cos(m theta)
        double before = cos2; // cos((m - 2) theta), of m = 0
        double u = 0; // U_m
        double stretch = 1;
        double d = 1;
        double a = 0;
        int m = 0;
        for (int j = 0; j < nOrders; j++) {
            for (; m < family.orders[j]; m += 2) {
                u = u * cos2 + 2 * sin * c;
                double next = 2 * cos2 * c - before;
                before = c;
                c = next;
            }
            var spline = family.eSplines[j];
            double[] pieces = family.ePieces[j];
            int i = spline.piece(x);
            double t = x - spline.knot(i);
            double e = pieces[3 * i] + t * (pieces[3 * i + 1] + t * pieces[3 * i + 2]);
            double e1 = pieces[3 * i + 1] + 2 * t * pieces[3 * i + 2];
            stretch += e * c;
            d += (e + x * e1) * c;
            a += m * e * u;
        }
        slope = d;
        lean = sin * a;
        return x * stretch;
    }

    // ---- integrals -----------------------------------------------------------------------------------------------

    /** The angles below the last one at which the orbit crosses a knot, and both ends. */
    private void findCuts(double rStar, double last) {
        nCuts = 0;
        cuts[nCuts++] = 0;
        for (int k = 0; k < knots.length; k++) {
            if (rStar <= least[k] || rStar >= most[k]) {
                continue;
            }
            for (int i = 0; i < SCAN; i++) {
                double left = scan[k][i] - rStar;
                double right = scan[k][i + 1] - rStar;
                if (left * right < 0) {
                    double theta = crossing(k, rStar, QUARTER * i / SCAN, QUARTER * (i + 1) / SCAN, left, right);
                    if (theta < last) {
                        cuts[nCuts++] = theta;
                    }
                }
            }
        }
        cuts[nCuts++] = last;
        Arrays.sort(cuts, 0, nCuts);
    }

    /** The angle between two others at which the orbit crosses knot k: false position with Illinois' halving. */
    private double crossing(int k, double rStar, double from, double to, double missFrom, double missTo) {
        double a = from;
        double b = to;
        double fa = missFrom;
        double fb = missTo;
        for (int step = 0; step < 60; step++) {
            double x = (a * fb - b * fa) / (fb - fa);
            double fx = knots[k] * stretch(k, Math.cos(2 * x)) - rStar;
            if (Math.abs(fx) <= 1e-14 * rStar) {
                return x;
            }
            if (fx * fb < 0) {
                a = b;
                fa = fb;
            } else {
                fa *= 0.5;
            }
            b = x;
            fb = fx;
        }
        return b;
    }

    private double stretch(int k, double cos2) {
        double c = 1;
        double before = cos2;
        double sum = 1;
        int m = 0;
        for (int j = 0; j < nOrders; j++) {
            for (; m < family.orders[j]; m += 2) {
                double next = 2 * cos2 * c - before;
                before = c;
                c = next;
            }
            sum += eAtKnot[k][j] * c;
        }
        return sum;
    }

    /** Fills time and squares of the integral from 0 to an angle in the first quarter; false where the orbit is not closed. */
    private boolean integrate(double rStar, double last, double guess) {
        time = 0;
        squares = 0;
        findCuts(rStar, last);
        double x = guess;
        for (int p = 0; p + 1 < nCuts; p++) {
            double half = 0.5 * (cuts[p + 1] - cuts[p]);
            if (half <= 0) {
                continue;
            }
            double middle = 0.5 * (cuts[p + 1] + cuts[p]);
            var nodes = 2 * half < NARROW ? shortRule : rule;
            for (int i = 0; i < nodes.size(); i++) {
                double theta = middle + half * nodes.node(i);
                double sin = Math.sin(theta);
                solve(rStar, 1 - 2 * sin * sin, sin, x);
                if (!found) {
                    return false;
                }
                x = rE;
                time += half * nodes.weight(i) * (1 + lean / slope);
                squares += half * nodes.weight(i) * rE * rE;
            }
        }
        return true;
    }

    /**
     * Period and action of an orbit.
     *
     * @param rStar 0 or above
     * @param out   T [Myr] and J [kpc^2/Myr]; NaN where the orbit does not close. Overwritten.
     */
    void periodAndAction(double rStar, double[] out) {
        if (rStar == 0) {
            out[0] = 2 * Math.PI / family.omega;
            out[1] = 0;
        } else if (rStar > 0 && integrate(rStar, QUARTER, rStar)) {
            out[0] = 4 * time / family.omega;
            out[1] = squares / Math.PI;
        } else {
            out[0] = Double.NaN;
            out[1] = Double.NaN;
        }
    }

    /** The angle of a point on an orbit of this period, rad in (-pi, pi]; NaN where the orbit does not close. */
    double angle(double rStar, double thetaE, double period) {
        if (rStar == 0) {
            return thetaE;
        }
        double size = Math.abs(thetaE);
        double quarter = size > QUARTER ? Math.PI - size : size;
        if (!(rStar > 0) || !integrate(rStar, quarter, rStar)) {
            return Double.NaN;
        }
        double angle = 2 * Math.PI * time / (family.omega * period);
        return Math.copySign(size > QUARTER ? Math.PI - angle : angle, thetaE);
    }
}
