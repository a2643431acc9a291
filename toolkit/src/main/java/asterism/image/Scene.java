package asterism.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A joint model bound to its images: model images, chi2 and its normal equations for any theta.
 *
 * <p>Only the pixels count that some component covers, and that are not masked. The Jacobian is never put together: of one
 * image at a time, the blocks of its components are multiplied tile by tile where their windows overlap, and the tiles
 * are summed in their order, so that the result is the same for any number of threads.
 *
 * <p>Not thread-safe; it has threads of its own.
 */
final class Scene implements AutoCloseable {

    private static final int TILE = 32; // rows

    /** One leaf with its pixels. */
    record Part(Layout.Leaf leaf, LeafImage image, Light.Amplitude amplitude) {}

    /** The parts of one image. */
    static final class View {
        final Target target;
        final List<Part> parts;
        final double[] weight; // 1/variance; 0 where masked or not covered
        final double[] model;
        private final double[] kept; // model images at another theta
        private final int pixels;

        View(Target target, List<Part> parts) {
            this.target = target;
            this.parts = parts;
            weight = new double[target.grid().size()];
            model = new double[weight.length];
            kept = new double[weight.length];
            for (var part : parts) {
                cover(part.image().window());
            }
            int count = 0;
            for (double w : weight) {
                count += w > 0 ? 1 : 0;
            }
            pixels = count;
        }

        private void cover(Window w) {
            for (int j = w.j0(); j < w.j1(); j++) {
                for (int i = w.i0(); i < w.i1(); i++) {
                    int k = j * target.grid().width() + i;
                    weight[k] = target.rawMask()[k] ? 0 : 1 / target.rawVariance()[k];
                }
            }
        }
    }

    private final Layout layout;
    private final List<View> views = new ArrayList<>();
    private final Workers workers;
    private final List<Convolution.Workspace> spaces;
    private final int dimension;
    private final List<Brightness.Scaling> scaling; // what only scales images and is no part of their shape

    Scene(Layout layout, List<Target> targets, int threads) {
        this.layout = layout;
        workers = new Workers(threads);
        spaces = IntStream.range(0, threads)
                .mapToObj(w -> new Convolution.Workspace())
                .toList();
        dimension = layout.free().size();
        scaling = Brightness.levels(layout).stream().filter(l -> !l.isShape()).toList();
        for (int t = 0; t < targets.size(); t++) {
            int image = t;
            var target = targets.get(t);
            views.add(new View(
                    target,
                    layout.leaves().stream()
                            .filter(l -> l.image() == image)
                            .map(l -> new Part(
                                    l,
                                    new LeafImage(l, target, threads),
                                    l.light().amplitude()))
                            .toList()));
        }
    }

    /** The images with their parts. */
    List<View> views() {
        return views;
    }

    /** What a model is made of. */
    Layout layout() {
        return layout;
    }

    /** Number of free parameters. */
    int dimension() {
        return dimension;
    }

    /** Number of pixels that count. */
    int pixels() {
        return views.stream().mapToInt(v -> v.pixels).sum();
    }

    /** Number of pixels that count in an image. */
    int pixels(int image) {
        return views.get(image).pixels;
    }

    /** The model of an image as last computed, [height x width]. Not to be modified. */
    double[] model(int image) {
        return views.get(image).model;
    }

    /** 1/variance where a pixel counts, 0 elsewhere, [height x width]. Not to be modified. */
    double[] weight(int image) {
        return views.get(image).weight;
    }

    /**
     * Chi2 at theta; the model images are left in {@link #model}.
     *
     * @param theta [nDim]. Not modified.
     */
    double chi2(double[] theta) {
        render(theta, false);
        return compare(theta);
    }

    /**
     * Chi2 at theta with its normal equations H = J^T W J, g = J^T W (data - model).
     *
     * @param theta [nDim]. Not modified.
     * @param h     [nDim x nDim], row-major. Overwritten.
     * @param g     [nDim]. Overwritten.
     */
    double linearize(double[] theta, double[] h, double[] g) {
        render(theta, true);
        double chi2 = compare(theta);
        normal(theta, h, g);
        return chi2;
    }

    /** Renders all components at amplitude 1. */
    void render(double[] theta, boolean derivatives) {
        for (var view : views) {
            for (var part : view.parts) {
                part.image().render(values(part, theta), derivatives, workers, spaces);
            }
        }
    }

    private static double[] values(Part part, double[] theta) {
        return part.leaf().slots().stream().mapToDouble(s -> s.value(theta)).toArray();
    }

    /** The flux by which a part's image of amplitude 1 is multiplied. */
    private static double flux(Part part, double[] theta) {
        var slots = part.leaf().slots();
        return part.amplitude() == Light.Amplitude.NONE
                ? 1
                : part.amplitude().flux(slots.get(slots.size() - 1).value(theta));
    }

    /** Puts the model images together from what was rendered, and compares them with the data. */
    double compare(double[] theta) {
        double chi2 = 0;
        for (var view : views) {
            Arrays.fill(view.model, 0);
            for (var part : view.parts) {
                add(view, part.image(), flux(part, theta));
            }
            chi2 += chi2(view);
        }
        return chi2;
    }

    private static void add(View view, LeafImage image, double flux) {
        var w = image.window();
        int columns = view.target.grid().width();
        double[] unit = image.unit();
        for (int j = w.j0(); j < w.j1(); j++) {
            int from = (j - w.j0()) * w.width();
            int to = j * columns + w.i0();
            for (int i = 0; i < w.width(); i++) {
                view.model[to + i] += flux * unit[from + i];
            }
        }
    }

    private static double chi2(View view) {
        double[] data = view.target.rawData();
        double chi2 = 0;
        int width = view.target.grid().width();
        for (int j = 0; j < view.target.grid().height(); j++) {
            double row = 0;
            for (int k = j * width; k < (j + 1) * width; k++) {
                if (view.weight[k] > 0) {
                    double d = data[k] - view.model[k];
                    row += view.weight[k] * d * d;
                }
            }
            chi2 += row;
        }
        return chi2;
    }

    /**
     * Moves the parameters that only scale images to their best values for the shapes that were rendered last.
     *
     * @param theta [nDim]. The scaling parameters are overwritten.
     * @return chi2 at the new theta; the model images are those of it
     */
    double solveBrightness(double[] theta) {
        return new BrightnessSolver(this, scaling).solve(theta);
    }

    /**
     * As {@link #solveBrightness}, of a start: the levels of splines, too, but what was given stays.
     *
     * @param theta [nDim]. What scales images and was not given is overwritten.
     * @param given [nDim]. Not modified.
     * @return chi2 where all levels are at their best: how good the shapes are, whatever was given
     */
    double solveStart(double[] theta, boolean[] given) {
        double[] best = theta.clone();
        double chi2 = new BrightnessSolver(this, Brightness.levels(layout)).solve(best);
        for (int k = 0; k < dimension; k++) {
            theta[k] = given[k] ? theta[k] : best[k];
        }
        return chi2;
    }

    /** Where row j of the common part begins in an image of a window. */
    static int row(Window w, Window common, int j) {
        return (j - w.j0()) * w.width() + common.i0() - w.i0();
    }

    /** Products of the images of two parts, or of one with itself, and of their derivatives. */
    private final class Block {
        private final View view;
        private final Part a;
        private final Part b;
        private final Window common;
        private final int na;
        private final int nb;
        private final boolean self; // one part with itself
        private final double[] products; // [na x nb], images of a times images of b
        private final double[] residuals; // [na], images of a times residual; of one part with itself

        Block(View view, Part a, Part b, boolean self) {
            this.view = view;
            this.a = a;
            this.b = b;
            this.self = self;
            common = a.image().window().intersection(b.image().window());
            na = a.image().shapes() + 1;
            nb = b.image().shapes() + 1;
            products = new double[na * nb];
            residuals = new double[na];
        }

        void accumulate() {
            int tiles = (common.height() + TILE - 1) / TILE;
            double[][] partial = new double[tiles][na * nb + na];
            workers.run(tiles, (tile, worker) -> {
                int j0 = common.j0() + tile * TILE;
                tile(j0, Math.min(common.j1(), j0 + TILE), partial[tile]);
            });
            for (double[] tile : partial) {
                for (int k = 0; k < products.length; k++) {
                    products[k] += tile[k];
                }
                for (int k = 0; k < na; k++) {
                    residuals[k] += tile[products.length + k];
                }
            }
        }

        private void tile(int j0, int j1, double[] out) {
            double[] weighted = new double[common.width()];
            double[] data = view.target.rawData();
            int columns = view.target.grid().width();
            for (int j = j0; j < j1; j++) {
                int at = j * columns + common.i0();
                int rowA = row(a.image().window(), common, j);
                int rowB = row(b.image().window(), common, j);
                for (int ka = 0; ka < na; ka++) {
                    double[] image = image(a, ka);
                    for (int i = 0; i < weighted.length; i++) {
                        weighted[i] = view.weight[at + i] * image[rowA + i];
                    }
                    for (int kb = self ? ka : 0; kb < nb; kb++) {
                        out[ka * nb + kb] += dot(weighted, image(b, kb), rowB);
                    }
                    if (self) {
                        double sum = 0;
                        for (int i = 0; i < weighted.length; i++) {
                            if (weighted[i] != 0) { // a masked pixel may hold no number
                                sum += weighted[i] * (data[at + i] - view.model[at + i]);
                            }
                        }
                        out[na * nb + ka] += sum;
                    }
                }
            }
        }

        /** Puts the products, times what theta does to the images, into the normal equations. */
        void scatter(double[] theta, double[] h, double[] g) {
            for (int ka = 0; ka < na; ka++) {
                int fa = free(a, ka);
                if (fa < 0) {
                    continue;
                }
                double slopeA = slope(a, ka, theta);
                if (self) {
                    g[fa] += slopeA * residuals[ka];
                }
                for (int kb = 0; kb < nb; kb++) {
                    int fb = free(b, kb);
                    if (fb >= 0) {
                        double product = self && kb < ka ? products[kb * nb + ka] : products[ka * nb + kb];
                        double value = slopeA * slope(b, kb, theta) * product;
                        h[fa * dimension + fb] += value;
                        if (!self) {
                            h[fb * dimension + fa] += value;
                        }
                    }
                }
            }
        }
    }

    /** Image k of a part: 0 of amplitude 1, k the derivative by parameter k - 1. */
    private static double[] image(Part part, int k) {
        return k == 0 ? part.image().base() : part.image().derivative(k - 1);
    }

    /** The slot to which image k of a part belongs: 0 the amplitude, k parameter k - 1. */
    private static Layout.Slot slot(Part part, int k) {
        var slots = part.leaf().slots();
        return k == 0 ? slots.get(slots.size() - 1) : slots.get(k - 1);
    }

    private static int free(Part part, int k) {
        return k == 0 && part.amplitude() == Light.Amplitude.NONE
                ? -1
                : slot(part, k).free();
    }

    /** d model / d theta[free] over image k of a part. */
    private static double slope(Part part, int k, double[] theta) {
        double flux = flux(part, theta);
        return slot(part, k).slope(theta) * (k == 0 ? part.amplitude().slope(flux) : flux);
    }

    private static double dot(double[] x, double[] y, int at) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int n = x.length;
        int i = 0;
        for (; i < n - 3; i += 4) {
            s0 += x[i] * y[at + i];
            s1 += x[i + 1] * y[at + i + 1];
            s2 += x[i + 2] * y[at + i + 2];
            s3 += x[i + 3] * y[at + i + 3];
        }
        for (; i < n; i++) {
            s0 += x[i] * y[at + i];
        }
        return s0 + s1 + (s2 + s3);
    }

    /** The normal equations at theta, for which {@link #render} and {@link #compare} were done with derivatives. */
    void normal(double[] theta, double[] h, double[] g) {
        Arrays.fill(h, 0);
        Arrays.fill(g, 0);
        for (var view : views) {
            for (int a = 0; a < view.parts.size(); a++) {
                for (int b = a; b < view.parts.size(); b++) {
                    var first = view.parts.get(a);
                    var second = view.parts.get(b);
                    if (first.image().window().overlaps(second.image().window())) {
                        var block = new Block(view, first, second, a == b);
                        block.accumulate();
                        block.scatter(theta, h, g);
                    }
                }
            }
        }
    }

    /** Remembers the model images, with which {@link #pull} is to compare. */
    void keep() {
        for (var view : views) {
            System.arraycopy(view.model, 0, view.kept, 0, view.model.length);
        }
    }

    /**
     * J^T W (model - kept), with the derivatives where they were rendered last, [nDim].
     *
     * @param theta [nDim] where that was. Not modified.
     */
    double[] pull(double[] theta) {
        double[] out = new double[dimension];
        for (var view : views) {
            double[] change = new double[view.model.length];
            for (int k = 0; k < change.length; k++) {
                change[k] = view.weight[k] > 0 ? view.weight[k] * (view.model[k] - view.kept[k]) : 0;
            }
            for (var part : view.parts) {
                for (int k = 0; k <= part.image().shapes(); k++) {
                    int f = free(part, k);
                    if (f >= 0) {
                        out[f] += slope(part, k, theta) * product(view, part, image(part, k), change);
                    }
                }
            }
        }
        return out;
    }

    /** Sum over a part's window of its image times one of the whole view. */
    private static double product(View view, Part part, double[] image, double[] whole) {
        var w = part.image().window();
        double sum = 0;
        for (int j = w.j0(); j < w.j1(); j++) {
            int at = j * view.target.grid().width() + w.i0();
            int from = (j - w.j0()) * w.width();
            double row = 0;
            for (int i = 0; i < w.width(); i++) {
                row += whole[at + i] * image[from + i];
            }
            sum += row;
        }
        return sum;
    }

    @Override
    public void close() {
        workers.close();
    }
}
