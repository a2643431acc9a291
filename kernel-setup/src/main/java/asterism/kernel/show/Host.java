package asterism.kernel.show;

import org.jspecify.annotations.Nullable;

/** Whoever shows things to the user: a notebook kernel, or a terminal where there is none. */
public interface Host {

    /**
     * Shows a value now, below what the cell has shown so far.
     *
     * @param value anything; a {@link MimeBundle} is shown as it is
     * @param id    a name under which it can be updated later, or null
     */
    void display(Object value, @Nullable String id);

    /** Shows something else in the place of what was displayed under that name. */
    void update(String id, Object value);

    /**
     * Removes what the cell has shown so far.
     *
     * @param wait only when the next thing is shown, so that nothing flickers
     */
    void clear(boolean wait);

    /** Makes a host the one that is used from now on. */
    static void use(Host host) {
        Hosts.current = host;
    }

    /** The host in use; prints to the terminal where no kernel has come. */
    static Host current() {
        return Hosts.current;
    }

    /** Whether a notebook is there. */
    static boolean isNotebook() {
        return !(Hosts.current instanceof Hosts.Terminal);
    }
}
