package asterism.xray;
final class NutsEngine { static Solution solve(ScaledProblem p, AperturePhotometry s, long seed) { throw new EngineException("not yet"); } }
