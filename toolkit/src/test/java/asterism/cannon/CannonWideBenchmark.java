package asterism.cannon;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** 17 labels, a quadratic of 171 terms: 1000 stars, 8575 pixels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 1)
@Measurement(iterations = 2)
public class CannonWideBenchmark {

    private static final int LABELS = 17;
    private static final int STARS = 1000;
    private static final int PIXELS = 8575;

    private Cannon cannon = Cannon.of(CannonBenchmark.stars(20, 2));
    private TrainedCannon trained = cannon.train();

    private static TrainingSet stars() {
        var random = new Random(171);
        var labels = new double[STARS][LABELS];
        var flux = new double[STARS][PIXELS];
        var ivar = new double[STARS][PIXELS];
        for (int n = 0; n < STARS; n++) {
            double[] x = random.doubles(LABELS, -0.5, 0.5).toArray();
            labels[n] = x;
            for (int j = 0; j < PIXELS; j++) {
                double depth = 0.3 * Math.pow(Math.sin(0.05 * j), 8);
                double strength = x[j % LABELS] + 0.3 * x[(j / 200) % LABELS] * x[j % LABELS];
                flux[n][j] = 1 - depth * (1 + 0.5 * strength) + 0.014 * random.nextGaussian();
                ivar[n][j] = 1e4 * (0.5 + random.nextDouble());
            }
        }
        var names = IntStream.range(0, LABELS).mapToObj(l -> "X" + l).toList();
        return TrainingSet.of(Labels.of(names, labels), Spectra.of(flux, ivar));
    }

    /** Makes the stars and a sparse model. */
    @Setup
    public void setUp() {
        cannon = Cannon.of(stars()).threads(2);
        trained = cannon.asPublished().regularization(1000).train();
    }

    /** By the published rules. */
    @Benchmark
    public TrainedCannon trainAsPublished() {
        return cannon.asPublished().train();
    }

    /** By the published rules, with L1 regularization. */
    @Benchmark
    public TrainedCannon trainSparseAsPublished() {
        return cannon.asPublished().regularization(1000).train();
    }

    /** Without regularization, scatter by restricted maximum likelihood. */
    @Benchmark
    public TrainedCannon train() {
        return cannon.train();
    }

    /** Labels of 1000 spectra: the rate is 1000 over the time. */
    @Benchmark
    public InferredLabels labels() {
        return trained.labels(cannon.training().spectra(), LabelSearch.DEFAULT.threads(2));
    }
}
