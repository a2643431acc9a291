package asterism.image;

import asterism.display.Suggestion;
import asterism.plot.Axis;
import asterism.plot.Figure;
import asterism.plot.Line;
import asterism.plot.Panel;
import asterism.plot.PanelGrid;
import asterism.plot.Plots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The radial profile of one part of a model in every image, with the isophotes of the data along its ellipse. */
final class ProfileFigure {

    private static final int POINTS = 300;
    private static final double FAINTEST = 2; // sigma of a ring that is still drawn

    private final Joint joint;
    private final String part;
    private final double[] theta;

    ProfileFigure(Joint joint, String part) {
        this.joint = joint;
        this.part = part;
        this.theta = joint.start();
    }

    Figure grid() {
        var galaxies = joint.layout().leaves().stream()
                .filter(l -> isPart(l) && l.light() instanceof EllipticalLight)
                .toList();
        if (galaxies.isEmpty()) {
            var names = joint.members().stream().map(Member::name).toList();
            throw new IllegalArgumentException("profilePlot: no galaxy '" + part + "' in this model; its parts are "
                    + names + Suggestion.hint(part, names));
        }
        var others = joint.images(l -> !isPart(l));
        var own = joint.images(this::isPart);
        var panels = new ArrayList<Panel>();
        for (int t = 0; t < joint.targets().size(); t++) {
            int image = t;
            var here = galaxies.stream().filter(l -> l.image() == image).toList();
            if (!here.isEmpty()) {
                panels.add(panel(joint.targets().get(t), here, others.get(t), own.get(t)));
            }
        }
        int columns = Math.min(3, panels.size());
        int rows = (panels.size() + columns - 1) / columns;
        return columns == 1
                ? panels.get(0).size(620, 440)
                : PanelGrid.of(columns, panels).size(columns == 2 ? 860 : 1000, 30 + 340 * rows);
    }

    private boolean isPart(Layout.Leaf leaf) {
        return leaf.path().equals(part) || leaf.path().startsWith(part + "/");
    }

    private Panel panel(Target target, List<Layout.Leaf> leaves, Target others, Target own) {
        var leaf = leaves.get(0);
        var w = leaf.window();
        double[] ellipse = new double[EllipticalLight.ELLIPSE];
        for (int k = 0; k < ellipse.length; k++) {
            ellipse[k] = leaf.slots().get(k).value(theta);
        }
        double farthest = Math.max(w.width(), w.height()) * target.grid().scale() / 2;
        double[] left = target.toArray();
        for (int k = 0; k < left.length; k++) {
            left[k] -= others.rawData()[k];
        }
        var data = Isophotes.of(left, target.rawVariance(), target.rawMask(), target.grid(), w, ellipse, farthest)
                .medians();
        var model = Isophotes.of(
                        own.rawData(), target.rawVariance(), target.rawMask(), target.grid(), w, ellipse, farthest)
                .medians();
        var seen = data.stream()
                .takeWhile(
                        r -> r.median() > FAINTEST * r.scatter() && r.median() > 0) // later ones only where noise is up
                .toList();
        var show = ImageFigure.brightness(target);
        boolean mag = target.zeropoint().isPresent();
        var y = Axis.linear(ImageFigure.label(target));
        var panel = Plots.panel()
                .x(Axis.linear("R [arcsec]").range(0, reach(seen, farthest)))
                .y(limits(mag ? y.inverted() : y, seen, show))
                .title(target.name());
        if (!seen.isEmpty()) {
            panel = panel.add(Plots.points(radii(seen), values(seen, show))
                    .yError(errors(seen, show))
                    .color("black")
                    .size(4)
                    .name("data"));
        }
        var light = model.stream().filter(r -> r.median() > 0).toList();
        return panel.add(Plots.line(radii(light), values(light, show))
                        .color("crimson")
                        .width(2)
                        .name("model"))
                .add(bare(leaves, farthest, show).color("royalblue").dashed().name("without PSF"));
    }

    /** A little beyond the last ring of the data. */
    private static double reach(List<Isophotes.MedianRing> seen, double farthest) {
        return seen.isEmpty()
                ? farthest
                : Math.min(farthest, 1.2 * seen.get(seen.size() - 1).radius());
    }

    /** From the brightest to one magnitude or 0.4 dex below the faintest ring of the data. */
    private static Axis limits(Axis axis, List<Isophotes.MedianRing> seen, ToDoubleFunction<Double> show) {
        if (seen.isEmpty()) {
            return axis;
        }
        double lo = Double.POSITIVE_INFINITY;
        double hi = Double.NEGATIVE_INFINITY;
        for (double v : values(seen, show)) {
            lo = Math.min(lo, v);
            hi = Math.max(hi, v);
        }
        double room = 0.15 * Math.max(hi - lo, 1);
        return axis.range(lo - room, hi + room);
    }

    /** The sum of the profiles themselves, in half a pixel and beyond. */
    private Line bare(List<Layout.Leaf> leaves, double farthest, ToDoubleFunction<Double> show) {
        double[] r = new double[POINTS];
        double[] sum = new double[POINTS];
        double[] out = new double[POINTS];
        for (int k = 0; k < POINTS; k++) {
            r[k] = farthest * (k + 0.5) / POINTS;
        }
        for (var leaf : leaves) {
            var light = (EllipticalLight) leaf.light();
            double[] p = leaf.slots().stream().mapToDouble(s -> s.value(theta)).toArray();
            var profile = light.profile().get();
            profile.set(p, EllipticalLight.ELLIPSE);
            profile.values(r, POINTS, out);
            double flux = light.amplitude() == Light.Amplitude.NONE
                    ? 1
                    : light.amplitude().flux(p[p.length - 1]);
            for (int k = 0; k < POINTS; k++) {
                sum[k] += flux * out[k] / (light.totalFlux() ? p[EllipticalLight.Q] : 1);
            }
        }
        for (int k = 0; k < POINTS; k++) {
            sum[k] = show.applyAsDouble(Math.max(sum[k], Double.MIN_NORMAL));
        }
        return Plots.line(r, sum);
    }

    private static double[] radii(List<Isophotes.MedianRing> rings) {
        return rings.stream().mapToDouble(Isophotes.MedianRing::radius).toArray();
    }

    private static double[] values(List<Isophotes.MedianRing> rings, ToDoubleFunction<Double> show) {
        return rings.stream().mapToDouble(r -> show.applyAsDouble(r.median())).toArray();
    }

    /** Half the difference that one scatter up and down makes. */
    private static double[] errors(List<Isophotes.MedianRing> rings, ToDoubleFunction<Double> show) {
        return rings.stream()
                .mapToDouble(r -> Math.abs(show.applyAsDouble(r.median() + r.scatter())
                                - show.applyAsDouble(r.median() - 0.99 * r.scatter()))
                        / 2)
                .toArray();
    }
}
