package asterism.xray;

/** Why there is no value; the list is closed. */
public enum Reason {
    /** The input is contradictory; the message names the obsid and what to mend. */
    INVALID_INPUT("the input is invalid"),
    /** No obsid is left that sees the source. */
    NO_VALID_OBSID("no obsid that sees the source is left"),
    /** All rungs of the ladder failed: full, with frozen backgrounds, with lower background bounds. */
    ENGINE_FAILED("no engine could solve the problem"),
    /** The source's posterior is cut by the upper bound of its prior, also after the bound was raised by 10. */
    PEGGED_SOURCE("the source runs into the upper bound of its prior"),
    /** The same of a background. */
    PEGGED_BACKGROUND("a background runs into the upper bound of its prior"),
    /** An energy flux, or its upper bound, below 5e-18 erg cm-2 s-1. */
    FLUX_BELOW_FLOOR("the energy flux is below the floor"),
    /** All draws are equal. */
    ZERO_VARIANCE_DRAWS("all draws are equal");

    private final String words;

    Reason(String words) {
        this.words = words;
    }

    /** The reason as the end of a sentence. */
    public String words() {
        return words;
    }
}
