package asterism.xray;
final class ImportanceEngine { static Solution solve(ScaledProblem p, AperturePhotometry s, long seed) { throw new EngineException("not yet"); } }
