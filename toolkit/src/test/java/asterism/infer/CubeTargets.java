package asterism.infer;

import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Likelihoods under a uniform prior in a box, with known evidence. */
final class CubeTargets {

    private CubeTargets() {}

    /** A likelihood in a box whose prior is uniform and normalised. */
    static Posterior of(String name, double[] lower, double[] upper, ToDoubleFunction<double[]> logL) {
        double logVolume = 0;
        for (int k = 0; k < lower.length; k++) {
            logVolume += Math.log(upper[k] - lower[k]);
        }
        double logPrior = -logVolume;
        var likelihood = Targets.of(name, lower, upper, true, logL).logDensity();
        var posterior = Targets.of(name, lower, upper, true, x -> logPrior + logL.applyAsDouble(x));
        var transform = new PriorTransform() {
            @Override
            public double apply(double[] unit, double[] outTheta) {
                for (int k = 0; k < unit.length; k++) {
                    outTheta[k] = lower[k] + unit[k] * (upper[k] - lower[k]);
                }
                return 0;
            }

            @Override
            public double logMass() {
                return 0;
            }

            @Override
            public LogDensity logLikelihood() {
                return likelihood;
            }
        };
        return new WithTransform(posterior, transform);
    }

    /** A posterior that tells of each likelihood that is asked for, on whatever thread. */
    static Posterior watched(Posterior posterior, Runnable watch) {
        var transform = posterior.priorTransform().orElseThrow();
        return new WithTransform(posterior, new PriorTransform() {
            @Override
            public double apply(double[] unit, double[] outTheta) {
                return transform.apply(unit, outTheta);
            }

            @Override
            public double logMass() {
                return transform.logMass();
            }

            @Override
            public LogDensity logLikelihood() {
                return watched(transform.logLikelihood(), watch);
            }
        });
    }

    private static LogDensity watched(LogDensity density, Runnable watch) {
        return new LogDensity() {
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
                return watched(density.fork(), watch);
            }
        };
    }

    private static final class WithTransform extends SamePosterior {

        private final PriorTransform transform;

        WithTransform(Posterior of, PriorTransform transform) {
            super(of);
            this.transform = transform;
        }

        @Override
        public Optional<PriorTransform> priorTransform() {
            return Optional.of(transform);
        }
    }
}
