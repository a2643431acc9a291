package asterism.kernel;

import java.util.List;

/** A cell that did not compile or threw: what the front end shows of it. */
final class CellFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final transient List<String> traceback;

    /**
     * A failure.
     *
     * @param name      kind: the simple name of the exception's class, or {@code CompileError}
     * @param message   what it says
     * @param traceback lines to show, with ANSI colors
     */
    CellFailure(String name, String message, List<String> traceback) {
        super(message);
        this.name = name;
        this.traceback = List.copyOf(traceback);
    }

    String name() {
        return name;
    }

    String message() {
        var message = getMessage();
        return message == null ? "" : message;
    }

    List<String> traceback() {
        return traceback;
    }
}
