package asterism.region;

import static asterism.prior.Prior.logUniform;
import static asterism.prior.Prior.uniform;

import asterism.infer.GradientLogDensity;
import asterism.sed.DraineLi07;
import asterism.sed.Pegase;
import asterism.sed.Sed;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One joint log posterior of the two-region model of NGC 628 (40 data in 24 bands, 18 parameters): time per evaluation in
 * batches of 64 on one thread, values alone and with gradient. {@code general} frees metallicity, alpha and uMax in both
 * regions: 24 parameters, nothing tabulated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JointPosteriorBenchmark {

    private static final int BATCH = 64;

    /** How the posterior is built. */
    @Param({"right", "asPublished", "commonCalibration", "general"})
    public String model = "right";

    private GradientLogDensity density = density(Ngc628.model());
    private double[] theta = new double[0];
    private final double[] logP = new double[BATCH];
    private double[] gradient = new double[0];

    private static GradientLogDensity density(RegionModel model) {
        return (GradientLogDensity) model.bind().logDensity();
    }

    private static RegionModel general() {
        return RegionModel.of(RegionPhotometryTest.ngc628())
                .region("center", freed(Ngc628.center(uniform(0.0047, 0.0458))))
                .region("disk", freed(Ngc628.disk()))
                .modelError(0.1);
    }

    private static Sed freed(Sed sed) {
        return sed.prior(Pegase.Z_MET, logUniform(0.001, 0.1))
                .prior(DraineLi07.ALPHA, uniform(-1, 4))
                .prior(DraineLi07.U_MAX, logUniform(1e3, 3e5));
    }

    /** Binds, and lays the 40 published vectors, all inside the prior, out in a batch. */
    @Setup
    public void bind() {
        boolean general = model.equals("general");
        var ngc628 = Ngc628.model();
        density = density(
                switch (model) {
                    case "asPublished" -> ngc628.asPublished();
                    case "commonCalibration" -> ngc628.commonCalibration();
                    case "general" -> general();
                    default -> ngc628;
                });
        int nDim = density.dimension();
        theta = new double[BATCH * nDim];
        gradient = new double[BATCH * nDim];
        double[][] center = Reference.vectors("center");
        double[][] disk = Reference.vectors("disk");
        for (int i = 0; i < BATCH; i++) {
            double[] c = center[i % 40];
            double[] d = disk[i % 40];
            if (general) {
                System.arraycopy(c, 0, theta, i * nDim, 12);
                System.arraycopy(d, 0, theta, i * nDim + 12, 12);
            } else {
                System.arraycopy(Ngc628.theta(c, d, false), 0, theta, i * nDim, nDim);
            }
        }
    }

    /** Values. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public double[] value() {
        density.evaluate(theta, BATCH, logP);
        return logP;
    }

    /** Values and gradients. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public double[] valueWithGradient() {
        density.evaluateWithGradient(theta, BATCH, logP, gradient);
        return gradient;
    }
}
