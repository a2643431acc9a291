package asterism.region;

import asterism.math.Gaussian;
import asterism.param.ModelException;
import asterism.param.ParameterSpace;
import asterism.prior.LogUniform;
import asterism.prior.Normal;
import asterism.prior.NormalAbout;
import asterism.prior.Prior;
import asterism.prior.TruncatedNormal;
import asterism.prior.Uniform;
import asterism.prior.Within;
import asterism.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The prior of all regions: which parameters are sampled, where the others get their values from, and the density.
 *
 * <p>The log density is the sum over the sampled parameters of their log densities, inside the box of the models' ranges
 * and the priors' supports, and -infinity outside. A Gaussian prior is cut at the model's range and renormalised. A
 * connection is not renormalised where the box cuts it: the joint density is the product of the connection and its
 * target's prior inside the box, and draws are draws of exactly that.
 *
 * <p>Immutable, no workspace: may be shared by threads.
 */
final class JointPrior {

    private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;
    private static final int ROUNDS = 100_000;

    private static final Prior.Marginal NO_MARGINAL =
            new Normal(0, 1); // in the place of a connection; never drawn from
    private static final double LEAST_CONNECTED =
            1e-280; // mass of a connection in the box that still has all its digits
    private static final int MASS_POINTS = 1 << 16;

    private static final int CONSTANT = 0;
    private static final int GAUSSIAN = 1;
    private static final int LOG_UNIFORM = 2;
    private static final int OTHER = 3;
    private static final int GAUSSIAN_ABOUT = 4;
    private static final int WITHIN = 5;

    private final List<RegionParameters> regions;
    private final ParameterSpace space;

    /** Full parameter vectors of all regions, one behind the other: fixed values in place, the others 0. */
    private final double[] template;

    private final int[] offset; // of each region in the full vector
    private final int[] copyTo; // full vector position ...
    private final int[] copyFrom; // ... and the axis it takes its value from

    // per axis
    private final double[] lower;
    private final double[] upper;
    private final int[] kind;
    private final double[] center; // mean, offset
    private final double[] width; // sigma, maximum distance
    private final double[] exponent; // of a Gaussian: -exponent z^2
    private final double[] constant;
    private final int[] targetAxis; // -1: the target is fixed at targetValue
    private final double[] targetValue;
    private final List<Prior> priors;
    private final List<Prior.Marginal> drawn; // what to draw from where there is no target
    private final double[] fromCdf; // of what is drawn, at the ends of the box
    private final double[] toCdf;
    private final double[] logMass; // of the density in the box, where there is no target
    private final int[] drawOrder; // targets before what hangs on them
    private final int[] group; // axes connected with each other have one number

    private JointPrior(ResolvedParameters from) {
        this.regions = from.regions;
        this.space = from.space();
        this.template = from.template;
        this.offset = from.offset;
        this.copyTo = from.copyTo.stream().mapToInt(i -> i).toArray();
        this.copyFrom = from.copyFrom.stream().mapToInt(i -> i).toArray();
        int n = space.dimension();
        this.lower = new double[n];
        this.upper = new double[n];
        this.kind = new int[n];
        this.center = new double[n];
        this.width = new double[n];
        this.exponent = new double[n];
        this.constant = new double[n];
        this.targetAxis = new int[n];
        this.targetValue = new double[n];
        this.priors = List.copyOf(from.axisPriors);
        for (int j = 0; j < n; j++) {
            lower[j] = from.axisLower.get(j);
            upper[j] = from.axisUpper.get(j);
            targetAxis[j] = from.axisTarget.get(j);
            targetValue[j] = from.axisTargetValue.get(j);
            exponent[j] = from.published ? 1 : 0.5;
            describe(j, from.published);
        }
        this.drawn = IntStream.range(0, n).mapToObj(this::toDraw).toList();
        this.fromCdf = new double[n];
        this.toCdf = new double[n];
        this.logMass = new double[n];
        for (int j = 0; j < n; j++) {
            fromCdf[j] = drawn.get(j).cdf(lower[j]);
            toCdf[j] = drawn.get(j).cdf(upper[j]);
            double mass = toCdf[j] - fromCdf[j];
            if (!(priors.get(j) instanceof Normal)) {
                logMass[j] = Math.log(mass);
            } else if (from.published) { // the others are normalised in the box
                logMass[j] = Math.log(mass * drawnWidth(j) / width[j]);
            }
        }
        this.drawOrder = from.drawOrder();
        this.group = from.groups();
    }

    private Prior.Marginal toDraw(int j) {
        if (priors.get(j) instanceof Normal normal) {
            return new Normal(normal.mean(), drawnWidth(j));
        }
        return priors.get(j) instanceof Prior.Marginal marginal ? marginal : NO_MARGINAL;
    }

    private void describe(int j, boolean published) {
        var prior = priors.get(j);
        if (prior instanceof Uniform u) {
            kind[j] = CONSTANT;
            constant[j] = u.logDensity(u.lower());
        } else if (prior instanceof Normal normal) {
            kind[j] = GAUSSIAN;
            center[j] = normal.mean();
            width[j] = normal.sigma();
            // published: exponent without the 1/2, not renormalised where the model's range cuts it
            double mass = published ? 1 : normal.cdf(upper[j]) - normal.cdf(lower[j]);
            constant[j] = -HALF_LOG_TWO_PI - Math.log(normal.sigma() * mass);
        } else if (prior instanceof TruncatedNormal cut) {
            kind[j] = GAUSSIAN;
            center[j] = cut.mean();
            width[j] = cut.sigma();
            exponent[j] = 0.5;
            double inside = Math.max(cut.lower(), Math.min(cut.upper(), cut.mean()));
            double z = (inside - cut.mean()) / cut.sigma();
            constant[j] = cut.logDensity(inside) + 0.5 * z * z;
        } else if (prior instanceof LogUniform u) {
            kind[j] = LOG_UNIFORM;
            constant[j] = -Math.log(Math.log(u.upper() / u.lower()));
        } else if (prior instanceof NormalAbout about) {
            kind[j] = GAUSSIAN_ABOUT;
            center[j] = about.offset();
            width[j] = about.sigma();
            constant[j] = -HALF_LOG_TWO_PI - Math.log(about.sigma());
        } else if (prior instanceof Within within) {
            kind[j] = WITHIN;
            width[j] = within.maxDistance();
            constant[j] = published ? -Math.log(within.maxDistance()) : -Math.log(2 * within.maxDistance());
        } else {
            kind[j] = OTHER;
        }
    }

    /**
     * Resolves what was said about the parameters.
     *
     * @param published connections and Gaussian priors as in the published codes: exponent -z^2 instead of -z^2 / 2, and
     *                  1 / D instead of 1 / (2 D) for a distance of at most D
     * @throws ModelException with everything that is missing or does not fit
     */
    static JointPrior resolve(List<RegionParameters> regions, boolean published) {
        return new JointPrior(new ResolvedParameters(regions, published));
    }

    ParameterSpace space() {
        return space;
    }

    int dimension() {
        return lower.length;
    }

    double[] lower() {
        return lower.clone();
    }

    double[] upper() {
        return upper.clone();
    }

    /** The prior of axis j. */
    Prior prior(int j) {
        return priors.get(j);
    }

    /** Length of the full vector of all regions. */
    int fullLength() {
        return template.length;
    }

    /** Where a region's parameters begin in the full vector. */
    int offset(int region) {
        return offset[region];
    }

    /** A full vector with the fixed values in place. */
    double[] template() {
        return template.clone();
    }

    /** Range over which an entry of the full vector varies: {lo, hi}, equal where it is fixed. */
    double[] range(int region, int parameter) {
        int at = offset[region] + parameter;
        for (int i = 0; i < copyTo.length; i++) {
            if (copyTo[i] == at) {
                return new double[] {lower[copyFrom[i]], upper[copyFrom[i]]};
            }
        }
        return new double[] {template[at], template[at]};
    }

    /** How an entry is treated, in words: a prior, a value, or what it is equal to. */
    String treatment(int region, int parameter) {
        var r = regions.get(region);
        return r.treatment()
                .apply(r.parameters().get(parameter))
                .map(Prior::toString)
                .orElse("\u2013");
    }

    /**
     * Puts sampled values into the full vector.
     *
     * @param theta    sampled values from {@code from} on. Not modified.
     * @param outFull  [fullLength], a copy of {@link #template()}: its fixed entries are left alone
     */
    void fill(double[] theta, int from, double[] outFull) {
        for (int i = 0; i < copyTo.length; i++) {
            outFull[copyTo[i]] = theta[from + copyFrom[i]];
        }
    }

    /** Log density at the point that begins at {@code from}; -infinity outside, and where a value is NaN. */
    double logDensity(double[] theta, int from) {
        double sum = 0;
        for (int j = 0; j < lower.length; j++) {
            double x = theta[from + j];
            if (!(x >= lower[j] && x <= upper[j])) {
                return Double.NEGATIVE_INFINITY;
            }
            sum += constant[j];
            if (kind[j] != CONSTANT) {
                sum += varying(j, x, theta, from);
            }
        }
        return sum;
    }

    /**
     * Log density and its gradient at the point that begins at {@code from}.
     *
     * @param outGradient [dimension] from {@code to} on: d ln p / d theta_j; 0 where the density vanishes. Overwritten.
     * @return the same number as {@link #logDensity}
     */
    double logDensityWithGradient(double[] theta, int from, double[] outGradient, int to) {
        Arrays.fill(outGradient, to, to + lower.length, 0);
        double sum = logDensity(theta, from);
        if (sum == Double.NEGATIVE_INFINITY) {
            return sum;
        }
        for (int j = 0; j < lower.length; j++) {
            double x = theta[from + j];
            switch (kind[j]) {
                case GAUSSIAN -> outGradient[to + j] -= 2 * exponent[j] * (x - center[j]) / (width[j] * width[j]);
                case LOG_UNIFORM -> outGradient[to + j] -= 1 / x;
                case GAUSSIAN_ABOUT -> {
                    double slope = 2 * exponent[j] * (x - target(j, theta, from) - center[j]) / (width[j] * width[j]);
                    outGradient[to + j] -= slope;
                    if (targetAxis[j] >= 0) {
                        outGradient[to + targetAxis[j]] += slope;
                    }
                }
                case OTHER -> outGradient[to + j] += ((Prior.Marginal) priors.get(j)).logDensityDerivative(x);
                default -> {} // constant where it does not vanish
            }
        }
        return sum;
    }

    /**
     * Carries a gradient with respect to the full vector over to the sampled values; where several entries are tied, their
     * derivatives add up.
     *
     * @param fullGradient [fullLength]. Not modified.
     * @param outGradient  [dimension] from {@code to} on. Added to.
     */
    void addGradient(double[] fullGradient, double[] outGradient, int to) {
        for (int i = 0; i < copyTo.length; i++) {
            outGradient[to + copyFrom[i]] += fullGradient[copyTo[i]];
        }
    }

    /** The term of one axis in the sum; the point must be inside the box. */
    double term(int j, double[] theta) {
        return constant[j] + (kind[j] == CONSTANT ? 0 : varying(j, theta[j], theta, 0));
    }

    private double varying(int j, double x, double[] theta, int from) {
        switch (kind[j]) {
            case GAUSSIAN -> {
                double z = (x - center[j]) / width[j];
                return -exponent[j] * z * z;
            }
            case LOG_UNIFORM -> {
                return -Math.log(x);
            }
            case GAUSSIAN_ABOUT -> {
                double z = (x - target(j, theta, from) - center[j]) / width[j];
                return -exponent[j] * z * z;
            }
            case WITHIN -> {
                return Math.abs(x - target(j, theta, from)) <= width[j] ? 0 : Double.NEGATIVE_INFINITY;
            }
            default -> {
                return ((Prior.Marginal) priors.get(j)).logDensity(x);
            }
        }
    }

    private double target(int j, double[] theta, int from) {
        return targetAxis[j] < 0 ? targetValue[j] : theta[from + targetAxis[j]];
    }

    /**
     * One draw: each target first, then what hangs on it. Parameters that are connected are drawn again together until
     * all are inside the box, so that the draws have exactly the density above.
     *
     * @param outTheta [dimension]. Overwritten.
     */
    void draw(RandomStream random, double[] outTheta) {
        int groups = Arrays.stream(group).max().orElse(-1) + 1;
        for (int g = 0; g < groups; g++) {
            int round = 0;
            while (!drawGroup(g, random, outTheta)) {
                if (++round == ROUNDS) {
                    throw new ModelException("no draw of the prior lies inside the model's ranges: " + names(g)
                            + "; the connections pull these parameters out of their ranges");
                }
            }
        }
    }

    private boolean drawGroup(int g, RandomStream random, double[] outTheta) {
        for (int j : drawOrder) {
            if (group[j] != g) {
                continue;
            }
            outTheta[j] = drawOne(j, random.nextDouble(), outTheta);
            if (!(outTheta[j] >= lower[j] && outTheta[j] <= upper[j])) {
                return false;
            }
        }
        return true;
    }

    private double drawOne(int j, double u, double[] theta) {
        if (priors.get(j) instanceof NormalAbout about) {
            double t = target(j, theta, 0);
            return t + center[j] + drawnWidth(j) / width[j] * (about.quantile(u, t) - t - center[j]);
        }
        if (priors.get(j) instanceof Prior.Connection connection) {
            return connection.quantile(u, target(j, theta, 0));
        }
        return inside(j, drawn.get(j).quantile(fromCdf[j] + u * (toCdf[j] - fromCdf[j])));
    }

    // ---- the prior as a map of the unit cube
    // -------------------------------------------------------------------------

    /**
     * Maps a point of the unit cube: each target first, then what hangs on it, all by quantile functions cut at the box.
     *
     * <p>The image of the uniform density is the product of the <em>normalised</em> cut densities. {@link #logDensity} is
     * not normalised where the box cuts a connection, so the two differ by the connection's mass inside the box, which
     * depends on the target's value: that is what comes back. Published priors add their own factors.
     *
     * @param unit     [dimension], in (0, 1). Not modified.
     * @param outTheta [dimension]. Overwritten.
     * @return ln of the density over that of the image; -infinity where a connection has no mass inside the box
     */
    double transform(double[] unit, double[] outTheta) {
        double logWeight = 0;
        for (int j : drawOrder) {
            logWeight += transformOne(j, unit[j], outTheta);
        }
        return logWeight;
    }

    private double transformOne(int j, double u, double[] outTheta) {
        switch (kind[j]) {
            case GAUSSIAN_ABOUT -> {
                double middle = target(j, outTheta, 0) + center[j];
                double sigma = drawnWidth(j);
                double a = (lower[j] - middle) / sigma;
                double b = (upper[j] - middle) / sigma;
                boolean flipped = a > 0; // right of the middle the complement keeps the digits
                double from = Gaussian.cdf(flipped ? -b : a);
                double mass = Gaussian.cdf(flipped ? -a : b) - from;
                if (!(mass > LEAST_CONNECTED)) {
                    outTheta[j] = inside(j, middle);
                    return Double.NEGATIVE_INFINITY;
                }
                double z = Gaussian.quantile(from + (flipped ? 1 - u : u) * mass);
                outTheta[j] = inside(j, middle + (flipped ? -z : z) * sigma);
                return Math.log(mass * sigma / width[j]);
            }
            case WITHIN -> {
                double target = target(j, outTheta, 0);
                double lo = Math.max(lower[j], target - width[j]);
                double hi = Math.min(upper[j], target + width[j]);
                outTheta[j] = inside(j, lo + u * (hi - lo));
                return hi > lo ? Math.log(hi - lo) + constant[j] : Double.NEGATIVE_INFINITY;
            }
            default -> {
                outTheta[j] = inside(j, drawn.get(j).quantile(fromCdf[j] + u * (toCdf[j] - fromCdf[j])));
                return logMass[j];
            }
        }
    }

    private double inside(int j, double x) {
        return Math.min(upper[j], Math.max(lower[j], x));
    }

    /** Sigma of a Gaussian as its density is: the published exponent makes it narrower. */
    private double drawnWidth(int j) {
        return exponent[j] == 1 ? Math.sqrt(0.5) * width[j] : width[j];
    }

    /**
     * Natural log of the integral of the density over the box: by the midpoint rule, or a low-discrepancy sum where several
     * targets are connected with each other.
     */
    double logMass() {
        double sum = 0;
        int groups = Arrays.stream(group).max().orElse(-1) + 1;
        for (int g = 0; g < groups; g++) {
            sum += logMassOf(g);
        }
        return sum;
    }

    private double logMassOf(int g) {
        // the weight depends only on what others hang on
        int[] axes = IntStream.range(0, lower.length)
                .filter(j -> group[j] == g && Arrays.stream(targetAxis).anyMatch(t -> t == j))
                .toArray();
        double[] unit = new double[lower.length];
        double[] theta = new double[lower.length];
        Arrays.fill(unit, 0.5);
        int n = axes.length == 0 ? 1 : MASS_POINTS;
        double phi = 1 + 1.0 / (axes.length + 1); // root of x^(d+1) = x + 1, by iteration
        for (int i = 0; i < 50; i++) {
            phi = Math.pow(1 + phi, 1.0 / (axes.length + 1));
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < axes.length; k++) {
                double x = axes.length == 1 ? (i + 0.5) / n : 0.5 + (i + 1) * Math.pow(phi, -(k + 1.0));
                unit[axes[k]] = x - Math.floor(x);
            }
            double logWeight = 0;
            for (int j : drawOrder) {
                logWeight += group[j] == g ? transformOne(j, unit[j], theta) : 0;
            }
            sum += Math.exp(logWeight) / n;
        }
        return Math.log(sum);
    }

    private String names(int g) {
        var names = new ArrayList<String>();
        for (int j = 0; j < group.length; j++) {
            if (group[j] == g) {
                names.add(space.axis(j).path());
            }
        }
        return String.join(", ", names);
    }
}
