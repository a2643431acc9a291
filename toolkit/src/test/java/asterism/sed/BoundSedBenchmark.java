package asterism.sed;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One region of the NGC 628 model: 25 bands, 12 parameters, the 80 reference vectors in turn; time per evaluation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BoundSedBenchmark {

    private static final int VECTORS = 80;

    private BoundSed fast = bound(Ngc628Reference.range());
    private BoundSed general = bound(SedRange.everything());
    private final double[] p = new double[VECTORS * 12];
    private final double[] lnu = new double[25];
    private final double[] jacobian = new double[12 * 25];

    private static BoundSed bound(SedRange range) {
        return Ngc628Reference.sed().bind(Ngc628Reference.BANDS, range);
    }

    /** Lays the reference vectors out in a row. */
    @Setup
    public void vectors() {
        int i = 0;
        for (var vector : Ngc628Reference.parameters().values()) {
            System.arraycopy(vector, 0, p, 12 * i++, 12);
        }
    }

    /** Metallicity, alpha and uMax held. */
    @Benchmark
    @OperationsPerInvocation(VECTORS)
    public double tabulated() {
        return all(fast);
    }

    /** Everything free. */
    @Benchmark
    @OperationsPerInvocation(VECTORS)
    public double general() {
        return all(general);
    }

    private double all(BoundSed bound) {
        double sum = 0;
        for (int i = 0; i < VECTORS; i++) {
            bound.bands(p, 12 * i, lnu, 0);
            sum += lnu[0];
        }
        return sum;
    }

    /** Bands and all derivatives. */
    @Benchmark
    @OperationsPerInvocation(VECTORS)
    public double withGradient() {
        double sum = 0;
        for (int i = 0; i < VECTORS; i++) {
            fast.bandsWithGradient(p, 12 * i, lnu, 0, jacobian, 0);
            sum += jacobian[0];
        }
        return sum;
    }
}
