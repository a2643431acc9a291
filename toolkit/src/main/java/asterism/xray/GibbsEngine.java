package asterism.xray;
final class GibbsEngine { static Solution solve(ScaledProblem p, AperturePhotometry s, long seed) { throw new EngineException("not yet"); } }
