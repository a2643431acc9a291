package asterism.infer;

import static asterism.infer.Samplers.ensemble;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * 64 walkers x 30 000 steps in 18 dimensions, start and diagnosis included: what the sampler itself costs, on a density
 * of about 0.6 us, and with the model of {@link Plateau} on top.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 2, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 2)
@Measurement(iterations = 3)
public class EnsembleBenchmark {

    private static final int DIMENSION = 18;
    private static final int ROUNDS = 250;

    /** Threads of the run. */
    @Param({"1", "2"})
    public int threads;

    /** What is sampled. */
    @Param({"cheap", "plateau"})
    public String density = "cheap";

    private Posterior posterior = Plateau.posterior();

    /** Makes the density. */
    @Setup
    public void setUp() {
        double[] low = Targets.filled(DIMENSION, -5);
        double[] high = Targets.filled(DIMENSION, 5);
        posterior = density.equals("cheap")
                ? Targets.of("cheap", low, high, true, EnsembleBenchmark::cheap)
                : Plateau.posterior();
    }

    /** A Gaussian that takes about 0.6 us. */
    private static double cheap(double[] x) {
        double sum = Arrays.stream(x).map(v -> v * v).sum();
        double work = sum;
        for (int i = 0; i < ROUNDS; i++) {
            work = work * 0.999999 + 1e-9 * sum;
        }
        return -0.5 * sum + 1e-12 * work;
    }

    /** The published length of run. */
    @Benchmark
    public Fit thirtyThousandSteps() {
        return ensemble().walkers(64).steps(30_000).threads(threads).seed(628).run(posterior);
    }
}
