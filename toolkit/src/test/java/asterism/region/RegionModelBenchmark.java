package asterism.region;

import asterism.infer.LogDensity;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One log posterior of the two-region model of NGC 628: 18 parameters, 40 data, 24 bands. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RegionModelBenchmark {

    private static final int VECTORS = 40;

    @Param({"default", "asPublished", "commonCalibration"})
    public String model = "default";

    private LogDensity density = Ngc628.model().bind().logDensity();
    private final double[] theta = new double[VECTORS * 18];
    private final double[] out = new double[VECTORS];

    /** Binds and puts the 40 reference vectors, all inside the prior, into one batch. */
    @Setup
    public void bind() {
        var ngc628 = Ngc628.model();
        density = (model.equals("asPublished")
                        ? ngc628.asPublished()
                        : model.equals("commonCalibration") ? ngc628.commonCalibration() : ngc628)
                .bind()
                .logDensity();
        double[][] center = Reference.vectors("center");
        double[][] disk = Reference.vectors("disk");
        for (int i = 0; i < VECTORS; i++) {
            System.arraycopy(Ngc628.theta(center[i], disk[i], false), 0, theta, i * 18, 18);
        }
    }

    @Benchmark
    @OperationsPerInvocation(VECTORS)
    public double[] evaluation() {
        density.evaluate(theta, VECTORS, out);
        return out;
    }
}
