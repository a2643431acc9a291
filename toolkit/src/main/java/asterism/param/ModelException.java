package asterism.param;

/** This combination of model, priors and data cannot be fitted; the message lists everything that is in the way. */
public final class ModelException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public ModelException(String message) {
        super(message);
    }
}
