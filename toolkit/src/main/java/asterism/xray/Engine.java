package asterism.xray;

/** How the posterior of the intensities is computed; every engine answers the same questions about the same posterior. */
public enum Engine {
    /** {@link #EXACT} for one and two sources, {@link #NUTS} for more. */
    AUTO("chosen by the number of sources"),

    /**
     * Numerical integration: each obsid's background is integrated out on its own, which leaves as many dimensions as there
     * are sources (1, 2 or 3). No draws, no convergence to judge.
     */
    EXACT("exact integration"),

    /** No-U-turn sampler on all sources and backgrounds, at least two chains, as the catalogue's memo asks. */
    NUTS("no-U-turn sampler"),

    /** Independent draws of a Student-t about the maximum, weighted; it says by Pareto k-hat whether they are any good. */
    IMPORTANCE("importance sampling"),

    /** Counts are split among sources and background at random, then each intensity is a Gamma deviate; nothing to tune. */
    GIBBS("Gibbs sampler");

    private final String words;

    Engine(String words) {
        this.words = words;
    }

    /** The engine in words: {@code exact integration}. */
    public String words() {
        return words;
    }
}
