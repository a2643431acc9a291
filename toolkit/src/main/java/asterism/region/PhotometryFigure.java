package asterism.region;

import asterism.plot.Axis;
import asterism.plot.Panel;
import asterism.plot.Plots;
import asterism.sed.FilterSet;

/** Fluxes against wavelength, a color for each region, black for what sees several. */
final class PhotometryFigure {

    private final RegionPhotometry data;
    private final FilterSet filters;

    PhotometryFigure(RegionPhotometry data, FilterSet filters) {
        this.data = data;
        this.filters = filters;
    }

    Panel panel() {
        var colors = new RegionColors(data.regions());
        var panel = Plots.panel()
                .x(Axis.log("wavelength [\\mu m]"))
                .y(Axis.log("flux density F_\\nu [mJy]"))
                .size(760, 440);
        var all = data.measurements();
        for (var source : all.stream().map(Measurement::source).distinct().toList()) {
            var dots = new Dots();
            for (var m : all) {
                if (m.source().equals(source)) {
                    dots.add(filters.get(m.band()).pivotWavelength(), m.flux(), m.sigma(), m.isLimit());
                }
            }
            boolean several = all.stream().anyMatch(m -> m.source().equals(source) && !m.isResolved());
            panel = panel.addAll(dots.marks(colors.of(source), several ? source + " (sum)" : source));
        }
        return panel;
    }
}
