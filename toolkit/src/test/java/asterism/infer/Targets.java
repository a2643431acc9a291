package asterism.infer;

import asterism.display.Card;
import asterism.param.InRegion;
import asterism.param.Parameter;
import asterism.param.ParameterSpace;
import asterism.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/** Posteriors with known answers. */
final class Targets {

    private Targets() {}

    /**
     * A posterior from a function of one point and a box to draw the start from.
     *
     * @param lower [nDim] of the box that is also the hard bound where {@code hard}. Not modified.
     */
    static Posterior of(String name, double[] lower, double[] upper, boolean hard, ToDoubleFunction<double[]> logP) {
        int nDim = lower.length;
        var axes = new ArrayList<InRegion>();
        for (int k = 0; k < nDim; k++) {
            axes.add(Parameter.of("x_" + (k + 1), "x_{" + (k + 1) + "}", "", "coordinate", lower[k] - 1, upper[k] + 1)
                    .in(k % 2 == 0 ? "even" : "odd"));
        }
        var space = ParameterSpace.of(axes);
        return new Posterior() {
            @Override
            public ParameterSpace space() {
                return space;
            }

            @Override
            public LogDensity logDensity() {
                return new Function(nDim, logP);
            }

            @Override
            public void drawPrior(RandomStream random, double[] outTheta) {
                for (int k = 0; k < nDim; k++) {
                    outTheta[k] = lower[k] + (upper[k] - lower[k]) * random.nextDouble();
                }
            }

            @Override
            public double[] lower() {
                return hard ? lower.clone() : filled(Double.NEGATIVE_INFINITY);
            }

            @Override
            public double[] upper() {
                return hard ? upper.clone() : filled(Double.POSITIVE_INFINITY);
            }

            private double[] filled(double value) {
                double[] out = new double[nDim];
                Arrays.fill(out, value);
                return out;
            }

            @Override
            public String fingerprint() {
                return name;
            }

            @Override
            public Card provenance() {
                return Card.of(name);
            }
        };
    }

    private record Function(int dimension, ToDoubleFunction<double[]> logP) implements LogDensity {

        @Override
        public void evaluate(double[] theta, int n, double[] outLogP) {
            for (int i = 0; i < n; i++) {
                outLogP[i] = logP.applyAsDouble(Arrays.copyOfRange(theta, i * dimension, (i + 1) * dimension));
            }
        }

        @Override
        public LogDensity fork() {
            return this;
        }
    }

    static double[] filled(int n, double value) {
        double[] out = new double[n];
        Arrays.fill(out, value);
        return out;
    }

    /** A posterior with another density and another name, which is its fingerprint. */
    static Posterior with(Posterior plain, String name, LogDensity density) {
        return new SamePosterior(plain) {
            @Override
            public LogDensity logDensity() {
                return density;
            }

            @Override
            public String fingerprint() {
                return name;
            }

            @Override
            public Card provenance() {
                return Card.of(name);
            }
        };
    }

    /** A posterior that tells of each batch of points that is asked for, on whatever thread. */
    static Posterior watched(Posterior posterior, Runnable watch) {
        var density = posterior.logDensity();
        return with(posterior, posterior.fingerprint(), new LogDensity() {
            @Override
            public int dimension() {
                return density.dimension();
            }

            @Override
            public void evaluate(double[] theta, int n, double[] outLogP) {
                watch.run();
                density.evaluate(theta, n, outLogP);
            }

            @Override
            public LogDensity fork() {
                return this;
            }
        });
    }

    /** Interrupts the thread that makes it at the n-th call, as the stop button does in the middle of a run. */
    static Runnable interruptionAt(int n) {
        var runner = Thread.currentThread();
        var calls = new AtomicInteger();
        return () -> {
            if (calls.incrementAndGet() == n) {
                runner.interrupt();
            }
        };
    }

    /** A standard Gaussian with all correlations rho, by its precision matrix. */
    static Posterior gaussian(int nDim, double rho) {
        double a = 1 / (1 - rho);
        double b = rho / ((1 - rho) * (1 + (nDim - 1) * rho));
        return of("gaussian", filled(nDim, -3), filled(nDim, 3), false, x -> {
            double sum = 0;
            double squares = 0;
            for (double v : x) {
                sum += v;
                squares += v * v;
            }
            return -0.5 * (a * squares - b * sum * sum);
        });
    }
}
