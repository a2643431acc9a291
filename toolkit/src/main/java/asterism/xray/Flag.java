package asterism.xray;

/** What a user of a value should know of how it came about. */
public enum Flag {
    /** The backgrounds were held at B / Omega because the full problem could not be solved. */
    BACKGROUND_FROZEN("backgrounds held at their background apertures' counts over area"),
    /** The full problem was solved only with the backgrounds' upper bounds divided by 10. */
    BACKGROUND_BOUND_LOWERED("upper bounds of the backgrounds' priors divided by 10"),
    /** An upper bound of a prior was multiplied by 10. */
    PRIOR_RAISED("upper bound of a prior multiplied by 10"),
    /** An obsid was left out because it ran into its bound. */
    OBSID_EXCLUDED("an obsid was left out"),
    /** The value is above zero but its interval begins at zero. */
    LOWER_BOUND_AT_ZERO("the interval begins at zero"),
    /** Mode and interval come from a kernel density of draws, not from the marginal itself. */
    ESTIMATED("mode and interval estimated from draws"),
    /** R-hat above 1.01, an effective sample size below 400 or a divergent trajectory. */
    NOT_CONVERGED("the draws have not converged"),
    /** Two sources, or a source and the background, cannot be told apart by these apertures; only a combination is known. */
    DEGENERATE_SOURCES("not all intensities can be told apart, only combinations of them are known");

    private final String words;

    Flag(String words) {
        this.words = words;
    }

    /** The flag in words. */
    public String words() {
        return words;
    }
}
