package asterism.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Moves what only scales the images of a scene to where chi2 is lowest, for the shapes that were rendered last. */
final class BrightnessSolver {

    private final Scene scene;
    private final List<Brightness.Scaling> levels;

    /** A solver for some levels of a scene. */
    BrightnessSolver(Scene scene, List<Brightness.Scaling> levels) {
        this.scene = scene;
        this.levels = levels;
    }

    /**
     * Solves for all levels together; what would leave its limits stays, and the others are solved anew.
     *
     * @param theta [nDim]. The levels are overwritten.
     * @return chi2 at the new theta; the model images are those of it
     */
    double solve(double[] theta) {
        double chi2 = scene.compare(theta);
        var open = new ArrayList<>(levels);
        while (!open.isEmpty()) {
            double[] best = bestFluxes(theta, open);
            var outside = new ArrayList<Brightness.Scaling>();
            double[] moved = theta.clone();
            for (int i = 0; i < open.size(); i++) {
                var level = open.get(i);
                level.move(moved, best[i]);
                if (!isInside(level, moved)) {
                    outside.add(level); // no light of its own, or beyond a limit
                }
            }
            if (outside.isEmpty()) {
                return accepted(theta, moved, chi2, open);
            }
            open.removeAll(outside);
        }
        return chi2;
    }

    private boolean isInside(Brightness.Scaling level, double[] theta) {
        var free = scene.layout().free();
        return level.free().stream()
                .allMatch(f -> theta[f] >= free.get(f).lower()
                        && theta[f] <= free.get(f).upper());
    }

    /** Takes what was solved for, if it is better; rounding may make it worse at the end of a fit. */
    private double accepted(double[] theta, double[] moved, double before, List<Brightness.Scaling> open) {
        boolean reshaped = open.stream().anyMatch(Brightness.Scaling::isShape);
        double after = chi2(moved, reshaped);
        if (after <= before) {
            System.arraycopy(moved, 0, theta, 0, theta.length);
            return after;
        }
        return chi2(theta, reshaped);
    }

    private double chi2(double[] theta, boolean reshaped) {
        return reshaped ? scene.chi2(theta) : scene.compare(theta);
    }

    /** The fluxes of these levels that minimize chi2, the other components being as they are in the model images. */
    private double[] bestFluxes(double[] theta, List<Brightness.Scaling> open) {
        int m = open.size();
        var keys = open.stream().map(Brightness.Scaling::free).toList();
        double[] a = new double[m * m];
        double[] x = new double[m];
        for (var view : scene.views()) {
            for (int p = 0; p < view.parts.size(); p++) {
                var first = view.parts.get(p);
                var scalingA = scaling(first, keys);
                if (scalingA.isEmpty()) {
                    continue;
                }
                int ia = keys.indexOf(scalingA.get().free());
                double ca = scalingA.get().factor();
                x[ia] += ca * unitTimesResidual(view, first);
                for (int q = p; q < view.parts.size(); q++) {
                    var second = view.parts.get(q);
                    var scalingB = scaling(second, keys);
                    if (scalingB.isPresent()
                            && first.image().window().overlaps(second.image().window())) {
                        int ib = keys.indexOf(scalingB.get().free());
                        double value = ca * scalingB.get().factor() * unitTimesUnit(view, first, second);
                        a[ia * m + ib] += value;
                        if (p != q) {
                            a[ib * m + ia] += value;
                        }
                    }
                }
            }
        }
        double[] scale = new double[m];
        for (int i = 0; i < m; i++) {
            scale[i] = a[i * m + i] > 0 ? 1 / Math.sqrt(a[i * m + i]) : 0;
        }
        for (int i = 0; i < m; i++) {
            x[i] *= scale[i];
            for (int k = 0; k < m; k++) {
                a[i * m + k] = i == k ? 1 : a[i * m + k] * scale[i] * scale[k];
            }
        }
        NormalEquations.cholesky(a, m, x);
        for (int i = 0; i < m; i++) {
            x[i] = open.get(i).flux(theta) + x[i] * scale[i];
        }
        return x;
    }

    private static Optional<Brightness.Scaling> scaling(Scene.Part part, List<List<Integer>> open) {
        return Brightness.of(part.leaf()).filter(s -> open.contains(s.free()));
    }

    private static double unitTimesResidual(Scene.View view, Scene.Part part) {
        var w = part.image().window();
        double[] data = view.target.rawData();
        double[] unit = part.image().unit();
        double sum = 0;
        for (int j = w.j0(); j < w.j1(); j++) {
            int at = j * view.target.grid().width() + w.i0();
            int from = (j - w.j0()) * w.width();
            double row = 0;
            for (int i = 0; i < w.width(); i++) {
                if (view.weight[at + i] > 0) {
                    row += view.weight[at + i] * unit[from + i] * (data[at + i] - view.model[at + i]);
                }
            }
            sum += row;
        }
        return sum;
    }

    private static double unitTimesUnit(Scene.View view, Scene.Part a, Scene.Part b) {
        var common = a.image().window().intersection(b.image().window());
        double[] first = a.image().unit();
        double[] second = b.image().unit();
        double sum = 0;
        for (int j = common.j0(); j < common.j1(); j++) {
            int at = j * view.target.grid().width() + common.i0();
            int rowA = Scene.row(a.image().window(), common, j);
            int rowB = Scene.row(b.image().window(), common, j);
            double row = 0;
            for (int i = 0; i < common.width(); i++) {
                row += view.weight[at + i] * first[rowA + i] * second[rowB + i];
            }
            sum += row;
        }
        return sum;
    }
}
