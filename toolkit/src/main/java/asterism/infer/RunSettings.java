package asterism.infer;

import java.util.Optional;

/** The settings that samplers have in common; written to only while one sampler is being made from another. */
class RunSettings {

    long seed = 1;
    int threads; // 0: the sampler chooses
    Optional<Checkpoint> checkpoint = Optional.empty();
    Start start = Samplers.multiStart(); // of chains and walkers
    Optional<StopRule> rule = Optional.empty(); // of chains and walkers

    /** Gives another one these settings. */
    final <T extends RunSettings> T into(T copy) {
        copy.seed = seed;
        copy.threads = threads;
        copy.checkpoint = checkpoint;
        copy.start = start;
        copy.rule = rule;
        return copy;
    }
}
