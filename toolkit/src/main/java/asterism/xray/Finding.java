package asterism.xray;

/**
 * One thing that is wrong or remarkable about the input of a problem.
 *
 * @param code    which of the known things
 * @param message where, what was given, what is allowed, and what to do
 */
public record Finding(FindingCode code, String message) {

    /** Whether it keeps the problem from being solved. */
    public boolean isError() {
        return code.isError();
    }

    @Override
    public String toString() {
        return code + ": " + message;
    }
}
