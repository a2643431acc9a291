package asterism.region;

import static asterism.infer.Samplers.ensemble;
import static asterism.infer.Samplers.nuts;
import static asterism.infer.Samplers.stretch;

import asterism.infer.Ensemble;
import asterism.infer.Fit;
import asterism.infer.Nuts;
import asterism.infer.Posterior;
import asterism.infer.Sampler;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole runs of the samplers on the posterior of NGC 628 in a warm JVM: start, warm-up or burn-in, and diagnosis included.
 * The i-th run of each sampler has the same seed; the smallest effective sample size of any parameter (bulk and tail)
 * stands beside the time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 2, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class SamplerBenchmark {

    private static final Ensemble PUBLISHED_LENGTH = ensemble().walkers(64).steps(30_000);

    /** Right conventions, or those of the published analysis. */
    @Param({"right", "asPublished"})
    public String model = "right";

    private Posterior posterior = Ngc628.model().bind();
    private final Nuts trajectories = nuts().draws(5_000);
    private long seed = 627;

    /** What came of a run. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Draws {

        /** The smallest effective sample size of any parameter, bulk and tail. */
        public double smallestEss;
    }

    /** Binds. */
    @Setup
    public void bind() {
        var ngc628 = Ngc628.model();
        posterior = (model.equals("asPublished") ? ngc628.asPublished() : ngc628).bind();
    }

    /** The next seed. */
    @Setup(Level.Iteration)
    public void seed() {
        seed++;
    }

    /** Stretch moves only, as the published tools do, on two threads whether they pay or not. */
    @Benchmark
    public Fit stretchOnTwoThreads(Draws draws) {
        return run(PUBLISHED_LENGTH.move(stretch()).threads(2).seed(seed), draws);
    }

    /** Stretch moves only, on as many threads as pay. */
    @Benchmark
    public Fit stretchMoves(Draws draws) {
        return run(PUBLISHED_LENGTH.move(stretch()).seed(seed), draws);
    }

    /** The default mixture of moves. */
    @Benchmark
    public Fit mixedMoves(Draws draws) {
        return run(PUBLISHED_LENGTH.seed(seed), draws);
    }

    /** Four chains of 5000 draws after their warm-up. */
    @Benchmark
    public Fit noUTurn(Draws draws) {
        return run(trajectories.seed(seed), draws);
    }

    private Fit run(Sampler sampler, Draws draws) {
        var fit = sampler.run(posterior);
        draws.smallestEss = fit.ess();
        return fit;
    }
}
