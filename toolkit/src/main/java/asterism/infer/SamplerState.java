package asterism.infer;

/** What a run goes on from, beside its chain and its settings. */
interface SamplerState {

    /** The samplers whose runs can be gone on with, and what they call their settings. */
    enum Kind {
        ENSEMBLE("walkers", "moves", "burn-in"),
        NUTS("chains", "tuning", "warm-up"),
        NESTED("chains", "points", "burn-in");

        final String walkers;
        final String moves;
        final String settle;

        Kind(String walkers, String moves, String settle) {
            this.walkers = walkers;
            this.moves = moves;
            this.settle = settle;
        }
    }

    /** Of which sampler. */
    Kind kind();
}
