package asterism.torus;

/** Refuses arguments that cannot be meant. */
final class Arguments {

    private Arguments() {}

    /**
     * Refuses an argument unless a condition holds.
     *
     * @param otherwise what is wrong, and what to do
     */
    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
