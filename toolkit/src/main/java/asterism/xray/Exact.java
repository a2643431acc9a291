package asterism.xray;

/** {@link Engine#EXACT}: integration by the number of sources. */
final class Exact {

    private Exact() {}

    static Solution solve(ScaledProblem p) {
        if (p.nSources == 1) {
            return new OneSource(p);
        }
        if (p.nSources <= 3) {
            return new ManySources(p);
        }
        throw new EngineException("exact integration is for 1 to 3 sources, not " + p.nSources + "; take NUTS");
    }
}
