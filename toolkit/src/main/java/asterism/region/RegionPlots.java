package asterism.region;

import asterism.infer.Fit;
import asterism.plot.Figure;
import asterism.sed.FilterSet;

/** The figures of a joint fit of regions: photometry, spectra with their residuals, star formation histories. */
public final class RegionPlots {

    private RegionPlots() {}

    /** The measured fluxes against wavelength: every region, and the sums, with errors of 1 sigma. */
    public static Figure photometryPlot(RegionPhotometry data) {
        return photometryPlot(data, FilterSet.standard());
    }

    /** As {@link #photometryPlot(RegionPhotometry)}, with filters of one's own. */
    public static Figure photometryPlot(RegionPhotometry data, FilterSet filters) {
        return new PhotometryFigure(data, filters).panel();
    }

    /**
     * The spectrum of every region and of every sum that was measured: the best fit, the band between the 16 and 84 %
     * quantiles of the posterior, and the data; of every region also the starlight before attenuation (dotted) and the
     * dust's emission (dashed). Below, the residuals in sigma of data and model together.
     */
    public static Figure sedPlot(RegionModel model, Fit fit) {
        return new SedFigure(model, fit).grid();
    }

    /**
     * What was measured over what the model would give again: for every source the 68 % (dark) and 95 % (light) ranges of
     * the replicated fluxes and the measured ones, both divided by the replicated median. Bands that stand out are red.
     */
    public static Figure predictivePlot(RegionModel model, PredictiveCheck check) {
        return new PredictiveFigure(model, check).grid();
    }

    /**
     * The star formation histories of all regions: median and the 16 to 84 % band of every age bin, against look-back
     * time. A bin that reaches to today, which a logarithmic axis cannot show, is drawn from 1 Myr.
     */
    public static Figure sfhPlot(RegionModel model, Fit fit) {
        return new SfhFigure(model, fit).panel();
    }
}
