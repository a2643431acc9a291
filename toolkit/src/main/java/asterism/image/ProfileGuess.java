package asterism.image;

import asterism.param.ModelException;
import asterism.param.Parameter;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The profile that comes nearest to a galaxy's isophotes: among all combinations of a few values of each parameter, with
 * the brightness solved exactly; of a spline, the isophotes themselves.
 */
final class ProfileGuess {

    private static final int RADII = 14; // sizes that are tried
    private static final double MODEL_ERROR = 0.03; // of a ring's brightness: the coarse grid is no better
    private static final double BLURRED_ERROR = 0.5; // the same inside the PSF, which the rings ignore
    private static final double LAST_DROP = 0.3; // dex from the last knot but one of a spline to the last
    private static final Map<String, double[]> TRIALS = Map.of(
            "sersic/n", new double[] {0.5, 0.7, 1, 1.4, 2, 3, 4, 5.5},
            "moffat/n", new double[] {1.5, 2.5, 4},
            "nuker/alpha", new double[] {1, 3},
            "nuker/beta", new double[] {2, 3, 5},
            "nuker/gamma", new double[] {0, 0.5, 1});

    private final Layout.Leaf leaf;
    private final EllipticalLight light;
    private final double[] theta; // NaN where a value is to be found
    private final List<Layout.Free> free;
    private final List<Isophotes.Ring> rings;
    private final double pixel; // arcsec
    private final double[] radii;
    private final double[] weight;
    private final double[] shape;
    private final double[] brightness;
    private double least = Double.POSITIVE_INFINITY;
    private double[] best;
    private double amplitude;

    private ProfileGuess(
            Layout.Leaf leaf,
            double[] theta,
            List<Layout.Free> free,
            List<Isophotes.Ring> rings,
            double blur,
            double pixel) {
        this.leaf = leaf;
        light = (EllipticalLight) leaf.light();
        this.theta = theta;
        this.free = free;
        this.rings = rings;
        this.pixel = pixel;
        radii = rings.stream().mapToDouble(Isophotes.Ring::radius).toArray();
        weight = new double[radii.length];
        for (int k = 0; k < radii.length; k++) {
            var ring = rings.get(k);
            double model = (ring.radius() < blur ? BLURRED_ERROR : MODEL_ERROR) * ring.mean();
            weight[k] = 1 / (ring.error() * ring.error() + model * model);
        }
        shape = new double[light.shape().size()];
        best = shape.clone();
        brightness = new double[radii.length];
    }

    /**
     * Values of the parameters that follow the ellipse's: those of shape and the brightness, or the knots of a spline.
     *
     * @param leaf  whose light is an ellipse
     * @param theta [nDim], NaN where a value is to be found; what is known is kept. Not modified.
     * @param free  the free parameters
     * @param rings its isophotes, at least one
     * @param blur  radius within which the PSF changes the profile, arcsec
     * @param grid  pixels of its image
     */
    static double[] of(
            Layout.Leaf leaf,
            double[] theta,
            List<Layout.Free> free,
            List<Isophotes.Ring> rings,
            double blur,
            PixelGrid grid) {
        var light = (EllipticalLight) leaf.light();
        return light.brightness().isEmpty()
                ? knots(light.knots(), rings)
                : new ProfileGuess(leaf, theta, free, rings, blur, grid.scale()).nearest();
    }

    /** Knots on the isophotes; where those are lost in the noise, on a straight line down. */
    private static double[] knots(List<Double> radii, List<Isophotes.Ring> rings) {
        double[] out = new double[radii.size()];
        double last = Double.NaN;
        double slope = 0;
        for (int k = 0; k < out.length; k++) {
            double brightness = at(rings, radii.get(k), Isophotes.Ring::mean);
            double noise = at(rings, radii.get(k), Isophotes.Ring::error);
            double log = brightness > noise ? Math.log10(brightness) : Double.NaN;
            if (Double.isNaN(log)) {
                double step = k == 0 ? 0 : radii.get(k) - radii.get(k - 1);
                log = Double.isNaN(last) ? Math.log10(noise) : last + Math.min(slope * step, -0.1);
            } else if (k > 0) {
                slope = Math.min(0, (log - last) / (radii.get(k) - radii.get(k - 1)));
            }
            if (k > 0 && k == out.length - 1) {
                log = Math.min(log, last - LAST_DROP); // beyond the last knot the line goes on: it must fall
            }
            out[k] = log;
            last = log;
        }
        return out;
    }

    /** A ring's number at a radius, between two rings on a straight line. */
    private static double at(List<Isophotes.Ring> rings, double radius, ToDoubleFunction<Isophotes.Ring> what) {
        int k = 0;
        while (k < rings.size() - 1 && rings.get(k + 1).radius() < radius) {
            k++;
        }
        var lo = rings.get(k);
        var hi = rings.get(Math.min(k + 1, rings.size() - 1));
        double span = hi.radius() - lo.radius();
        double t = span > 0 ? Math.min(Math.max((radius - lo.radius()) / span, 0), 1) : 0;
        return (1 - t) * what.applyAsDouble(lo) + t * what.applyAsDouble(hi);
    }

    private double[] nearest() {
        search(0);
        double[] out = new double[shape.length + 1];
        System.arraycopy(best, 0, out, 0, shape.length);
        double noise = rings.get(rings.size() - 1).error();
        double q = light.totalFlux() ? value(EllipticalLight.Q) : 1;
        out[shape.length] = Math.log10(Math.max(amplitude, 1e-2 * noise) * q);
        return out;
    }

    private double value(int p) {
        return leaf.slots().get(p).value(theta);
    }

    private void search(int p) {
        if (p == shape.length) {
            compare();
            return;
        }
        for (double trial : trials(p)) {
            shape[p] = trial;
            search(p + 1);
        }
    }

    private double[] trials(int p) {
        double known = value(EllipticalLight.ELLIPSE + p);
        if (!Double.isNaN(known)) {
            return new double[] {known};
        }
        var parameter = light.shape().get(p);
        double[] usual = TRIALS.get(light.kind() + "/" + parameter.name());
        if (usual != null) {
            return usual;
        }
        return parameter.unit().equals("arcsec") ? sizes() : within(parameter, p);
    }

    /** From half a pixel to the last ring, in equal ratios. */
    private double[] sizes() {
        double smallest = 0.5 * pixel;
        double ratio = Math.max(radii[radii.length - 1] / smallest, 2);
        double[] sizes = new double[RADII];
        for (int k = 0; k < RADII; k++) {
            sizes[k] = smallest * Math.pow(ratio, k / (RADII - 1.0));
        }
        return sizes;
    }

    private double[] within(Parameter parameter, int p) {
        var axis = free.get(leaf.slots().get(EllipticalLight.ELLIPSE + p).free());
        if (Double.isInfinite(axis.upper() - axis.lower())) {
            throw new ModelException("'" + axis.axis().path() + "' needs a value to start from, or two limits: .start("
                    + parameter.name() + ", value)");
        }
        double span = axis.upper() - axis.lower();
        return new double[] {
            axis.lower() + 0.1 * span, axis.lower() + 0.3 * span, axis.lower() + 0.5 * span, axis.lower() + 0.8 * span
        };
    }

    private void compare() {
        var profile = light.profile().get();
        profile.set(shape, 0);
        profile.values(radii, radii.length, brightness);
        double mm = 0;
        double md = 0;
        for (int k = 0; k < radii.length; k++) {
            mm += weight[k] * brightness[k] * brightness[k];
            md += weight[k] * brightness[k] * rings.get(k).mean();
        }
        double a = mm > 0 ? Math.max(md / mm, 0) : 0;
        double chi2 = 0;
        for (int k = 0; k < radii.length; k++) {
            double d = rings.get(k).mean() - a * brightness[k];
            chi2 += weight[k] * d * d;
        }
        if (chi2 < least) {
            least = chi2;
            best = shape.clone();
            amplitude = a;
        }
    }
}
