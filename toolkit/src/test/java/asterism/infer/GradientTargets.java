package asterism.infer;

import static asterism.infer.Targets.filled;

/** Posteriors with known answers that give their gradients. */
final class GradientTargets {

    private GradientTargets() {}

    /** A log density of one point that also writes its gradient. */
    @FunctionalInterface
    interface Function {
        /** The log density of x, [nDim]; writes d log p / dx to {@code outGradient}, [nDim]. */
        double at(double[] x, double[] outGradient);
    }

    private record Density(int dimension, Function function, boolean hasJumps) implements GradientLogDensity {

        @Override
        public void evaluate(double[] theta, int n, double[] outLogP) {
            evaluateWithGradient(theta, n, outLogP, new double[n * dimension]);
        }

        @Override
        public void evaluateWithGradient(double[] theta, int n, double[] outLogP, double[] outGradient) {
            double[] x = new double[dimension];
            double[] g = new double[dimension];
            for (int i = 0; i < n; i++) {
                System.arraycopy(theta, i * dimension, x, 0, dimension);
                outLogP[i] = function.at(x, g);
                System.arraycopy(g, 0, outGradient, i * dimension, dimension);
            }
        }

        @Override
        public GradientLogDensity fork() {
            return this;
        }
    }

    /**
     * A posterior from a function of one point and a box to draw the start from.
     *
     * @param lower [nDim] of the box that is also the hard bound where {@code hard}. Not modified.
     */
    static Posterior of(String name, double[] lower, double[] upper, boolean hard, Function function) {
        var plain = Targets.of(name, lower, upper, hard, x -> 0);
        return Targets.with(plain, name, new Density(lower.length, function, false));
    }

    /** A posterior with another name, which is its fingerprint. */
    static Posterior named(String name, Posterior posterior) {
        return Targets.with(posterior, name, (GradientLogDensity) posterior.logDensity());
    }

    /** A posterior that says that it has jumps. */
    static Posterior jumping(Posterior posterior) {
        var density = (Density) posterior.logDensity();
        return Targets.with(posterior, posterior.fingerprint(), new Density(density.dimension, density.function, true));
    }

    /** A posterior that tells of each gradient that is asked for, on whatever thread. */
    static Posterior watched(Posterior posterior, Runnable watch) {
        var density = (GradientLogDensity) posterior.logDensity();
        return Targets.with(posterior, posterior.fingerprint(), new GradientLogDensity() {
            @Override
            public int dimension() {
                return density.dimension();
            }

            @Override
            public void evaluate(double[] theta, int n, double[] outLogP) {
                density.evaluate(theta, n, outLogP);
            }

            @Override
            public void evaluateWithGradient(double[] theta, int n, double[] outLogP, double[] outGradient) {
                watch.run();
                density.evaluateWithGradient(theta, n, outLogP, outGradient);
            }

            @Override
            public GradientLogDensity fork() {
                return this;
            }
        });
    }

    /** A standard Gaussian with all correlations rho, by its precision matrix. */
    static Posterior gaussian(int nDim, double rho) {
        double a = 1 / (1 - rho);
        double b = rho / ((1 - rho) * (1 + (nDim - 1) * rho));
        return of("gaussian", filled(nDim, -3), filled(nDim, 3), false, (x, g) -> {
            double sum = 0;
            double squares = 0;
            for (double v : x) {
                sum += v;
                squares += v * v;
            }
            for (int k = 0; k < x.length; k++) {
                g[k] = b * sum - a * x[k];
            }
            return -0.5 * (a * squares - b * sum * sum);
        });
    }

    /** Uniform in a box. */
    static Posterior box() {
        return of("box", new double[] {0, -1, 5}, new double[] {1, 1, 25}, true, (x, g) -> {
            g[0] = 0;
            g[1] = 0;
            g[2] = 0;
            return 0;
        });
    }

    /** Standard normal deviates cut to a box. */
    static Posterior cut(double lower, double upper) {
        return of("cut", filled(4, lower), filled(4, upper), true, (x, g) -> {
            double sum = 0;
            for (int k = 0; k < x.length; k++) {
                g[k] = -x[k];
                sum += x[k] * x[k];
            }
            return -0.5 * sum;
        });
    }

    /** x_1 ~ N(0, 1), x_2 - x_1^2 ~ N(0, 1). */
    static Posterior banana() {
        return of("banana", filled(2, -3), filled(2, 3), false, (x, g) -> {
            double y = x[1] - x[0] * x[0];
            g[0] = -x[0] + 2 * x[0] * y;
            g[1] = -y;
            return -0.5 * (x[0] * x[0] + y * y);
        });
    }

    /** Neal's funnel: x_1 ~ N(0, 3), the others N(0, exp(x_1 / 2)). */
    static Posterior funnel(int nDim) {
        return of("funnel", filled(nDim, -3), filled(nDim, 3), false, (x, g) -> {
            double v = x[0];
            double squares = 0;
            for (int k = 1; k < nDim; k++) {
                squares += x[k] * x[k];
                g[k] = -x[k] * Math.exp(-v);
            }
            g[0] = -v / 9 - 0.5 * (nDim - 1) + 0.5 * squares * Math.exp(-v);
            return -v * v / 18 - 0.5 * (nDim - 1) * v - 0.5 * squares * Math.exp(-v);
        });
    }

    /** 0.5 N(-d, 1) + 0.5 N(d, 1) along x_1, N(0, 1) along x_2. */
    static Posterior twoModes(double d) {
        return of("two modes", new double[] {-2 * d, -3}, new double[] {2 * d, 3}, false, (x, g) -> {
            double a = -0.5 * (x[0] + d) * (x[0] + d);
            double b = -0.5 * (x[0] - d) * (x[0] - d);
            double max = Math.max(a, b);
            double sum = Math.exp(a - max) + Math.exp(b - max);
            g[0] = (-(x[0] + d) * Math.exp(a - max) - (x[0] - d) * Math.exp(b - max)) / sum;
            g[1] = -x[1];
            return max + Math.log(sum) - 0.5 * x[1] * x[1];
        });
    }
}
