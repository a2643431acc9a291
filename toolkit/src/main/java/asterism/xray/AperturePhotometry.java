package asterism.xray;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.util.function.Consumer;

/**
 * How intensities are inferred from aperture counts: engine, summary and their settings.
 *
 * <pre>{@code
 * bundle.posterior(AperturePhotometry.catalogue().seed(7))
 * }</pre>
 *
 * @param engine           who computes the posterior
 * @param summary          what is reported of it
 * @param content          probability inside the bounds, in (0, 1); 0.68, as the catalogue's text says
 * @param chains           of NUTS and GIBBS, at least 2
 * @param warmUp           steps per chain that adapt and are not kept, at least 150
 * @param draws            kept draws per chain, at least 100; IMPORTANCE takes twice as many as all chains together
 * @param targetAcceptance mean acceptance that NUTS tunes its step to, in (0, 1)
 * @param gridPoints       points of the catalogue's kernel density
 * @param bandwidthFactor  half-width of its kernel, in rms of the draws
 * @param fluxFloor        lowest energy flux that is reported, erg cm-2 s-1
 * @param floorIncludesLowerBound whether a lower bound below the floor withholds the value, too
 * @param seed             that all draws follow from
 */
public record AperturePhotometry(
        Engine engine,
        Summary summary,
        double content,
        int chains,
        int warmUp,
        int draws,
        double targetAcceptance,
        int gridPoints,
        double bandwidthFactor,
        double fluxFloor,
        boolean floorIncludesLowerBound,
        long seed)
        implements Displayable {

    private static final AperturePhotometry STANDARD =
            new AperturePhotometry(Engine.AUTO, Summary.EXACT, 0.68, 2, 1000, 1000, 0.95, 2001, 1.0, 5e-18, false, 1);

    public AperturePhotometry {
        require(content > 0 && content < 1, "the probability inside the bounds must be in (0, 1)", content);
        require(chains >= 2, "at least 2 chains are needed to see whether they agree", chains);
        require(warmUp >= 150, "at least 150 steps of warm-up are needed to adapt", warmUp);
        require(draws >= 100, "at least 100 kept draws per chain are needed", draws);
        require(
                targetAcceptance > 0 && targetAcceptance < 1,
                "the target acceptance must be in (0, 1)",
                targetAcceptance);
        require(gridPoints >= 101, "the kernel density needs at least 101 points", gridPoints);
        require(
                bandwidthFactor > 0 && bandwidthFactor <= 10,
                "the bandwidth factor must be in (0, 10]",
                bandwidthFactor);
        require(fluxFloor >= 0 && fluxFloor < 1, "the flux floor must be in [0, 1) erg cm-2 s-1", fluxFloor);
    }

    private static void require(boolean holds, String rule, double given) {
        if (!holds) {
            throw new IllegalArgumentException("aperture photometry: " + rule + ", got " + Numbers.exact(given));
        }
    }

    /** True marginals, summarised as they are: {@link Engine#AUTO} and {@link Summary#EXACT}. */
    public static AperturePhotometry exact() {
        return STANDARD;
    }

    /** As the catalogue's memo: {@link Engine#NUTS} and {@link Summary#CATALOGUE}. */
    public static AperturePhotometry catalogue() {
        return STANDARD.engine(Engine.NUTS).summary(Summary.CATALOGUE);
    }

    /** The settings while one of them is changed. */
    private static final class Draft {
        Engine engine;
        Summary summary;
        double content;
        int chains;
        int warmUp;
        int draws;
        double targetAcceptance;
        int gridPoints;
        double bandwidthFactor;
        double fluxFloor;
        boolean floorIncludesLowerBound;
        long seed;

        Draft(AperturePhotometry of) {
            this.engine = of.engine;
            this.summary = of.summary;
            this.content = of.content;
            this.chains = of.chains;
            this.warmUp = of.warmUp;
            this.draws = of.draws;
            this.targetAcceptance = of.targetAcceptance;
            this.gridPoints = of.gridPoints;
            this.bandwidthFactor = of.bandwidthFactor;
            this.fluxFloor = of.fluxFloor;
            this.floorIncludesLowerBound = of.floorIncludesLowerBound;
            this.seed = of.seed;
        }

        AperturePhotometry done() {
            return new AperturePhotometry(
                    engine,
                    summary,
                    content,
                    chains,
                    warmUp,
                    draws,
                    targetAcceptance,
                    gridPoints,
                    bandwidthFactor,
                    fluxFloor,
                    floorIncludesLowerBound,
                    seed);
        }
    }

    private AperturePhotometry with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.done();
    }

    /** With this engine. */
    public AperturePhotometry engine(Engine engine) {
        return with(d -> d.engine = engine);
    }

    /** With this summary. */
    public AperturePhotometry summary(Summary summary) {
        return with(d -> d.summary = summary);
    }

    /** With this probability inside the bounds. */
    public AperturePhotometry content(double content) {
        return with(d -> d.content = content);
    }

    /** With this many chains. */
    public AperturePhotometry chains(int chains) {
        return with(d -> d.chains = chains);
    }

    /** With this many steps of warm-up per chain. */
    public AperturePhotometry warmUp(int warmUp) {
        return with(d -> d.warmUp = warmUp);
    }

    /** With this many kept draws per chain. */
    public AperturePhotometry draws(int draws) {
        return with(d -> d.draws = draws);
    }

    /** With this target acceptance. */
    public AperturePhotometry targetAcceptance(double targetAcceptance) {
        return with(d -> d.targetAcceptance = targetAcceptance);
    }

    /** With this many points of the kernel density. */
    public AperturePhotometry gridPoints(int gridPoints) {
        return with(d -> d.gridPoints = gridPoints);
    }

    /** With this half-width of the kernel, in rms of the draws. */
    public AperturePhotometry bandwidthFactor(double bandwidthFactor) {
        return with(d -> d.bandwidthFactor = bandwidthFactor);
    }

    /** With this lowest energy flux, erg cm-2 s-1. */
    public AperturePhotometry fluxFloor(double fluxFloor) {
        return with(d -> d.fluxFloor = fluxFloor);
    }

    /** Whether a lower bound below the floor withholds the value, too. */
    public AperturePhotometry floorIncludesLowerBound(boolean included) {
        return with(d -> d.floorIncludesLowerBound = included);
    }

    /** With this seed. */
    public AperturePhotometry seed(long seed) {
        return with(d -> d.seed = seed);
    }

    /**
     * Solves a problem. Whatever happens there is a result: one without values says why.
     *
     * @see AperturePosterior#reason
     */
    public AperturePosterior solve(Problem problem) {
        return Ladder.solve(problem, this);
    }

    @Override
    public Card card() {
        return Card.of("Aperture photometry")
                .row("engine", engine + ": " + engine.words())
                .row("summary", summary.toString())
                .row("probability inside the bounds", Numbers.percent(content))
                .row("chains x (warm-up + draws)", chains + " x (" + warmUp + " + " + draws + ")")
                .row("energy-flux floor", Numbers.significant(fluxFloor, 3) + " erg cm-2 s-1")
                .row("seed", Long.toString(seed));
    }

    @Override
    public String toString() {
        return engine + ", " + summary + ", " + Numbers.percent(content) + ", seed " + seed;
    }
}
