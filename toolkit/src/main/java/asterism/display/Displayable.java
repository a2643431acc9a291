package asterism.display;

/**
 * A value that can show itself in a notebook, a terminal or a report.
 *
 * <p>Text and HTML both come from the one {@link Card}, so that they never say different things.
 */
public interface Displayable {

    /** What this value wants shown, warnings first. */
    Card card();

    /** Plain text for a terminal. */
    default String toText() {
        return card().toText();
    }

    /** A self-contained HTML fragment: no script, no network. */
    default String toHtml() {
        return card().toHtml();
    }
}
