package asterism.xray;

/** What can be wrong with the input of a problem; an error keeps it from being solved, a warning is shown beside the result. */
public enum FindingCode {
    /** No observation is left. */
    NO_OBSID(true),
    /** F is not square with a row for each region and the background, or C has another length. */
    SHAPE_MISMATCH(true),
    /** An entry of F is NaN or infinite. */
    NON_FINITE_RESPONSE(true),
    /** An entry of F is negative. */
    NEGATIVE_RESPONSE(true),
    /** A count is negative. */
    NEGATIVE_COUNTS(true),
    /** A count is no whole number. */
    NON_INTEGER_COUNTS(true),
    /** A count is above 2^53, where doubles stop to tell whole numbers apart. */
    COUNT_OVERFLOW(true),
    /** A region stands twice in one observation. */
    DUPLICATE_REGION(true),
    /** An observation stands twice in one problem. */
    DUPLICATE_OBSID(true),
    /** Two regions of one observation are linked to the same master source. */
    DUPLICATE_ASSOCIATION(true),
    /** A wanted source is in no observation. */
    SOURCE_WITHOUT_OBSID(true),
    /** No aperture sees the source. */
    ZERO_SOURCE_COLUMN(true),
    /** All apertures of an observation have area 0. */
    ZERO_BACKGROUND_AREA(true),
    /** Counts in an aperture that sees nothing. */
    IMPOSSIBLE_COUNTS(true),
    /** The upper bound of a uniform prior is not finite or not above the lower one. */
    INVALID_PRIOR(true),
    /** Observations of different stacks, where the same label is another source. */
    MIXED_STACKS(true),
    /** Observations in different units. */
    MIXED_UNITS(true),
    /** Observations in different energy bands. */
    MIXED_BANDS(true),
    /** Apertures of different types. */
    MIXED_APERTURES(true),
    /** Only a combination of two sources is constrained. */
    DEGENERATE_SOURCES(false),
    /** An aperture that sees nothing and has no counts; it is left out. */
    ZERO_ROW(false),
    /** A source's own aperture does not see it. */
    NO_SELF_RESPONSE(false),
    /** An observation with no more apertures than sources: none is left for its background. */
    NO_BACKGROUND_APERTURE(false),
    /** No counts in the background aperture. */
    BACKGROUND_COUNTS_ZERO(false),
    /** Net counts of unequal exposures without shares: one intensity cannot be right for all of them. */
    NET_COUNTS_UNWEIGHTED(false);

    private final boolean error;

    FindingCode(boolean error) {
        this.error = error;
    }

    /** Whether it keeps the problem from being solved. */
    public boolean isError() {
        return error;
    }
}
