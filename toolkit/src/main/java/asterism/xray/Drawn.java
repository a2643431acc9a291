package asterism.xray;

import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/** What a sampler found: draws of every column, in physical units. */
final class Drawn implements Solution {

    private final Engine engine;
    private final double[][] draws; // [columns][n]
    private final double[] logWeight; // [n], or [0] where all are equal
    private final double[][] resampled; // equal weights, [columns][n]
    private final OptionalDouble logEvidence;
    private final EngineReport report;
    private final ConcurrentHashMap<Integer, DrawnMarginal> marginals = new ConcurrentHashMap<>();

    Drawn(
            Engine engine,
            double[][] draws,
            double[] weight,
            double[][] resampled,
            OptionalDouble logEvidence,
            EngineReport report) {
        this.engine = engine;
        this.draws = draws;
        this.logWeight = weight;
        this.resampled = resampled;
        this.logEvidence = logEvidence;
        this.report = report;
    }

    /** Draws of equal weight. */
    Drawn(Engine engine, double[][] draws, EngineReport report) {
        this(engine, draws, new double[0], draws, OptionalDouble.empty(), report);
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public Marginal marginal(int column) {
        return marginals.computeIfAbsent(
                column, c -> DrawnMarginal.of(draws[c], logWeight, Math.max(50, report.bulkEss())));
    }

    @Override
    public OptionalDouble logEvidence() {
        return logEvidence;
    }

    @Override
    public EngineReport report() {
        return report;
    }

    @Override
    public double[] draws(int column) {
        return resampled[column].clone();
    }
}
