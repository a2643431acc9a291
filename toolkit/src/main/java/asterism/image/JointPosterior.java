package asterism.image;

import asterism.display.Card;
import asterism.infer.GradientLogDensity;
import asterism.infer.LogDensity;
import asterism.infer.Posterior;
import asterism.infer.PriorTransform;
import asterism.param.ModelException;
import asterism.param.ParameterSpace;
import asterism.random.RandomStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A joint model with its images as a posterior: independent Gaussian noise in every pixel that counts, and a prior that is
 * flat between the limits of each parameter.
 *
 * <p>Nothing is looked for farther from the best fit than 30 of its errors, where the data allow nothing. Between two finite
 * limits the density is that of the whole interval all the same, so that the evidence belongs to these limits; where a limit is
 * infinite the prior ends at 30 errors, on which nothing but the evidence depends.
 */
final class JointPosterior implements Posterior {

    private static final double REACH = 30; // sigma

    private final Joint model;
    private final double[] lower;
    private final double[] upper;
    private final double noise; // sum of -ln(2 pi sigma^2)/2 over the pixels that count
    private final double logVolume; // of the prior
    private final double logSearched; // of the part of it that is looked through

    private JointPosterior(JointFit fit) {
        model = fit.model();
        int n = fit.theta().length;
        lower = new double[n];
        upper = new double[n];
        double searched = 0;
        double volume = 0;
        for (int k = 0; k < n; k++) {
            bound(fit, k);
            double whole = model.layout().free().get(k).upper()
                    - model.layout().free().get(k).lower();
            searched += Math.log(upper[k] - lower[k]);
            volume += Math.log(Double.isInfinite(whole) ? upper[k] - lower[k] : whole);
        }
        logSearched = searched;
        logVolume = volume;
        noise = noise();
    }

    /**
     * The posterior about a fit.
     *
     * @throws ModelException where a parameter has neither an error nor two limits
     */
    static JointPosterior about(JointFit fit) {
        return new JointPosterior(fit);
    }

    private void bound(JointFit fit, int k) {
        var free = model.layout().free().get(k);
        double value = fit.theta()[k];
        double sigma = fit.sigma(free.axis().path());
        double reach = Double.isNaN(sigma) ? Double.POSITIVE_INFINITY : REACH * sigma;
        if (free.cyclic()) {
            double half = Math.min((free.upper() - free.lower()) / 2, reach);
            lower[k] = value - half; // a full turn about the best value: nothing is cut at 0
            upper[k] = value + half;
            return;
        }
        lower[k] = Math.max(free.lower(), value - reach);
        upper[k] = Math.min(free.upper(), value + reach);
        if (Double.isInfinite(upper[k] - lower[k])) {
            throw new ModelException("'" + free.axis().path()
                    + "' is not constrained by the images and has no limits; give it two: .limits(parameter,"
                    + " lower, upper)");
        }
    }

    private double noise() {
        try (var scene = model.scene(1)) {
            double sum = 0;
            for (int t = 0; t < model.targets().size(); t++) {
                for (double w : scene.weight(t)) {
                    sum += w > 0 ? Math.log(w / (2 * Math.PI)) / 2 : 0;
                }
            }
            return sum;
        }
    }

    @Override
    public ParameterSpace space() {
        return model.space();
    }

    @Override
    public GradientLogDensity logDensity() {
        return new Density(-logVolume);
    }

    @Override
    public void drawPrior(RandomStream random, double[] outTheta) {
        for (int k = 0; k < lower.length; k++) {
            outTheta[k] = lower[k] + (upper[k] - lower[k]) * random.nextDouble();
        }
    }

    @Override
    public double[] lower() {
        return lower.clone();
    }

    @Override
    public double[] upper() {
        return upper.clone();
    }

    @Override
    public Optional<PriorTransform> priorTransform() {
        return Optional.of(new PriorTransform() {
            @Override
            public double apply(double[] unit, double[] outTheta) {
                for (int k = 0; k < lower.length; k++) {
                    outTheta[k] = lower[k] + (upper[k] - lower[k]) * unit[k];
                }
                return logSearched - logVolume;
            }

            @Override
            public double logMass() {
                return 0; // up to what lies beyond 30 errors
            }

            @Override
            public LogDensity logLikelihood() {
                return new Density(0);
            }
        });
    }

    @Override
    public String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(model.toText().getBytes(StandardCharsets.UTF_8));
            for (var target : model.targets()) {
                add(digest, target.rawData());
                add(digest, target.rawVariance());
                target.psf().ifPresent(p -> add(digest, p.on(target.grid()).cells()));
                for (boolean m : target.rawMask()) {
                    digest.update((byte) (m ? 1 : 0));
                }
            }
            add(digest, lower);
            add(digest, upper);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, double[] values) {
        var bytes = ByteBuffer.allocate(Double.BYTES * values.length);
        bytes.asDoubleBuffer().put(values);
        digest.update(bytes);
    }

    @Override
    public Card provenance() {
        return model.card()
                .row("prior", "flat between the limits; where one is infinite, to 30 errors from the best fit")
                .row("likelihood", "independent Gaussian noise in every pixel, variances as given");
    }

    @Override
    public String toString() {
        return "posterior of " + lower.length + " parameters given "
                + model.targets().size() + " images";
    }

    /** ln likelihood plus a constant, with its gradient J^T W (data - model). */
    private final class Density implements GradientLogDensity {

        private final double constant;
        private final Scene scene;
        private final double[] one = new double[lower.length];
        private final double[] gradient = new double[lower.length];
        private final double[] hessian = new double[lower.length * lower.length];

        Density(double constant) {
            this.constant = constant;
            scene = model.scene(1);
        }

        @Override
        public int dimension() {
            return lower.length;
        }

        @Override
        public void evaluate(double[] theta, int n, double[] outLogP) {
            for (int i = 0; i < n; i++) {
                outLogP[i] = take(theta, i) ? logP(scene.chi2(one)) : Double.NEGATIVE_INFINITY;
            }
        }

        @Override
        public void evaluateWithGradient(double[] theta, int n, double[] outLogP, double[] outGradient) {
            for (int i = 0; i < n; i++) {
                Arrays.fill(gradient, 0);
                outLogP[i] = take(theta, i) ? logP(scene.linearize(one, hessian, gradient)) : Double.NEGATIVE_INFINITY;
                System.arraycopy(gradient, 0, outGradient, i * lower.length, lower.length);
            }
        }

        /** Copies point i; whether it is inside the prior. */
        private boolean take(double[] theta, int i) {
            System.arraycopy(theta, i * lower.length, one, 0, lower.length);
            boolean inside = true;
            for (int k = 0; k < lower.length; k++) {
                inside &= one[k] >= lower[k] && one[k] <= upper[k];
            }
            return inside;
        }

        private double logP(double chi2) {
            double value = constant + noise - chi2 / 2;
            return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
        }

        @Override
        public GradientLogDensity fork() {
            return new Density(constant);
        }
    }
}
