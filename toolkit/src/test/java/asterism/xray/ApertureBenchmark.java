package asterism.xray;

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

/** Reference problems of aperture photometry, each from its matrix to the values of its sources. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ApertureBenchmark {

    /** 1 source in 1 obsid (three), in 5 obsids (two), 2 sources in 1 obsid, 3 sources in 5 obsids. */
    @Param({"t01", "t03", "t05", "t16", "t27", "t09", "t23"})
    public String problem = "t01";

    private AssembledProblem assembled = References.get(problem).problem;
    private final AperturePhotometry exact = AperturePhotometry.exact().engine(Engine.EXACT);
    private final AperturePhotometry nuts = AperturePhotometry.exact().engine(Engine.NUTS);

    /** Reads the problem. */
    @Setup
    public void setUp() {
        assembled = References.get(problem).problem;
    }

    private double solve(AperturePhotometry settings) {
        var summaries = new Summaries(Solver.byEngine(ScaledProblem.of(assembled), settings, 1), settings);
        double sum = 0;
        for (int j = 0; j < assembled.nSources; j++) {
            var intensity = summaries.intensity(j, "", "", 0, java.util.Set.of());
            sum += intensity.upper();
        }
        return sum;
    }

    /** Exact integration. */
    @Benchmark
    public double exact() {
        return solve(exact);
    }

    /** Two chains of 1000 + 1000. */
    @Benchmark
    public double nuts() {
        return solve(nuts);
    }
}
