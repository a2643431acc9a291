package asterism.image;

import asterism.param.InRegion;
import java.util.Optional;
import java.util.OptionalDouble;

/** What was said about one parameter of one part of a model; what was not said is empty. */
record Setting(
        OptionalDouble value, OptionalDouble lower, OptionalDouble upper, Optional<Boolean> locked, Optional<Tie> tie) {

    /** A parameter that follows another one. */
    record Tie(InRegion target, Link link) {}

    static final Setting NONE = new Setting(
            OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty(), Optional.empty());

    Setting start(double v) {
        return new Setting(OptionalDouble.of(v), lower, upper, Optional.of(false), Optional.empty());
    }

    /** The same treatment at another value: what was locked stays locked. */
    Setting moved(double v) {
        return new Setting(OptionalDouble.of(v), lower, upper, locked, tie);
    }

    Setting fixed(double v) {
        return new Setting(OptionalDouble.of(v), lower, upper, Optional.of(true), Optional.empty());
    }

    Setting lock(boolean on) {
        return new Setting(value, lower, upper, Optional.of(on), tie);
    }

    Setting limits(double lo, double hi) {
        return new Setting(value, OptionalDouble.of(lo), OptionalDouble.of(hi), locked, tie);
    }

    Setting tied(Tie to) {
        return new Setting(value, lower, upper, Optional.of(false), Optional.of(to));
    }

    /** This setting, and where it says nothing, the other. */
    Setting or(Setting other) {
        return new Setting(
                value.isPresent() ? value : other.value,
                lower.isPresent() ? lower : other.lower,
                upper.isPresent() ? upper : other.upper,
                locked.isPresent() ? locked : other.locked,
                tie.isPresent() ? tie : other.tie);
    }

    boolean isLocked() {
        return locked.orElse(false);
    }
}
