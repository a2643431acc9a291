package asterism.cannon;

import asterism.plot.Figure;
import java.util.List;

/** The figures of The Cannon: coefficients, scatter, spectra with their model, one-to-one, sparsity. */
public final class CannonPlots {

    private CannonPlots() {}

    /**
     * The coefficients against wavelength, a panel for each term that is named; without names the constant and the linear terms.
     * They are changes of the flux for a change of a label by its scale. Pixels that are not used are gaps.
     *
     * @param terms names as in {@link Vectorizer#terms}: {@code "TEFF"}, {@code "LOGG*TEFF"}
     */
    public static Figure thetaPlot(TrainedCannon model, String... terms) {
        return new ModelFigure(model).theta(List.of(terms));
    }

    /** The scatter about the model, sqrt(s2), against wavelength. */
    public static Figure scatterPlot(TrainedCannon model) {
        return new ModelFigure(model).scatter();
    }

    /**
     * Which terms are in use where: for every term and bin of wavelength the fraction of coefficients that are not 0, and above it
     * their mean number per pixel.
     */
    public static Figure sparsityPlot(TrainedCannon model) {
        return new ModelFigure(model).sparsity();
    }

    /** A spectrum and the model of these labels, and below it the residuals in sigma of data and scatter together. */
    public static Figure spectrumPlot(TrainedCannon model, Spectra spectra, int spectrum, double... labels) {
        return new SpectrumFigure(model, spectra, spectrum, labels).grid(Double.NaN, Double.NaN);
    }

    /** As {@link #spectrumPlot}, between two wavelengths [Angstrom], or pixel numbers where there are none. */
    public static Figure spectrumPart(
            TrainedCannon model, Spectra spectra, int spectrum, double[] labels, double from, double to) {
        if (!(from < to)) {
            throw new IllegalArgumentException("spectrum plot: from < to is needed, got " + from + ", " + to);
        }
        return new SpectrumFigure(model, spectra, spectrum, labels).grid(from, to);
    }

    /** Inferred against known labels, a panel for each label, with bias and rms. */
    public static Figure oneToOnePlot(OneToOne comparison) {
        return new OneToOneFigure(comparison).grid();
    }

    /** The distribution of the pulls of each label, over a Gaussian of width 1. */
    public static Figure pullPlot(OneToOne comparison) {
        return new OneToOneFigure(comparison).pulls();
    }

    /** The score of every strength above the best, with its error, and below it how sparse the model is. */
    public static Figure strengthPlot(CrossValidated result) {
        return new StrengthFigure(result).grid();
    }
}
