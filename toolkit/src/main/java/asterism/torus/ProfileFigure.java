package asterism.torus;

import asterism.plot.Axis;
import asterism.plot.Line;
import asterism.plot.Panel;
import asterism.plot.PanelGrid;
import asterism.plot.Place;
import asterism.plot.Plots;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** Acceleration and densities along the height, with bands and, where it is known, the truth. */
final class ProfileFigure {

    private static final String COLOR = "dodgerblue";
    private static final double MILLI = 1e3; // drawn in 1e-3 kpc/Myr^2

    private final AccelerationProfile measured;
    private final Optional<VerticalPotential> truth;
    private final double[] z;

    private ProfileFigure(AccelerationProfile measured, Optional<VerticalPotential> truth) {
        this.measured = measured;
        this.truth = truth;
        this.z = measured.heights().inKpc();
        if (z.length < 2) {
            throw new IllegalArgumentException("a profile needs at least 2 heights to be drawn, got " + z.length
                    + "; use Length.range(lo, hi, n)");
        }
    }

    static ProfileFigure of(AccelerationProfile measured) {
        return new ProfileFigure(measured, Optional.empty());
    }

    ProfileFigure truth(VerticalPotential known) {
        return new ProfileFigure(measured, Optional.of(known));
    }

    Panel acceleration() {
        var panel = panel("a_z [10^{-3} kpc/Myr^2]", measured.acceleration(), measured::accelerationQuantile, MILLI);
        return truth.map(t -> panel.add(dashed(t.acceleration(measured.heights()), MILLI)))
                .orElse(panel);
    }

    /** With measured minus true below. */
    PanelGrid accelerationWithError() {
        double[] known = truth.orElseThrow().acceleration(measured.heights());
        var below = panel(
                        "\\Delta a_z",
                        minus(measured.acceleration(), known),
                        p -> minus(measured.accelerationQuantile(p), known),
                        MILLI)
                .legend(Place.NONE)
                .add(Plots.text("measured - true").in(Place.TOP_RIGHT))
                .add(Plots.horizontal(0).color("black").dashed());
        return PanelGrid.column(acceleration(), below).heights(2.2, 1).sharedX().size(640, 520);
    }

    private static double[] minus(double[] a, double[] b) {
        double[] out = a.clone();
        Arrays.setAll(out, i -> a[i] - b[i]);
        return out;
    }

    PanelGrid mass() {
        var mass = MassProfile.of(measured);
        var surface = panel("\\Sigma(<|z|) [M_\\odot/pc^2]", mass.surfaceDensity(), mass::surfaceDensityQuantile, 1);
        var volume = panel("\\rho [M_\\odot/pc^3]", mass.density(), mass::densityQuantile, 1);
        var left = truth.map(
                        t -> surface.add(dashed(MassProfile.surfaceDensity(t.acceleration(measured.heights())), 1)))
                .orElse(surface);
        var right = truth.map(
                        t -> volume.add(dashed(MassProfile.density(t.accelerationGradient(measured.heights())), 1)))
                .orElse(volume);
        return PanelGrid.row(left, right).size(900, 400);
    }

    private Panel panel(String name, double[] center, DoubleFunction<double[]> quantile, double scale) {
        return Plots.panel()
                .x(Axis.linear("z [kpc]")
                        .range(
                                Arrays.stream(z).min().getAsDouble(),
                                Arrays.stream(z).max().getAsDouble()))
                .y(Axis.linear(name))
                .size(640, 420)
                .addAll(Curves.bands(z, p -> times(quantile.apply(p), scale), COLOR))
                .add(Plots.line(z, times(center, scale)).color(COLOR).width(2).name("measured"));
    }

    private Line dashed(double[] known, double scale) {
        return Plots.line(z, times(known, scale))
                .color("black")
                .dashed()
                .width(1.6)
                .name("true");
    }

    private static double[] times(double[] values, double scale) {
        return Arrays.stream(values).map(v -> v * scale).toArray();
    }
}
