package asterism.torus;

import static asterism.torus.Arguments.require;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.math.GaussLegendre;
import asterism.random.RandomStream;
import asterism.unit.Constants;
import asterism.unit.Length;
import asterism.unit.Velocity;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * A self-gravitating disk whose stars have one velocity dispersion at all heights: a mock of which everything is known.
 *
 * <pre>
 * Phi(z) = 2 s^2 ln cosh(z / h),   a(z) = -(2 s^2 / h) tanh(z / h),   rho(z) = rho_0 / cosh^2(z / h),   4 pi G rho_0 = 2 s^2 / h^2
 * </pre>
 *
 * <p>with z measured from the mid-plane (Spitzer 1942). The phase-space density is proportional to exp(-E / s^2): heights and
 * velocities are independent, so stars are drawn exactly. The label of a star is center + slope sqrt(2 J) + N(0, scatter), J its
 * action. Immutable; the same seed draws the same stars.
 *
 * <pre>{@code
 * IsothermalSlab.of(0.1, kmPerS(25)).label(0, 0.9).labelScatter(0.05).seed(1).stars(100_000)
 * }</pre>
 */
public final class IsothermalSlab implements VerticalPotential, Displayable {

    private static final int ACTION_POINTS = 48;

    private final double density; // Msun/pc^3
    private final double sigma; // kpc/Myr
    private final double pos0; // kpc
    private final double vel0; // kpc/Myr
    private final Gradient label;
    private final long seed;

    private record Gradient(double center, double slope, double scatter) {}

    private IsothermalSlab(double density, double sigma, double pos0, double vel0, Gradient label, long seed) {
        this.density = density;
        this.sigma = sigma;
        this.pos0 = pos0;
        this.vel0 = vel0;
        this.label = label;
        this.seed = seed;
    }

    /**
     * A slab without gradient of the label, its mid-plane at 0.
     *
     * @param density in the mid-plane, Msun/pc^3, above 0
     * @param sigma   velocity dispersion, above 0
     */
    public static IsothermalSlab of(double density, Velocity sigma) {
        require(density > 0 && Double.isFinite(density), "slab: the density must be above 0 Msun/pc^3, got " + density);
        require(
                sigma.single() > 0 && Double.isFinite(sigma.single()),
                "slab: the velocity dispersion must be above 0, got " + sigma);
        return new IsothermalSlab(density, sigma.single(), 0, 0, new Gradient(0, 0, 0), 0);
    }

    /** The same with the mid-plane at another height of the frame of the data. */
    public IsothermalSlab pos0(Length height) {
        return new IsothermalSlab(density, sigma, height.single(), vel0, label, seed);
    }

    /** The same with another mean velocity in the frame of the data. */
    public IsothermalSlab vel0(Velocity velocity) {
        return new IsothermalSlab(density, sigma, pos0, velocity.single(), label, seed);
    }

    /**
     * The same with a gradient of the label.
     *
     * @param center label of a star at rest in the mid-plane
     * @param slope  d label / d sqrt(2 J), per kpc (rad/Myr)^(1/2)
     */
    public IsothermalSlab label(double center, double slope) {
        return new IsothermalSlab(density, sigma, pos0, vel0, new Gradient(center, slope, label.scatter), seed);
    }

    /** The same with this standard deviation of labels at one action, 0 or above. */
    public IsothermalSlab labelScatter(double scatter) {
        require(scatter >= 0, "labelScatter(s): a standard deviation of 0 or above is needed, got " + scatter);
        return new IsothermalSlab(density, sigma, pos0, vel0, new Gradient(label.center, label.slope, scatter), seed);
    }

    /** The same with other random numbers. */
    public IsothermalSlab seed(long number) {
        return new IsothermalSlab(density, sigma, pos0, vel0, label, number);
    }

    /** Scale height h. */
    public Length scaleHeight() {
        return Length.ofKpc(Math.sqrt(2) * sigma / omega0());
    }

    /** Frequency of small oscillations, sqrt(4 pi G rho_0), rad/Myr. */
    public double omega0() {
        return Math.sqrt(4 * Math.PI * Constants.GRAVITY_KPC * 1e9 * density);
    }

    private double h() {
        return Math.sqrt(2) * sigma / omega0();
    }

    /** Potential Phi(z), 0 in the mid-plane, kpc^2/Myr^2, [n]. */
    public double[] potential(Length pos) {
        return each(pos, this::potential);
    }

    private double potential(double u) {
        double t = Math.abs(u) / h();
        double sinh = Math.sinh(t);
        double lnCosh = t < 1 ? 0.5 * Math.log1p(sinh * sinh) : t + Math.log1p(Math.exp(-2 * t)) - Math.log(2);
        return 2 * sigma * sigma * lnCosh;
    }

    private double[] each(Length pos, DoubleUnaryOperator of) {
        return Arrays.stream(pos.inKpc()).map(z -> of.applyAsDouble(z - pos0)).toArray();
    }

    @Override
    public double[] acceleration(Length pos) {
        return each(pos, u -> -2 * sigma * sigma / h() * Math.tanh(u / h()));
    }

    @Override
    public double[] accelerationGradient(Length pos) {
        return each(pos, u -> -4 * Math.PI * Constants.GRAVITY_KPC * 1e9 * density(u));
    }

    /** Density, Msun/pc^3, [n]. */
    public double[] density(Length pos) {
        return each(pos, this::density);
    }

    private double density(double u) {
        double c = Math.cosh(u / h());
        return density / (c * c);
    }

    /** Mass between -z and z of the mid-plane over its area, Msun/pc^2, [n]: 2 rho_0 h tanh(|z| / h). */
    public double[] surfaceDensity(Length pos) {
        return each(pos, u -> 2e3 * density * h() * Math.tanh(Math.abs(u) / h()));
    }

    /** Action J of each star, kpc^2/Myr, [n]; relative error below 1e-12 within 10 scale heights. */
    public double[] action(Length pos, Velocity vel) {
        require(
                pos.size() == vel.size(),
                "action: each star needs a height and a velocity, got " + pos.size() + " and " + vel.size());
        return IntStream.range(0, pos.size())
                .parallel()
                .mapToDouble(i -> action(pos.get(i) - pos0, vel.get(i) - vel0))
                .toArray();
    }

    /** J = (2 / pi) int_0^top sqrt(2 (E - Phi)) dz, with z = top sin t; the integrand is even about both ends of t. */
    private double action(double u, double w) {
        double energy = 0.5 * w * w + potential(u);
        double top = top(energy);
        double sum = 0;
        for (int i = 0; i < ACTION_POINTS; i++) {
            double t = Math.PI / 2 * (i + 0.5) / ACTION_POINTS;
            sum += Math.sqrt(2 * Math.max(0, energy - potential(top * Math.sin(t)))) * Math.cos(t);
        }
        return top * sum / ACTION_POINTS;
    }

    /** The height at which a star of this energy turns. */
    private double top(double energy) {
        double e = energy / (2 * sigma * sigma); // cosh(top / h) = exp(e)
        return h() * (e + Math.log1p(Math.sqrt(-Math.expm1(-2 * e))));
    }

    /** The mean label at this action, [n]. */
    public double[] meanLabel(Length pos, Velocity vel) {
        double[] out = action(pos, vel);
        for (int i = 0; i < out.length; i++) {
            out[i] = label.center + label.slope * Math.sqrt(2 * out[i]);
        }
        return out;
    }

    /** This number of stars in equilibrium, each with its label. */
    public Stars stars(int n) {
        require(n >= 1, "stars(n): at least 1 is needed, got " + n);
        var random = RandomStream.of(seed);
        double[] z = new double[n];
        double[] v = new double[n];
        for (int i = 0; i < n; i++) {
            double p = random.nextDouble();
            z[i] = pos0
                    + 0.5 * h() * Math.log((p + 0x1p-54) / (1 - p)); // h atanh(2 p - 1), p in the middle of its 2^-53
            v[i] = vel0 + sigma * random.nextGaussian();
        }
        return labeled(Stars.of(Length.ofKpc(z), Velocity.ofKpcPerMyr(v)), random.split(1));
    }

    private Stars labeled(Stars stars, RandomStream random) {
        double[] values = meanLabel(stars.pos(), stars.vel());
        for (int i = 0; i < values.length; i++) {
            values[i] += label.scatter * random.nextGaussian();
        }
        return stars.label(values);
    }

    /**
     * The limit without noise: what infinitely many stars would give in each pixel, with the errors that this number of stars
     * has. Mean labels and counts are averages over the pixel, weighted with the density of stars.
     *
     * @return labels, errors scatter / sqrt(n), and expected counts; a pixel that expects less than 1 star has no label
     */
    public BinnedData expected(Binning binning, int stars) {
        require(label.scatter > 0, "expected(...): without scatter there are no errors; give it with .labelScatter(s)");
        var pixels = binning.pixels();
        double[] mean = new double[pixels.size()];
        double[] error = new double[pixels.size()];
        double[] counts = new double[pixels.size()];
        double[] posEdges = binning.posEdges().inKpc();
        double[] velEdges = binning.velEdges().inKpcPerMyr();
        var rule = GaussLegendre.of(5);
        IntStream.range(0, pixels.size()).parallel().forEach(pixel -> {
            int i = pixel / binning.nPos();
            int j = pixel % binning.nPos();
            double n = 0;
            double sum = 0;
            for (int k = 0; k < rule.size(); k++) {
                double u = inside(posEdges, j, rule.node(k)) - pos0;
                for (int l = 0; l < rule.size(); l++) {
                    double w = inside(velEdges, i, rule.node(l)) - vel0;
                    double here = rule.weight(k) * rule.weight(l) * phaseDensity(u, w);
                    n += here;
                    sum += here * (label.center + label.slope * Math.sqrt(2 * action(u, w)));
                }
            }
            double area = (posEdges[j + 1] - posEdges[j]) * (velEdges[i + 1] - velEdges[i]);
            counts[pixel] = 0.25 * stars * area * n;
            boolean empty = counts[pixel] < 1;
            mean[pixel] = empty ? Double.NaN : sum / n;
            error[pixel] = empty ? Double.NaN : label.scatter / Math.sqrt(counts[pixel]);
        });
        return pixels.label(mean, error).counts(counts);
    }

    private static double inside(double[] edges, int i, double node) {
        return 0.5 * (edges[i] + edges[i + 1]) + 0.5 * (edges[i + 1] - edges[i]) * node;
    }

    /** Stars per kpc and kpc/Myr, of one star in all. */
    private double phaseDensity(double u, double w) {
        double c = Math.cosh(u / h());
        return Math.exp(-0.5 * w * w / (sigma * sigma)) / (sigma * Math.sqrt(2 * Math.PI)) / (2 * h() * c * c);
    }

    /**
     * Where stars of this slab are after a time, by leapfrog steps of less than 1/100 of the shortest period; labels stay.
     *
     * @param myr time, Myr; below 0 for the past
     */
    public Stars after(Stars stars, double myr) {
        require(Double.isFinite(myr), "after(stars, myr): the time must be finite, got " + myr);
        int steps = (int) Math.ceil(Math.abs(myr) * omega0() * 100 / (2 * Math.PI)) + 1;
        double dt = myr / steps;
        double[] z = stars.pos().inKpc();
        double[] v = stars.vel().inKpcPerMyr();
        double pull = -2 * sigma * sigma / h();
        double perH = 1 / h();
        IntStream.range(0, z.length).parallel().forEach(i -> {
            double u = z[i] - pos0 + 0.5 * dt * (v[i] - vel0);
            double w = v[i] - vel0;
            for (int step = 1; step < steps; step++) {
                w += dt * pull * Math.tanh(u * perH);
                u += dt * w;
            }
            w += dt * pull * Math.tanh(u * perH);
            z[i] = pos0 + u + 0.5 * dt * w;
            v[i] = vel0 + w;
        });
        var moved = Stars.of(Length.ofKpc(z), Velocity.ofKpcPerMyr(v));
        if (!stars.hasLabel()) {
            return moved;
        }
        return stars.hasLabelErr() ? moved.label(stars.label(), stars.labelErr()) : moved.label(stars.label());
    }

    @Override
    public Card card() {
        return Card.of("Isothermal slab")
                .row("density in the mid-plane", Numbers.significant(density, 4) + " Msun/pc^3")
                .row("velocity dispersion", Velocity.ofKpcPerMyr(sigma).toString())
                .row("scale height", scaleHeight().toString())
                .row("surface density", Numbers.significant(2e3 * density * h(), 4) + " Msun/pc^2")
                .row("period of small oscillations", Numbers.significant(2 * Math.PI / omega0(), 4) + " Myr")
                .row(
                        "label",
                        Numbers.significant(label.center, 4) + " + " + Numbers.significant(label.slope, 4)
                                + " sqrt(2 J), scatter " + Numbers.significant(label.scatter, 4));
    }

    @Override
    public String toString() {
        return toText();
    }
}
