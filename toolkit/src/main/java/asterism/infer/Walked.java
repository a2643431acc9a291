package asterism.infer;

import asterism.display.Card;
import asterism.param.ParameterSpace;
import asterism.random.RandomStream;

/** A posterior as a density of its {@link Coordinates}. */
final class Walked implements Posterior {

    private final Posterior posterior;
    private final Coordinates coordinates;
    private final GradientLogDensity density;

    private Walked(Posterior posterior, Coordinates coordinates, GradientLogDensity density) {
        this.posterior = posterior;
        this.coordinates = coordinates;
        this.density = density;
    }

    /** The posterior itself where it has no coordinates or no gradient. */
    static Posterior of(Posterior posterior) {
        return posterior.coordinates().isPresent() && posterior.logDensity() instanceof GradientLogDensity withGradient
                ? new Walked(posterior, posterior.coordinates().get(), withGradient)
                : posterior;
    }

    /**
     * Points of a posterior as points of what a sampler walks on.
     *
     * @param points [n x nDim], row-major. Changed.
     */
    static void toCoordinates(Posterior walked, double[] points) {
        if (walked instanceof Walked w) {
            int n = w.density.dimension();
            double[] theta = new double[n];
            double[] y = new double[n];
            for (int from = 0; from < points.length; from += n) {
                System.arraycopy(points, from, theta, 0, n);
                w.coordinates.toCoordinates(theta, y);
                System.arraycopy(y, 0, points, from, n);
            }
        }
    }

    /**
     * A point of what a sampler walks on as a point of the posterior.
     *
     * @param point [nDim]. Changed.
     * @param logP  the log density that the sampler has there
     * @return that of the posterior
     */
    static double toParameters(Posterior walked, double[] point, double logP) {
        return walked instanceof Walked w ? logP - w.coordinates.toParameters(point.clone(), point) : logP;
    }

    private static final class Density implements GradientLogDensity {

        private final GradientLogDensity density;
        private final Coordinates coordinates;
        private final int nDim;
        private final double[] y;
        private final double[] theta;
        private final double[] gradient;
        private final double[] pulled;
        private final double[] value = new double[1];

        private Density(GradientLogDensity density, Coordinates coordinates) {
            this.density = density;
            this.coordinates = coordinates;
            this.nDim = density.dimension();
            this.y = new double[nDim];
            this.theta = new double[nDim];
            this.gradient = new double[nDim];
            this.pulled = new double[nDim];
        }

        @Override
        public int dimension() {
            return nDim;
        }

        private double take(double[] all, int i) {
            System.arraycopy(all, i * nDim, y, 0, nDim);
            return coordinates.toParameters(y, theta);
        }

        @Override
        public void evaluate(double[] all, int n, double[] outLogP) {
            for (int i = 0; i < n; i++) {
                double logJacobian = take(all, i);
                density.evaluate(theta, 1, value);
                outLogP[i] = value[0] + logJacobian;
            }
        }

        @Override
        public void evaluateWithGradient(double[] all, int n, double[] outLogP, double[] outGradient) {
            for (int i = 0; i < n; i++) {
                double logJacobian = take(all, i);
                density.evaluateWithGradient(theta, 1, value, gradient);
                outLogP[i] = value[0] + logJacobian;
                if (value[0] == Double.NEGATIVE_INFINITY) {
                    java.util.Arrays.fill(pulled, 0);
                } else {
                    coordinates.pullBack(theta, gradient, pulled);
                }
                System.arraycopy(pulled, 0, outGradient, i * nDim, nDim);
            }
        }

        @Override
        public boolean hasJumps() {
            return density.hasJumps();
        }

        @Override
        public GradientLogDensity fork() {
            return new Density(density.fork(), coordinates);
        }
    }

    @Override
    public ParameterSpace space() {
        return posterior.space();
    }

    @Override
    public LogDensity logDensity() {
        return new Density(density.fork(), coordinates);
    }

    @Override
    public void drawPrior(RandomStream random, double[] outY) {
        posterior.drawPrior(random, outY);
        toCoordinates(this, outY);
    }

    @Override
    public double[] lower() {
        return coordinates.lower();
    }

    @Override
    public double[] upper() {
        return coordinates.upper();
    }

    @Override
    public String fingerprint() {
        return posterior.fingerprint();
    }

    @Override
    public Card provenance() {
        return posterior.provenance();
    }
}
