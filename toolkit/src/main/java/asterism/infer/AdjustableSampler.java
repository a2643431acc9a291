package asterism.infer;

import asterism.display.Displayable;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What every sampler is told in the same words. Immutable; each method gives a changed copy.
 *
 * @param <S> the sampler, which each method gives back
 */
public abstract sealed class AdjustableSampler<S> implements Sampler, Displayable permits ChainSampler, Nested {

    AdjustableSampler() {}

    /** This sampler with other settings. */
    abstract S set(Consumer<RunSettings> change);

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The seed of all randomness. Default 1. */
    public S seed(long seed) {
        return set(s -> s.seed = seed);
    }

    /** Number of threads; they do not change what is drawn. Default: as many as pay, one for each core at most. */
    public S threads(int n) {
        require(n >= 1, "threads(" + n + "): at least 1 thread is needed");
        return set(s -> s.threads = n);
    }

    /**
     * Write what is sampled to this HDF5 file every half minute and at the end, with all that is needed to go on, and go on
     * from it where it already holds a run of this model with these settings.
     */
    public S checkpoint(Path file) {
        return checkpoint(file, Checkpoint.SECONDS);
    }

    /** As {@link #checkpoint(Path)}. */
    public S checkpoint(String file) {
        return checkpoint(Path.of(file));
    }

    /** As {@link #checkpoint(Path)}, every so many seconds. */
    public S checkpoint(Path file, double seconds) {
        var checkpoint = Checkpoint.of(file, seconds);
        return set(s -> s.checkpoint = Optional.of(checkpoint));
    }

    @Override
    public String toString() {
        return toText();
    }
}
