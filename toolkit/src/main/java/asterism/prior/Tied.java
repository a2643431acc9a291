package asterism.prior;

import asterism.param.InRegion;

/** A parameter that is not sampled but equal to another one. */
public record Tied(InRegion target) implements Prior {

    @Override
    public String toString() {
        return "= " + target.path();
    }
}
