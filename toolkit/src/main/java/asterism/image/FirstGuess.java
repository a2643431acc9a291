package asterism.image;

import asterism.param.ModelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Values from which a fit starts, read off the images: for every free parameter that was given none.
 *
 * <p>The sky is the median of a window's border. An object's center, axis ratio and position angle are its adaptive second
 * moments (see {@link Moments}) in the image that shows it best, less those of the PSF. Its profile is the one of a coarse
 * grid that comes nearest to its isophotes, brightness solved exactly. This is done twice, the second time with
 * the other objects subtracted. Point sources come last, where the residual is largest.
 */
final class FirstGuess {

    private static final int BORDER = 2; // pixels
    private static final double ROUND = 0.85; // axis ratio above which a position angle means little
    private static final double TRIAL_Q = 0.6;
    private static final int ANGLES = 4;

    private final List<Target> targets;
    private final Layout layout;
    private final double[] theta;
    private final boolean[] given;
    private final double[][] residual; // [nImages][pixels]: data less all that is known
    private final Map<Layout.Leaf, double[]> subtracted = new LinkedHashMap<>();
    private final List<List<Layout.Leaf>> doubtful = new ArrayList<>();
    private final Map<Layout.Leaf, double[]> shares = new LinkedHashMap<>(); // of an object in the light around it
    private final Map<Layout.Leaf, double[]> centers = new LinkedHashMap<>();
    private final Map<String, Double> pointSigmas = new LinkedHashMap<>(); // of the PSFs by image, pixels
    private final int image; // that shows galaxies best; -1: the one with most light over the noise

    private FirstGuess(Joint joint, boolean anew, int image) {
        this.image = image;
        targets = joint.targets();
        layout = joint.layout();
        theta = joint.start();
        if (anew) {
            Arrays.fill(theta, Double.NaN);
        }
        given = new boolean[theta.length];
        for (int k = 0; k < theta.length; k++) {
            given[k] = !Double.isNaN(theta[k]);
        }
        residual = targets.stream().map(Target::toArray).toArray(double[][]::new);
    }

    /** The guess alone, [nDim]. */
    static double[] theta(Joint joint) {
        return candidates(joint, false).get(0);
    }

    /**
     * Points from which a fit may start, the likeliest first; more than one where the images do not tell the position angle
     * of an object well. Nothing that was given is changed.
     *
     * @param anew whether what was given as a start is read off the images, too
     * @throws ModelException where a parameter can neither be read off the images nor was given
     */
    static List<double[]> candidates(Joint joint, boolean anew) {
        var all = new ArrayList<double[]>();
        for (int image : views(joint, anew)) {
            var guess = new FirstGuess(joint, anew, image);
            guess.measure();
            all.addAll(guess.withOtherAngles());
        }
        return all;
    }

    /** A point at an unknown place may sit on a galaxy and mislead; then each image has a try at showing the galaxy best. */
    private static List<Integer> views(Joint joint, boolean anew) {
        boolean lost = joint.layout().leaves().stream()
                .anyMatch(l -> l.light() instanceof PointLight
                        && (anew || Double.isNaN(l.slots().get(0).value(joint.start()))));
        return lost ? IntStream.range(0, joint.targets().size()).boxed().toList() : List.of(-1);
    }

    private void measure() {
        skies();
        var galaxies = objects(EllipticalLight.class);
        var points = objects(PointLight.class);
        for (int pass = 0; pass < 2; pass++) {
            forget(pass);
            if (pass == 0) {
                takeApart(galaxies);
            }
            for (var object : galaxies) {
                restore(object);
                galaxy(object);
            }
            for (var object : points) {
                restore(object);
                point(object);
            }
        }
        requireAll();
    }

    /** Leaves of one kind of light, put together by the center that they share, the brightest object first. */
    private List<List<Layout.Leaf>> objects(Class<? extends Light> kind) {
        var byCenter = new LinkedHashMap<String, List<Layout.Leaf>>();
        for (var leaf : layout.leaves()) {
            if (kind.isInstance(leaf.light())) {
                var x = leaf.slots().get(0);
                String key = x.free() < 0 ? leaf.path() : "" + x.free();
                byCenter.computeIfAbsent(key, k -> new ArrayList<>()).add(leaf);
            }
        }
        return List.copyOf(byCenter.values());
    }

    // ---- the vector

    private double value(Layout.Leaf leaf, int p) {
        return leaf.slots().get(p).value(theta);
    }

    private boolean isKnown(Layout.Leaf leaf, int p) {
        return !Double.isNaN(value(leaf, p));
    }

    /** Sets a parameter of a leaf, where it is free and was not given, inside its limits. */
    private void set(Layout.Leaf leaf, int p, double wanted) {
        var slot = leaf.slots().get(p);
        int free = slot.free();
        if (free < 0
                || given[free]
                || !Double.isFinite(wanted)
                || !slot.link().isLinear()
                || slot.link().factor() == 0) {
            return;
        }
        var axis = layout.free().get(free);
        double v = (wanted - slot.link().offset()) / slot.link().factor();
        theta[free] = axis.cyclic() ? v - Math.PI * Math.floor(v / Math.PI) : inside(v, axis.lower(), axis.upper());
    }

    private static double inside(double v, double lower, double upper) {
        double edge = Double.isInfinite(upper - lower) ? 1e-3 : Math.min(1e-3, 1e-3 * (upper - lower));
        return Math.min(Math.max(v, lower + edge), upper - edge);
    }

    /** Before the second pass: geometry and profile are measured anew, now without the neighbors. */
    private void forget(int pass) {
        if (pass == 0) {
            return;
        }
        for (var leaf : layout.leaves()) {
            if (!(leaf.light() instanceof SkyLight)) {
                for (var slot : leaf.slots()) {
                    if (slot.free() >= 0 && !given[slot.free()]) {
                        theta[slot.free()] = Double.NaN;
                    }
                }
            }
        }
        doubtful.clear();
        shares.clear();
    }

    private void requireAll() {
        var missing = new ArrayList<String>();
        for (int k = 0; k < theta.length; k++) {
            if (Double.isNaN(theta[k])) {
                missing.add(layout.free().get(k).axis().path());
            }
        }
        if (!missing.isEmpty()) {
            throw new ModelException("the images do not tell where to start " + String.join(", ", missing)
                    + "; give a value: .start(parameter, value)");
        }
    }

    // ---- the sky

    private void skies() {
        for (var leaf : layout.leaves()) {
            if (leaf.light() instanceof SkyLight sky) {
                int level = sky.parameters().size() - 1;
                for (int p = 0; p < level; p++) {
                    set(leaf, p, 0);
                }
                var target = targets.get(leaf.image());
                if (!isKnown(leaf, level)) {
                    set(
                            leaf,
                            level,
                            border(target, target.rawData(), leaf.window())
                                    / target.grid().area());
                }
                subtractSky(leaf, sky.parameters().size());
            }
        }
    }

    private void subtractSky(Layout.Leaf leaf, int parameters) {
        var grid = targets.get(leaf.image()).grid();
        double[] image = residual[leaf.image()];
        var w = leaf.window();
        for (int j = w.j0(); j < w.j1(); j++) {
            for (int i = w.i0(); i < w.i1(); i++) {
                double brightness = value(leaf, parameters - 1);
                image[j * grid.width() + i] -= grid.area() * (Double.isNaN(brightness) ? 0 : brightness);
            }
        }
    }

    /** Median of the pixels along a window's border, flux per pixel. */
    private static double border(Target target, double[] image, Window window) {
        var found = new ArrayList<Double>();
        boolean small = window.width() <= 2 * BORDER || window.height() <= 2 * BORDER;
        for (int j = window.j0(); j < window.j1(); j++) {
            for (int i = window.i0(); i < window.i1(); i++) {
                boolean onBorder = small
                        || i < window.i0() + BORDER
                        || i >= window.i1() - BORDER
                        || j < window.j0() + BORDER
                        || j >= window.j1() - BORDER;
                if (onBorder && !target.isMasked(i, j)) {
                    found.add(image[j * target.grid().width() + i]);
                }
            }
        }
        double[] sorted = found.stream().mapToDouble(f -> f).sorted().toArray();
        return sorted.length == 0 ? 0 : Isophotes.quantile(sorted, 0.5);
    }

    // ---- galaxies

    /** Where windows of galaxies overlap, their light is divided before it is measured the first time. */
    private void takeApart(List<List<Layout.Leaf>> galaxies) {
        var best = galaxies.stream().map(this::clearest).toList();
        for (int t = 0; t < targets.size(); t++) {
            int here = t;
            var leaves = best.stream().filter(l -> l.image() == here).toList();
            for (var set :
                    Mixture.overlapping(leaves.stream().map(Layout.Leaf::window).toList())) {
                if (set.size() > 1) {
                    divide(set.stream().map(leaves::get).toList());
                }
            }
        }
    }

    private void divide(List<Layout.Leaf> leaves) {
        var target = targets.get(leaves.get(0).image());
        var windows = leaves.stream().map(Layout.Leaf::window).toList();
        var around = windows.stream().reduce(Window::union).orElseThrow();
        double[] clean = clean(leaves.get(0), around);
        var first = leaves.stream().map(this::firstCenter).toList();
        boolean placed = leaves.stream().allMatch(l -> isKnown(l, 0) && isKnown(l, 1));
        var peaks = placed
                ? first
                : Peaks.nearest(
                        Peaks.find(
                                clean,
                                target.rawVariance(),
                                target.rawMask(),
                                target.grid().width(),
                                around),
                        first);
        var mixture = new Mixture(
                clean, target.rawVariance(), target.rawMask(), target.grid().width(), windows, peaks);
        for (int k = 0; k < leaves.size(); k++) {
            shares.put(leaves.get(k), mixture.share(k));
            centers.put(leaves.get(k), peaks.get(k));
        }
    }

    /** The center that was given, else the middle of the window, in pixels. */
    private double[] firstCenter(Layout.Leaf leaf) {
        var grid = targets.get(leaf.image()).grid();
        var w = leaf.window();
        return isKnown(leaf, 0) && isKnown(leaf, 1)
                ? new double[] {grid.u(value(leaf, 0), value(leaf, 1)), grid.v(value(leaf, 0), value(leaf, 1))}
                : new double[] {(w.i0() + w.i1()) / 2.0, (w.j0() + w.j1()) / 2.0};
    }

    private void galaxy(List<Layout.Leaf> object) {
        var best = clearest(object);
        geometry(best, object);
        profile(best);
        for (var leaf : object) {
            if (!leaf.equals(best)) {
                profile(leaf);
            }
        }
        for (var leaf : object) {
            subtract(leaf, galaxyImage(leaf));
        }
    }

    /** The leaf whose image shows its object with the most light over the noise. */
    private Layout.Leaf clearest(List<Layout.Leaf> object) {
        var best = object.get(0);
        double most = Double.NEGATIVE_INFINITY;
        for (var leaf : object) {
            if (leaf.image() == image) {
                return leaf;
            }
            var target = targets.get(leaf.image());
            double[] clean = clean(leaf);
            double signal = 0;
            double variance = 0;
            var w = leaf.window();
            for (int j = w.j0(); j < w.j1(); j++) {
                for (int i = w.i0(); i < w.i1(); i++) {
                    int k = j * target.grid().width() + i;
                    if (!target.isMasked(i, j)) {
                        signal += clean[k];
                        variance += target.rawVariance()[k];
                    }
                }
            }
            double ratio = signal / Math.sqrt(variance);
            if (ratio > most) {
                most = ratio;
                best = leaf;
            }
        }
        return best;
    }

    /** What is left of an image without the sky around a leaf's window, flux per pixel. */
    private double[] clean(Layout.Leaf leaf) {
        double[] clean = clean(leaf, leaf.window());
        double[] share = shares.get(leaf);
        for (int k = 0; share != null && k < clean.length; k++) {
            clean[k] *= share[k];
        }
        return clean;
    }

    private double[] clean(Layout.Leaf leaf, Window around) {
        var target = targets.get(leaf.image());
        double[] image = residual[leaf.image()].clone();
        boolean skyIsKnown =
                layout.leaves().stream().anyMatch(l -> l.image() == leaf.image() && l.light() instanceof SkyLight);
        double sky = skyIsKnown ? 0 : border(target, image, around);
        for (int k = 0; k < image.length; k++) {
            image[k] -= sky;
        }
        return image;
    }

    private void geometry(Layout.Leaf leaf, List<Layout.Leaf> object) {
        var target = targets.get(leaf.image());
        var grid = target.grid();
        boolean placed = isKnown(leaf, 0) && isKnown(leaf, 1);
        double[] center = placed ? firstCenter(leaf) : centers.getOrDefault(leaf, firstCenter(leaf));
        var measured =
                Moments.of(clean(leaf), target.rawMask(), grid.width(), leaf.window(), center[0], center[1], placed);
        if (measured.converged()) {
            centers.put(leaf, new double[] {measured.u(), measured.v()});
        }
        var shape = measured.without(ofPsf(target)).on(grid);
        double q = measured.converged() ? shape.q() : TRIAL_Q;
        set(leaf, 0, grid.x(measured.u(), measured.v()));
        set(leaf, 1, grid.y(measured.u(), measured.v()));
        set(leaf, EllipticalLight.Q, Math.min(q, 0.98));
        set(leaf, EllipticalLight.PA, shape.pa());
        for (var other : object) {
            if (!other.equals(leaf)) {
                set(other, EllipticalLight.Q, value(leaf, EllipticalLight.Q));
                set(other, EllipticalLight.PA, value(leaf, EllipticalLight.PA));
                set(other, 1, value(leaf, 1));
            }
        }
        if (!measured.converged() || q > ROUND) {
            doubtful.add(object);
        }
    }

    private static Moments ofPsf(Target target) {
        if (target.psf().isEmpty()) {
            return new Moments(0, 0, 0, 0, 0, true);
        }
        var stamp = target.psf().get().on(target.grid());
        var m = Moments.of(
                stamp.cells(),
                new boolean[stamp.cells().length],
                stamp.width(),
                new Window(0, stamp.width(), 0, stamp.height()),
                stamp.width() / 2.0,
                stamp.height() / 2.0,
                true);
        double k2 = stamp.upscale() * stamp.upscale();
        return new Moments(0, 0, m.uu() / k2, m.uv() / k2, m.vv() / k2, true);
    }

    private void profile(Layout.Leaf leaf) {
        var target = targets.get(leaf.image());
        var w = leaf.window();
        double[] ellipse = {value(leaf, 0), value(leaf, 1), value(leaf, 2), value(leaf, 3)};
        double farthest = Math.hypot(w.width(), w.height()) * target.grid().scale() / 2;
        var rings = Isophotes.of(
                        clean(leaf), target.rawVariance(), target.rawMask(), target.grid(), w, ellipse, farthest)
                .means();
        if (rings.isEmpty()) {
            throw new ModelException("'" + leaf.path() + "': its window " + w + " in image '" + target.name()
                    + "' has no pixel that is not masked; move the window or take the part out of this image");
        }
        double[] found = ProfileGuess.of(leaf, theta, layout.free(), rings, blur(target), target.grid());
        for (int k = 0; k < found.length; k++) {
            set(leaf, EllipticalLight.ELLIPSE + k, found[k]);
        }
    }

    private static double blur(Target target) {
        var m = ofPsf(target);
        return Math.sqrt(2 * Math.log(2) * (m.uu() + m.vv())) * target.grid().scale(); // half of the FWHM, twice over
    }

    // ---- images for subtraction only: one point per pixel, no PSF

    private double[] galaxyImage(Layout.Leaf leaf) {
        var grid = targets.get(leaf.image()).grid();
        var light = (EllipticalLight) leaf.light();
        int n = light.parameters().size();
        double[] p = new double[n];
        for (int k = 0; k < n; k++) {
            p[k] = value(leaf, k);
        }
        var profile = light.profile().get();
        profile.set(p, EllipticalLight.ELLIPSE);
        double amplitude = light.amplitude() == Light.Amplitude.NONE
                ? 1
                : light.amplitude().flux(p[n - 1]);
        double scale = amplitude * grid.area() / (light.totalFlux() ? p[EllipticalLight.Q] : 1);
        double[] image = new double[grid.size()];
        double[] r = new double[leaf.window().width()];
        double[] out = new double[r.length];
        for (int j = leaf.window().j0(); j < leaf.window().j1(); j++) {
            Isophotes.radii(grid, p, leaf.window(), j, r);
            for (int i = 0; i < r.length; i++) {
                r[i] = Math.max(0.5 * grid.scale(), r[i]);
            }
            profile.values(r, r.length, out);
            for (int i = 0; i < r.length; i++) {
                image[j * grid.width() + leaf.window().i0() + i] = scale * out[i];
            }
        }
        return image;
    }

    private void subtract(Layout.Leaf leaf, double[] image) {
        double[] left = residual[leaf.image()];
        for (int k = 0; k < left.length; k++) {
            left[k] -= image[k];
        }
        subtracted.put(leaf, image);
    }

    private void restore(List<Layout.Leaf> object) {
        for (var leaf : object) {
            var image = subtracted.remove(leaf);
            if (image != null) {
                double[] left = residual[leaf.image()];
                for (int k = 0; k < left.length; k++) {
                    left[k] += image[k];
                }
            }
        }
    }

    // ---- points

    /** The place is where one image shows the largest residual over its noise, smoothed with the PSF; then the fluxes. */
    private void point(List<Layout.Leaf> object) {
        double most = Double.NEGATIVE_INFINITY;
        boolean placed = isKnown(object.get(0), 0) && isKnown(object.get(0), 1);
        for (var leaf : placed ? List.<Layout.Leaf>of() : object) {
            var grid = targets.get(leaf.image()).grid();
            var w = leaf.window();
            for (int j = w.j0(); j < w.j1(); j++) {
                for (int i = w.i0(); i < w.i1(); i++) {
                    double[] match = match(leaf, i + 0.5, j + 0.5);
                    if (match[1] > most) {
                        most = match[1];
                        set(leaf, 0, grid.x(i + 0.5, j + 0.5));
                        set(leaf, 1, grid.y(i + 0.5, j + 0.5));
                    }
                }
            }
        }
        for (var leaf : object) {
            var grid = targets.get(leaf.image()).grid();
            double u = grid.u(value(leaf, 0), value(leaf, 1));
            double v = grid.v(value(leaf, 0), value(leaf, 1));
            set(leaf, 2, match(leaf, u, v)[0]);
            subtract(leaf, pointImage(leaf, u, v));
        }
    }

    /** Flux of a Gaussian as wide as the PSF at (u, v) that fits the residual best, and its signal over noise. */
    private double[] match(Layout.Leaf leaf, double u, double v) {
        var target = targets.get(leaf.image());
        double sigma = pointSigma(target);
        double pd = 0;
        double pp = 0;
        int reach = (int) Math.ceil(3 * sigma);
        for (int j = Math.max(0, (int) v - reach); j <= Math.min(target.grid().height() - 1, (int) v + reach); j++) {
            for (int i = Math.max(0, (int) u - reach);
                    i <= Math.min(target.grid().width() - 1, (int) u + reach);
                    i++) {
                int k = j * target.grid().width() + i;
                if (!target.rawMask()[k]) {
                    double p = gaussian(i + 0.5 - u, j + 0.5 - v, sigma);
                    pd += p * residual[leaf.image()][k] / target.rawVariance()[k];
                    pp += p * p / target.rawVariance()[k];
                }
            }
        }
        return pp > 0 ? new double[] {pd / pp, pd / Math.sqrt(pp)} : new double[] {0, 0};
    }

    private double pointSigma(Target target) {
        return pointSigmas.computeIfAbsent(target.name(), name -> {
            var m = ofPsf(target);
            return Math.max(0.5, Math.sqrt((m.uu() + m.vv()) / 2));
        });
    }

    private static double gaussian(double du, double dv, double sigma) {
        return Math.exp(-(du * du + dv * dv) / (2 * sigma * sigma)) / (2 * Math.PI * sigma * sigma);
    }

    private double[] pointImage(Layout.Leaf leaf, double u, double v) {
        var target = targets.get(leaf.image());
        double sigma = pointSigma(target);
        double flux = value(leaf, 2);
        double[] image = new double[target.grid().size()];
        for (int k = 0; k < image.length; k++) {
            image[k] = flux
                    * gaussian(
                            k % target.grid().width() + 0.5 - u,
                            k / target.grid().width() + 0.5 - v,
                            sigma);
        }
        return image;
    }

    // ---- several angles

    private List<double[]> withOtherAngles() {
        var all = new ArrayList<double[]>();
        all.add(theta.clone());
        for (var object : doubtful) {
            for (int k = 1; k < ANGLES; k++) {
                double[] first = theta.clone();
                for (var leaf : object) {
                    double pa = slotValue(leaf, EllipticalLight.PA, first) + (k * Math.PI) / ANGLES;
                    set(leaf, EllipticalLight.Q, Math.min(TRIAL_Q, slotValue(leaf, EllipticalLight.Q, first)));
                    set(leaf, EllipticalLight.PA, pa);
                }
                all.add(theta.clone());
                System.arraycopy(first, 0, theta, 0, theta.length);
            }
        }
        return all;
    }

    private static double slotValue(Layout.Leaf leaf, int p, double[] theta) {
        return leaf.slots().get(p).value(theta);
    }
}
