package asterism.xray;

/** Computes the posterior of a problem in expected counts. */
interface Solver {

    /**
     * Solves.
     *
     * @param seed of all random numbers
     * @throws EngineException where it cannot, in a sentence
     */
    Solution solve(ScaledProblem problem, AperturePhotometry settings, long seed);

    /** The solver of the engine that the settings ask for. */
    static Solution byEngine(ScaledProblem problem, AperturePhotometry settings, long seed) {
        return switch (settings.engine()) {
            case EXACT -> Exact.solve(problem);
            case NUTS -> NutsEngine.solve(problem, settings, seed);
            case IMPORTANCE -> ImportanceEngine.solve(problem, settings, seed);
            case GIBBS -> GibbsEngine.solve(problem, settings, seed);
            case AUTO -> problem.nSources <= 2 ? Exact.solve(problem) : NutsEngine.solve(problem, settings, seed);
        };
    }
}
