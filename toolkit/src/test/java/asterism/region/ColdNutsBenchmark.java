package asterism.region;

import static asterism.infer.Samplers.nuts;
import static asterism.infer.Samplers.rHat;

import asterism.infer.Fit;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The first fit of a session: four chains of NUTS on the posterior of NGC 628 until R-hat is at most 1.01 and each parameter
 * has 1000 effective draws, bulk and tail. One run in a JVM of its own, from a model that is described and not yet bound.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(5)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class ColdNutsBenchmark {

    private final RegionModel model = Ngc628.model();

    /** As a cell has it; a run that ends by anything but its rule is an error. */
    @Benchmark
    public Fit untilSure() {
        var fit = model.sample(nuts().chains(4).until(rHat(1.01).ess(1000)));
        if (!fit.converged()) {
            throw new IllegalStateException(fit.toText());
        }
        return fit;
    }
}
