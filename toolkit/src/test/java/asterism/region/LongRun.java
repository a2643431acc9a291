package asterism.region;

import static asterism.infer.Samplers.ensemble;

import asterism.infer.Ensemble;
import java.nio.file.Path;

/** The NGC 628 run that {@link KilledRunTest} starts as a process of its own and kills. */
final class LongRun {

    static final int STEPS = 40_000;

    private LongRun() {}

    static Ensemble sampler() {
        return ensemble().walkers(48).steps(STEPS).thin(20).seed(628).threads(1);
    }

    /** Arguments: the checkpoint, and the seconds between two of them. */
    public static void main(String[] args) {
        var model = Ngc628.model();
        model.bind();
        System.out.println("sampling");
        var fit = model.sample(sampler().checkpoint(Path.of(args[0]), Double.parseDouble(args[1])));
        fit.notes().forEach(System.out::println);
        System.out.println("done after " + fit.steps() + " steps");
    }
}
