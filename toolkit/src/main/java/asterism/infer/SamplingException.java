package asterism.infer;

/** A model that cannot be sampled as it is: its log density is NaN, or it vanishes wherever a start was tried. */
public final class SamplingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What is wrong, where, and what to do. */
    public SamplingException(String message) {
        super(message);
    }

    /** The same, with what a model threw. */
    public SamplingException(String message, Throwable cause) {
        super(message, cause);
    }
}
