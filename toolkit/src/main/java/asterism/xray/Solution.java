package asterism.xray;

import java.util.OptionalDouble;

/** What an engine found: one marginal per column (sources, then backgrounds), in physical units. */
interface Solution {

    /** Who found it. */
    Engine engine();

    /** The marginal of a column. */
    Marginal marginal(int column);

    /** Natural log of the evidence, where the engine knows it. */
    OptionalDouble logEvidence();

    /** How it went. */
    EngineReport report();

    /**
     * The draws of a column, [n], chain by chain; empty where there are none. Independent draws with equal weights, or
     * those of a chain.
     */
    double[] draws(int column);

    /** Whether mode and bounds of the marginals are estimates from draws. */
    default boolean isEstimated() {
        return draws(0).length > 0;
    }
}
