package asterism.cannon;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Training and labels at the size of APOGEE: 1000 stars, 8575 pixels, 10 terms. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 2, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class CannonBenchmark {

    private static final int STARS = 1000;
    private static final int PIXELS = 8575;

    private Cannon cannon = small();
    private TrainedCannon trained = cannon.train();

    private static Cannon small() {
        return Cannon.of(stars(20, 2));
    }

    /** Spectra whose lines get deeper with each label, errors of 0.01, scatter of 0.01. */
    static TrainingSet stars(int nStars, int nPixels) {
        var random = new Random(8575);
        var labels = new double[nStars][];
        var flux = new double[nStars][nPixels];
        var ivar = new double[nStars][nPixels];
        for (int n = 0; n < nStars; n++) {
            double[] x = {random.nextDouble() - 0.5, random.nextDouble() - 0.5, random.nextDouble() - 0.5};
            labels[n] = new double[] {4600 + 1300 * x[0], 2 + 2 * x[1], -0.2 + x[2]};
            for (int j = 0; j < nPixels; j++) {
                double depth = 0.3 * Math.pow(Math.sin(0.05 * j), 8);
                double strength = x[j % 3] + 0.3 * x[(j / 200) % 3] * x[j % 3];
                flux[n][j] = 1 - depth * (1 + 0.5 * strength) + 0.014 * random.nextGaussian();
                ivar[n][j] = 1e4 * (0.5 + random.nextDouble());
            }
        }
        return TrainingSet.of(Labels.of(List.of("TEFF", "LOGG", "FEH"), labels), Spectra.of(flux, ivar));
    }

    /** Makes the stars and a model. */
    @Setup
    public void setUp() {
        cannon = Cannon.of(stars(STARS, PIXELS)).threads(2);
        trained = cannon.train();
    }

    /** Without regularization, scatter by restricted maximum likelihood. */
    @Benchmark
    public TrainedCannon train() {
        return cannon.train();
    }

    /** By the published rules. */
    @Benchmark
    public TrainedCannon trainAsPublished() {
        return cannon.asPublished().train();
    }

    /** With L1 regularization. */
    @Benchmark
    public TrainedCannon trainSparse() {
        return cannon.regularization(300).train();
    }

    /** Labels of 1000 spectra: the rate is 1000 over the time. */
    @Benchmark
    public InferredLabels labels() {
        return trained.labels(cannon.training().spectra(), LabelSearch.DEFAULT.threads(2));
    }
}
