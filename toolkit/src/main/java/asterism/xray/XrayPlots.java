package asterism.xray;

import asterism.data.PhotometryMatrix;
import asterism.plot.Corner;
import asterism.plot.Figure;
import asterism.plot.Plots;

/** The figures of X-ray aperture photometry: matrices, marginals, corners, and catalogues against a reference. */
public final class XrayPlots {

    private XrayPlots() {}

    /**
     * A photometry matrix as an image: for each component (column) the share of its counts that each aperture (row) collects,
     * on a logarithmic scale; light gray where it collects none.
     */
    public static Figure matrixPlot(PhotometryMatrix matrix) {
        return new MatrixFigure(matrix).panel();
    }

    /**
     * The marginal densities of all sources and backgrounds, with the value (line) and its bounds (shaded). Several posteriors
     * of one problem are drawn over each other.
     */
    public static Figure marginalPlot(AperturePosterior posterior, AperturePosterior... others) {
        return new MarginalFigure(posterior, others).grid();
    }

    /**
     * Every intensity against every other.
     *
     * @throws IllegalArgumentException where the engine made no draws; the message says which engines do
     */
    public static Corner intensityCorner(AperturePosterior posterior) {
        return Plots.corner()
                .add(new PosteriorDraws(posterior).samples())
                .title("intensities [" + MarginalFigure.markup(posterior.unit()) + "], backgrounds per area");
    }

    /**
     * The values of a catalogue against those of a reference: bounds as bars, upper limits as arrows, outliers (f above 1)
     * red; below, f against the reference.
     */
    public static Figure comparisonPlot(CatalogueComparison comparison) {
        return new ComparisonFigure(comparison).grid();
    }

    /** How the statistic f of a comparison is distributed, values and upper limits apart; the line is f = 1. */
    public static Figure statisticPlot(CatalogueComparison comparison) {
        return new ComparisonFigure(comparison).distribution();
    }
}
