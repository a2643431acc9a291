package asterism.xray;

/** What kind of value a measurement gives. */
public enum Status {
    /** A value with a lower and an upper bound. */
    OK,
    /** Value and lower bound are 0, the upper bound is the limit. */
    UPPER_LIMIT,
    /** No value; the {@link Reason} says why. */
    NULL
}
