package asterism.infer;

import java.util.Optional;

/** The settings that all samplers have in common; written to only while one sampler is being made from another. */
class RunSettings {

    long seed = 1;
    int threads; // 0: the sampler chooses
    Optional<Checkpoint> checkpoint = Optional.empty();

    /** Gives another one these settings. */
    final <T extends RunSettings> T into(T copy) {
        copy.seed = seed;
        copy.threads = threads;
        copy.checkpoint = checkpoint;
        return copy;
    }
}
