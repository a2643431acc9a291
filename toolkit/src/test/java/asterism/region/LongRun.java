package asterism.region;

import static asterism.infer.Samplers.ensemble;
import static asterism.infer.Samplers.nested;
import static asterism.infer.Samplers.nuts;

import asterism.infer.Ensemble;
import asterism.infer.Nested;
import asterism.infer.Nuts;
import asterism.infer.Sampler;
import java.nio.file.Path;

/** The NGC 628 runs that {@link KilledRunTest} starts as processes of their own and kills. */
enum LongRun {
    /** 48 walkers, some seconds. */
    ENSEMBLE,
    /** Four chains that are in their warm-up for half of the time. */
    NUTS,
    /** Few live points and short walks: nothing to learn the evidence from, but the machinery of a long run. */
    NESTED;

    static final int STEPS = 40_000;

    private static final Ensemble WALKERS =
            ensemble().walkers(48).steps(STEPS).thin(20).seed(628).threads(1);
    private static final Nuts CHAINS =
            nuts().chains(4).warmUp(3000).draws(3000).maxTreeDepth(7).seed(628).threads(2);
    private static final Nested POINTS = nested().live(100).slices(18).seed(628).threads(2);

    /** Without a checkpoint. */
    Sampler sampler() {
        return switch (this) {
            case ENSEMBLE -> WALKERS;
            case NUTS -> CHAINS;
            case NESTED -> POINTS;
        };
    }

    /** With a checkpoint every so many seconds. */
    Sampler sampler(Path file, double seconds) {
        return switch (this) {
            case ENSEMBLE -> WALKERS.checkpoint(file, seconds);
            case NUTS -> CHAINS.checkpoint(file, seconds);
            case NESTED -> POINTS.checkpoint(file, seconds);
        };
    }

    /** Arguments: which, the checkpoint, and the seconds between two of them. */
    public static void main(String[] args) {
        var model = Ngc628.model();
        model.bind();
        System.out.println("sampling");
        var fit = model.sample(valueOf(args[0]).sampler(Path.of(args[1]), Double.parseDouble(args[2])));
        fit.notes().forEach(System.out::println);
        System.out.println(fit.interrupted() ? "interrupted" : "done after " + fit.steps() + " steps");
    }
}
