package asterism.infer;

import java.util.Optional;

/** The settings that samplers with chains have in common. */
class ChainSettings extends RunSettings {

    Start start = Samplers.multiStart();
    Optional<StopRule> rule = Optional.empty();

    /** Gives another one these settings, those of {@link RunSettings} too. */
    final <T extends ChainSettings> T intoChains(T copy) {
        copy.start = start;
        copy.rule = rule;
        return into(copy);
    }
}
