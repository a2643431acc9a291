package asterism.image;

import java.util.Optional;

/**
 * Center and second moments of an object in an image, under a Gaussian weight that adapts to the object.
 *
 * <p>With weight exp(-d' M^-1 d/2) about the center, the weighted second moments T of a Gaussian object equal M/2 where M
 * are the object's own moments; so M is set to 2 T, the center to the weighted mean, and so on until neither moves. The
 * weight keeps away the noise and the neighbors of the outskirts, which plain second moments add up.
 *
 * @param u         center, pixels from the image's outer corner along a row
 * @param v         center along a column
 * @param uu        second moment M along a row, pixels2
 * @param uv        mixed second moment
 * @param vv        second moment along a column
 * @param converged whether the iteration came to rest inside the window
 * @see <a href="https://doi.org/10.1086/338085">Bernstein &amp; Jarvis 2002</a>, section 3 (adaptive moments)
 */
record Moments(double u, double v, double uu, double uv, double vv, boolean converged) {

    private static final int ROUNDS = 200;
    private static final double REST = 1e-3; // pixels, and relative to the moments
    private static final double REACH2 = 20; // the weight beyond is below 5e-5
    private static final double SMALLEST = 0.3; // pixels2
    private static final double LARGEST = 0.3; // of the window's shorter side

    /** An ellipse on the plane: sigma along the major axis in arcsec, axis ratio, position angle in rad. */
    record Shape(double sigma, double q, double pa) {}

    /**
     * Measures.
     *
     * @param flux   [size of the grid] background-free flux, row-major. Not modified.
     * @param ignore [size of the grid] true where a pixel is left out. Not modified.
     * @param width  number of columns
     * @param window where to look
     * @param u      first guess of the center
     * @param v      first guess of the center
     * @param fixed  whether the center stays
     */
    static Moments of(double[] flux, boolean[] ignore, int width, Window window, double u, double v, boolean fixed) {
        double widest = Math.max(1, LARGEST * Math.min(window.width(), window.height()));
        double first = Math.max(1, widest / 3);
        var start = new Moments(u, v, first * first, 0, first * first, false);
        var m = start;
        for (int round = 0; round < ROUNDS; round++) {
            var next = m.improved(flux, ignore, width, window, fixed, widest * widest);
            if (next.isEmpty()) {
                return start;
            }
            if (next.get().isNear(m)) {
                return new Moments(next.get().u, next.get().v, next.get().uu, next.get().uv, next.get().vv, true);
            }
            m = next.get();
        }
        return start;
    }

    /** One round; empty where there is no light under the weight, or the center has left the window. */
    private Optional<Moments> improved(
            double[] flux, boolean[] ignore, int width, Window window, boolean fixed, double largest) {
        double det = uu * vv - uv * uv;
        double s0 = 0;
        double su = 0;
        double sv = 0;
        double suu = 0;
        double suv = 0;
        double svv = 0;
        double halfWidth = Math.sqrt(REACH2 * uu); // of the ellipse within reach
        double halfHeight = Math.sqrt(REACH2 * vv);
        int i0 = (int) Math.max(window.i0(), Math.floor(u - halfWidth));
        int i1 = (int) Math.min(window.i1(), Math.ceil(u + halfWidth));
        int j0 = (int) Math.max(window.j0(), Math.floor(v - halfHeight));
        int j1 = (int) Math.min(window.j1(), Math.ceil(v + halfHeight));
        for (int j = j0; j < j1; j++) {
            double dv = j + 0.5 - v;
            for (int i = i0; i < i1; i++) {
                double du = i + 0.5 - u;
                double r2 = (vv * du * du - 2 * uv * du * dv + uu * dv * dv) / det;
                int k = j * width + i;
                if (r2 < REACH2 && !ignore[k]) {
                    double f = flux[k] * Math.exp(-r2 / 2);
                    s0 += f;
                    su += f * du;
                    sv += f * dv;
                    suu += f * du * du;
                    suv += f * du * dv;
                    svv += f * dv * dv;
                }
            }
        }
        if (!(s0 > 0)) {
            return Optional.empty();
        }
        double mu = fixed ? 0 : su / s0;
        double mv = fixed ? 0 : sv / s0;
        boolean inside = u + mu > window.i0() && u + mu < window.i1() && v + mv > window.j0() && v + mv < window.j1();
        return inside
                ? Optional.of(bounded(
                        u + mu,
                        v + mv,
                        2 * (suu / s0 - mu * mu),
                        2 * (suv / s0 - mu * mv),
                        2 * (svv / s0 - mv * mv),
                        SMALLEST,
                        largest))
                : Optional.empty();
    }

    /** Moments whose principal axes are kept between two bounds, pixels2. */
    private static Moments bounded(
            double u, double v, double uu, double uv, double vv, double smallest, double largest) {
        double mean = (uu + vv) / 2;
        double half = Math.hypot((uu - vv) / 2, uv);
        double angle = Math.atan2(2 * uv, uu - vv) / 2;
        double major = Math.min(Math.max(mean + half, smallest), largest);
        double minor = Math.min(Math.max(mean - half, smallest), largest);
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        return new Moments(
                u, v, major * c * c + minor * s * s, (major - minor) * c * s, major * s * s + minor * c * c, false);
    }

    /** These moments without those of the PSF, as they are for Gaussians. */
    Moments without(Moments psf) {
        var sharp = bounded(u, v, uu - psf.uu, uv - psf.uv, vv - psf.vv, SMALLEST, Double.POSITIVE_INFINITY);
        return new Moments(sharp.u, sharp.v, sharp.uu, sharp.uv, sharp.vv, converged);
    }

    /** These moments as an ellipse on the plane. */
    Shape on(PixelGrid grid) {
        double xu = grid.p11();
        double xv = grid.p12();
        double yu = grid.p21();
        double yv = grid.p22();
        double xx = xu * xu * uu + 2 * xu * xv * uv + xv * xv * vv;
        double xy = xu * yu * uu + (xu * yv + xv * yu) * uv + xv * yv * vv;
        double yy = yu * yu * uu + 2 * yu * yv * uv + yv * yv * vv;
        double mean = (xx + yy) / 2;
        double half = Math.hypot((xx - yy) / 2, xy);
        double fromX = Math.atan2(2 * xy, xx - yy) / 2; // of the major axis, counterclockwise from +x
        double pa = fromX - Math.PI / 2;
        return new Shape(
                Math.sqrt(mean + half),
                Math.sqrt(Math.max(mean - half, 0) / (mean + half)),
                pa - Math.PI * Math.floor(pa / Math.PI));
    }

    private boolean isNear(Moments other) {
        return Math.hypot(u - other.u, v - other.v) < REST
                && Math.abs(uu - other.uu) + 2 * Math.abs(uv - other.uv) + Math.abs(vv - other.vv) < REST * (uu + vv);
    }
}
