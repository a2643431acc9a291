package asterism.kernel.show;

import org.jspecify.annotations.Nullable;

/** Holds the host in use. */
final class Hosts {

    static volatile Host current = new Terminal();

    private Hosts() {}

    /** Shows plain text on standard output. */
    static final class Terminal implements Host {

        @Override
        public void display(Object value, @Nullable String id) {
            System.out.println(Renderers.bundle(value).text());
        }

        @Override
        public void update(String id, Object value) {
            display(value, id);
        }

        @Override
        public void clear(boolean wait) {
            // a terminal keeps what it has shown
        }
    }
}
