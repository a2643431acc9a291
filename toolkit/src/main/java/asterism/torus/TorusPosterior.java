package asterism.torus;

import asterism.display.Card;
import asterism.infer.Coordinates;
import asterism.infer.GradientLogDensity;
import asterism.infer.Posterior;
import asterism.param.ParameterSpace;
import asterism.random.RandomStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** ln L - P inside the bounds, where all values are equally likely before the data; -infinity outside. */
final class TorusPosterior implements Posterior {

    private final TorusModel model;
    private final BinnedData data;
    private final TorusLikelihood likelihood;
    private final TorusBounds bounds;
    private final double[] lower;
    private final double[] upper;
    private final Density density;
    private final Optional<Coordinates> coordinates;

    private TorusPosterior(
            TorusModel model,
            BinnedData data,
            TorusLikelihood likelihood,
            TorusBounds bounds,
            Optional<Coordinates> coordinates) {
        this.model = model;
        this.data = data;
        this.likelihood = likelihood;
        this.bounds = bounds;
        this.lower = bounds.lower().toArray();
        this.upper = bounds.upper().toArray();
        this.density = new Density(likelihood.of(model, data), model, lower, upper);
        this.coordinates = coordinates;
    }

    static TorusPosterior of(TorusModel model, BinnedData data, TorusLikelihood likelihood, TorusBounds bounds) {
        model.requireFits(bounds.lower());
        return new TorusPosterior(model, data, likelihood, bounds, Optional.empty());
    }

    /** The same with coordinates for samplers that are round about the best parameters. */
    TorusPosterior about(CramerRao information) {
        return new TorusPosterior(
                model, data, likelihood, bounds, Optional.of(RoundCoordinates.of(model, information, bounds)));
    }

    /** The density on plain vectors. */
    private static final class Density implements GradientLogDensity {

        private static final double[] NONE = new double[0];

        private final PixelLikelihood pixels;
        private final TorusModel model;
        private final Penalty penalty;
        private final double[] lower;
        private final double[] upper;
        private final int n;
        private final double[] theta;
        private final double[] gradient;
        private final double[] more;

        Density(PixelLikelihood pixels, TorusModel model, double[] lower, double[] upper) {
            this.pixels = pixels;
            this.model = model;
            this.penalty = Penalty.of(model);
            this.lower = lower;
            this.upper = upper;
            this.n = model.dimension();
            this.theta = new double[n];
            this.gradient = new double[n];
            this.more = new double[n];
        }

        @Override
        public int dimension() {
            return n;
        }

        /** Takes point i; false where it is outside the bounds. */
        private boolean take(double[] all, int i) {
            boolean inside = true;
            for (int k = 0; k < n; k++) {
                theta[k] = all[i * n + k];
                inside &= theta[k] >= lower[k] && theta[k] <= upper[k];
            }
            return inside;
        }

        @Override
        public void evaluate(double[] all, int count, double[] outLogP) {
            for (int i = 0; i < count; i++) {
                outLogP[i] = take(all, i)
                        ? finite(pixels.value(theta) - penalty.evaluate(theta, more, NONE))
                        : Double.NEGATIVE_INFINITY;
            }
        }

        @Override
        public void evaluateWithGradient(double[] all, int count, double[] outLogP, double[] outGradient) {
            for (int i = 0; i < count; i++) {
                outLogP[i] = take(all, i)
                        ? finite(pixels.gradient(theta, gradient) - penalty.evaluate(theta, more, NONE))
                        : Double.NEGATIVE_INFINITY;
                boolean vanishes = outLogP[i] == Double.NEGATIVE_INFINITY;
                for (int k = 0; k < n; k++) {
                    outGradient[i * n + k] = vanishes ? 0 : gradient[k] - more[k];
                }
            }
        }

        private static double finite(double logP) {
            return Double.isNaN(logP) ? Double.NEGATIVE_INFINITY : logP;
        }

        @Override
        public GradientLogDensity fork() {
            return new Density(pixels.fork(), model, lower, upper);
        }
    }

    @Override
    public ParameterSpace space() {
        return model.space();
    }

    @Override
    public GradientLogDensity logDensity() {
        return density;
    }

    @Override
    public void drawPrior(RandomStream random, double[] outTheta) {
        for (int k = 0; k < outTheta.length; k++) {
            if (Double.isInfinite(lower[k]) || Double.isInfinite(upper[k])) {
                throw new IllegalArgumentException("a start cannot be drawn from the prior: "
                        + space().names().get(k)
                        + " has no bounds; give TorusBounds with finite values, or begin around(values, sigmas)");
            }
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
    public Optional<Coordinates> coordinates() {
        return coordinates;
    }

    @Override
    public String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((model.toText() + likelihood).getBytes(StandardCharsets.UTF_8));
            model.regularizer().ifPresent(r -> digest.update(r.toString().getBytes(StandardCharsets.UTF_8)));
            double[][] parts = {
                model.labelKnots(),
                lower,
                upper,
                data.posArray(),
                data.velArray(),
                data.labelArray(),
                data.labelErrArray(),
                data.countsArray()
            };
            for (double[] part : parts) {
                update(digest, part);
            }
            for (int m : model.orders()) {
                update(digest, model.eKnots(m));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e); // every Java platform has SHA-256
        }
    }

    private static void update(MessageDigest digest, double[] values) {
        var bytes = ByteBuffer.allocate(8 * values.length);
        Arrays.stream(values).forEach(bytes::putDouble);
        digest.update(bytes.array());
    }

    @Override
    public Card provenance() {
        return Card.of("Orbital torus imaging")
                .section(model.card())
                .section(data.card())
                .row("likelihood", likelihood.toString())
                .section(bounds.card());
    }
}
