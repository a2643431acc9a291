package asterism.xray;

/** An engine could not give a posterior; the failure ladder goes on to its next rung. */
final class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1;

    EngineException(String message) {
        super(message);
    }
}
