package asterism.prior;

import asterism.display.Numbers;

/** A parameter that is not sampled but held at a value. */
public record Fixed(double value) implements Prior {

    public Fixed {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("fixed(value) needs a finite value, got " + value);
        }
    }

    @Override
    public String toString() {
        return "= " + Numbers.exact(value);
    }
}
