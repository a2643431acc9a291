package asterism.torus;

import asterism.infer.Fit;
import asterism.infer.Nuts;
import asterism.infer.Samplers;
import asterism.math.Objective;
import asterism.random.RandomStream;
import asterism.unit.Length;
import asterism.unit.Velocity;
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

/**
 * Orbital torus imaging, warm: 80 x 80 pixels and 18 parameters, 88 000 stars. The penalty is the reference's, with its steep wall. Times of
 * single calls are means over two seconds; runs of chains are timed one by one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TorusBenchmark {

    private static final int STARS = 88_000;

    // stand-ins until setUp
    private static final BinnedData LINE_DATA = BinnedData.grid(
                    Length.ofKpc(-0.2, 0.1), Velocity.ofKpcPerMyr(-0.01, 0.02))
            .label(new double[] {1, 2, 3, 4}, new double[] {1, 1, 1, 1});

    private final double[] gradient = new double[18];
    private double[] theta = new double[0];
    private TorusModel model = TorusModel.of(0, 1);
    private TorusParameters truth = TorusParameters.of(0, 0, 0);
    private TorusParameters start = truth;
    private TorusBounds bounds = TorusBounds.none(model);
    private BinnedData data = BinnedData.of(Length.ofKpc(0), Velocity.ofKpcPerMyr(0));
    private Objective objective = model.objectiveFunction(LINE_DATA, TorusLikelihood.GAUSSIAN);
    private TorusFit best = model.optimize(
            TorusParameters.of(-2.6, 0, 1), LINE_DATA, TorusLikelihood.GAUSSIAN, TorusBounds.none(model), 1);
    private Length pos = Length.ofKpc(0);
    private Velocity vel = Velocity.ofKpcPerMyr(0);

    /** Labels of the fitted reference disk with noise. */
    @Setup
    public void setUp() {
        var ref = Reference.read("slab_fit.json");
        model = Reference.model(ref.get("config"));
        truth = model.parameters(ref.get("fit_tight", "params").numbers());
        start = model.parameters(ref.get("start").numbers());
        bounds = TorusBounds.of(
                model.parameters(ref.get("lower").numbers()),
                model.parameters(ref.get("upper").numbers()));
        var grid = BinnedData.grid(
                Length.range(Length.ofKpc(-1.2), Length.ofKpc(1.2), 80),
                Velocity.range(Velocity.ofKmPerS(-70), Velocity.ofKmPerS(70), 80));
        double[] label = model.label(grid.pos(), grid.vel(), truth);
        double[] error = new double[label.length];
        var random = RandomStream.of(1);
        for (int i = 0; i < label.length; i++) {
            error[i] = 0.01;
            label[i] += error[i] * random.nextGaussian();
        }
        data = grid.label(label, error);
        objective = model.objectiveFunction(data, TorusLikelihood.GAUSSIAN);
        theta = truth.toArray();
        best = fit();
        double[] z = new double[STARS];
        double[] v = new double[STARS];
        for (int i = 0; i < STARS; i++) {
            z[i] = 0.02 + 0.35 * random.nextGaussian();
            v[i] = 0.0256 * random.nextGaussian();
        }
        pos = Length.ofKpc(z);
        vel = Velocity.ofKpcPerMyr(v);
    }

    /** The objective with its gradient. */
    @Benchmark
    public double gradient() {
        return objective.evaluate(theta, gradient);
    }

    /** A whole fit, with its Cramer-Rao bound. */
    @Benchmark
    public TorusFit fit() {
        return model.optimize(start, data, TorusLikelihood.GAUSSIAN, bounds);
    }

    /** The bound alone. */
    @Benchmark
    public CramerRao crlb() {
        return model.crlb(best.parameters(), data, TorusLikelihood.GAUSSIAN);
    }

    /** Two chains on two threads, each with 1000 steps of warm-up and 1000 draws; start and diagnosis included. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 2)
    public Fit nuts() {
        return sample(Samplers.nuts().chains(2).warmUp(1000));
    }

    /** The same with the usual warm-up of 300 steps. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 2)
    public Fit nutsShortWarmUp() {
        return sample(Samplers.nuts().chains(2));
    }

    private Fit sample(Nuts sampler) {
        return model.sample(best.parameters(), data, TorusLikelihood.GAUSSIAN, bounds, sampler);
    }

    /** Action, angle and frequency of all stars. */
    @Benchmark
    public OrbitTable actionAngle() {
        return model.actionAngle(pos, vel, best.parameters());
    }
}
