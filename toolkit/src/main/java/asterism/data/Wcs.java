package asterism.data;

import asterism.io.FitsImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the pixels of an image lie on the sky: a gnomonic (TAN) world coordinate system, with a SIP distortion if it has one.
 *
 * <p>Pixel coordinates (u, v) are those of the toolkit: u along a row and v along a column, counted from the outer corner
 * of the first pixel, so that the pixel in column i and row j covers [i, i + 1] x [j, j + 1]; FITS counts the centers of
 * pixels from 1, hence u = p - 1/2. The intermediate world coordinates (xi, eta), in degrees towards East and North, are
 * <pre>
 * (xi, eta) = CD (u - u0, v - v0),
 * </pre>
 * the distance from the reference pixel being distorted before ({@link Sip}), and lie on the plane that touches the sky at the reference point (CRVAL).
 *
 * @param ra        right ascension of the reference point in degrees, in [0, 360)
 * @param dec       declination of the reference point in degrees, in [-90, 90]
 * @param u0        pixel coordinate u of the reference point
 * @param v0        pixel coordinate v of the reference point
 * @param xiPerU    CD matrix: d xi / du in degrees per pixel
 * @param xiPerV    CD matrix: d xi / dv
 * @param etaPerU   CD matrix: d eta / du
 * @param etaPerV   CD matrix: d eta / dv
 * @param sip       distortion, or {@link Sip#NONE}
 * @see <a href="https://doi.org/10.1051/0004-6361:20021326">Greisen &amp; Calabretta 2002</a> (CD, PC, CDELT)
 * @see <a href="https://doi.org/10.1051/0004-6361:20021327">Calabretta &amp; Greisen 2002</a>, eqs 12 to 16 and 54
 */
public record Wcs(
        double ra,
        double dec,
        double u0,
        double v0,
        double xiPerU,
        double xiPerV,
        double etaPerU,
        double etaPerV,
        Sip sip) {

    private static final int MOST_SIP = 9; // order of a polynomial, by the convention
    private static final double TAN_REACH = 1e-3; // cosine of the largest angle from the tangent point that is used

    public Wcs {
        if (!(dec >= -90 && dec <= 90)) {
            throw new IllegalArgumentException("WCS: the declination must be in [-90, 90] degrees, got " + dec);
        }
        if (!Double.isFinite(ra) || !Double.isFinite(u0) || !Double.isFinite(v0)) {
            throw new IllegalArgumentException("WCS: the reference point is not finite: right ascension " + ra
                    + ", pixel (" + u0 + ", " + v0 + ")");
        }
        double determinant = xiPerU * etaPerV - xiPerV * etaPerU;
        if (!(Math.abs(determinant) > 0) || Double.isInfinite(determinant)) {
            throw new IllegalArgumentException("WCS: the CD matrix [[" + xiPerU + ", " + xiPerV + "], [" + etaPerU
                    + ", " + etaPerV + "]] has no inverse");
        }
        ra = ((ra % 360) + 360) % 360;
    }

    /** A world coordinate system without distortion. */
    public Wcs(
            double ra, double dec, double u0, double v0, double xiPerU, double xiPerV, double etaPerU, double etaPerV) {
        this(ra, dec, u0, v0, xiPerU, xiPerV, etaPerU, etaPerV, Sip.NONE);
    }

    /**
     * The world coordinate system in the header of an image; empty where the header has none (no CTYPE).
     *
     * <p>Understood are RA---TAN with DEC--TAN, in either order, in degrees, with a CD matrix, with PC and CDELT, or with
     * CDELT and CROTA2; and RA---TAN-SIP with DEC--TAN-SIP, whose polynomials A and B are applied.
     *
     * @throws IllegalArgumentException where there is one that is not understood, such as another projection or another
     *                                  distortion; the message names file, card and value
     */
    public static Optional<Wcs> read(FitsImage image) {
        if (image.text("CTYPE1").orElse("").isEmpty()
                && image.text("CTYPE2").orElse("").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new WcsHeader(image).read());
    }

    /**
     * Right ascension and declination of a place in the image.
     *
     * @return degrees, [2]: right ascension in [0, 360), declination
     */
    public double[] sky(double u, double v) {
        double[] p = sip.distorted(u - u0, v - v0);
        double xi = Math.toRadians(xiPerU * p[0] + xiPerV * p[1]);
        double eta = Math.toRadians(etaPerU * p[0] + etaPerV * p[1]);
        double sin = Math.sin(Math.toRadians(dec));
        double cos = Math.cos(Math.toRadians(dec));
        double x = cos - eta * sin; // along the meridian of the reference point
        double z = sin + eta * cos;
        double angle = Math.toDegrees(Math.atan2(xi, x));
        return new double[] {((ra + angle) % 360 + 360) % 360, Math.toDegrees(Math.atan2(z, Math.hypot(x, xi)))};
    }

    /**
     * The place of a position on the sky in the image.
     *
     * @param ra  right ascension in degrees
     * @param dec declination in degrees
     * @return pixel coordinates, [2]: u, v
     * @throws IllegalArgumentException where it is 90 degrees or more from the reference point, or so far outside of the image
     *                                  that the distortion has no inverse there
     */
    public double[] pixel(double ra, double dec) {
        double[] p = tangentPlane(this.ra, this.dec, ra, dec);
        double determinant = xiPerU * etaPerV - xiPerV * etaPerU;
        double[] place = sip.undistorted(
                (etaPerV * p[0] - xiPerV * p[1]) / determinant, (xiPerU * p[1] - etaPerU * p[0]) / determinant);
        return new double[] {u0 + place[0], v0 + place[1]};
    }

    /**
     * A position on the plane that touches the sky at (ra0, dec0).
     *
     * @return degrees, [2]: xi towards East, eta towards North
     * @throws IllegalArgumentException where the position is 90 degrees or more from there
     */
    static double[] tangentPlane(double ra0, double dec0, double ra, double dec) {
        double d = Math.toRadians(ra - ra0);
        double sin0 = Math.sin(Math.toRadians(dec0));
        double cos0 = Math.cos(Math.toRadians(dec0));
        double sin = Math.sin(Math.toRadians(dec));
        double cos = Math.cos(Math.toRadians(dec));
        double towards = sin0 * sin + cos0 * cos * Math.cos(d);
        if (!(towards > TAN_REACH)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "WCS: (%.5f, %.5f) degrees is 90 degrees or more from the tangent point (%.5f, %.5f)",
                    ra,
                    dec,
                    ra0,
                    dec0));
        }
        return new double[] {
            Math.toDegrees(cos * Math.sin(d) / towards),
            Math.toDegrees((cos0 * sin - sin0 * cos * Math.cos(d)) / towards)
        };
    }

    /**
     * The plane in arcseconds that touches the sky at (ra0, dec0), seen from this image: x towards <em>West</em>, y towards
     * North, so that in an image with North up and East left x grows to the right.
     *
     * @return arcsec, [2]: x, y of the place (u, v) of this image
     */
    public double[] plane(double ra0, double dec0, double u, double v) {
        double[] sky = sky(u, v);
        double[] p = tangentPlane(ra0, dec0, sky[0], sky[1]);
        return new double[] {-3600 * p[0], 3600 * p[1]};
    }

    /** The root of the area of a pixel at the reference point, in arcsec. */
    public double pixelScale() {
        return 3600 * Math.sqrt(Math.abs(xiPerU * etaPerV - xiPerV * etaPerU));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "TAN about RA %.6f, Dec %+.6f degrees, %.4f arcsec per pixel%s",
                ra,
                dec,
                pixelScale(),
                sip.isNone() ? "" : ", " + sip);
    }

    /** The cards of a header that make a WCS. */
    private record WcsHeader(FitsImage image) {

        Wcs read() {
            var first = axis(1);
            var second = axis(2);
            if (first.equals(second)) {
                throw refused("CTYPE1 = '" + type(1) + "' and CTYPE2 = '" + type(2) + "' are the same axis");
            }
            refuseOtherDistortion();
            int x = first.equals("RA") ? 1 : 2; // number of the axis of right ascension
            int y = 3 - x;
            double[][] cd = matrix();
            try {
                return new Wcs(
                        required("CRVAL" + x),
                        required("CRVAL" + y),
                        required("CRPIX1") - 0.5,
                        required("CRPIX2") - 0.5,
                        cd[x - 1][0],
                        cd[x - 1][1],
                        cd[y - 1][0],
                        cd[y - 1][1],
                        sip());
            } catch (IllegalArgumentException e) {
                var message = String.valueOf(e.getMessage());
                throw message.startsWith("WCS: ") ? refused(message.substring(5)) : e;
            }
        }

        private String type(int axis) {
            return image.text("CTYPE" + axis).orElse("");
        }

        private String axis(int axis) {
            var type = type(axis).replaceFirst("-SIP$", "");
            if (type.equals("RA---TAN") || type.equals("DEC--TAN")) {
                var unit = image.text("CUNIT" + axis).orElse("deg");
                if (!unit.isEmpty() && !unit.equalsIgnoreCase("deg")) {
                    throw refused("CUNIT" + axis + " = '" + unit + "', understood is 'deg'");
                }
                return type.startsWith("RA") ? "RA" : "DEC";
            }
            throw refused("CTYPE" + axis + " = '" + type(axis)
                    + "', understood are 'RA---TAN' and 'DEC--TAN', with or without '-SIP'");
        }

        private boolean isSip() {
            return type(1).endsWith("-SIP") || type(2).endsWith("-SIP");
        }

        private Sip sip() {
            return isSip() ? Sip.of(polynomial("A"), polynomial("B")) : Sip.NONE;
        }

        /** The coefficients of x^p y^q, [p][q]; none where the order is absent. */
        private double[][] polynomial(String letter) {
            double order = image.number(letter + "_ORDER", -1);
            if (order != Math.rint(order) || order < -1 || order > MOST_SIP) {
                throw refused(letter + "_ORDER = " + order + ", understood are 0 to " + MOST_SIP);
            }
            double[][] table = new double[(int) order + 1][(int) order + 1];
            for (int p = 0; p <= order; p++) {
                for (int q = 0; p + q <= order; q++) {
                    table[p][q] = image.number(letter + "_" + p + "_" + q, 0);
                }
            }
            return table;
        }

        private void refuseOtherDistortion() {
            var distortion = new ArrayList<String>();
            for (var beginning : List.of("PV1_", "PV2_", "CPDIS", "D2IMDIS")) {
                distortion.addAll(image.keywords(beginning));
            }
            if (!isSip()) { // without -SIP programs disagree about what such cards mean
                distortion.addAll(image.keywords("A_ORDER"));
                distortion.addAll(image.keywords("B_ORDER"));
            }
            distortion.removeIf(key -> image.header().get(key) instanceof Number number && number.doubleValue() == 0);
            if (!distortion.isEmpty()) {
                throw refused("it has a distortion or a turned pole (" + String.join(", ", distortion) + ")");
            }
            double pole = image.number("LONPOLE", 180);
            if (pole != 180) {
                throw refused("LONPOLE = " + pole + ", understood is 180");
            }
        }

        private double[][] matrix() {
            if (!image.keywords("CD1_").isEmpty() || !image.keywords("CD2_").isEmpty()) {
                return new double[][] {
                    {image.number("CD1_1", 0), image.number("CD1_2", 0)},
                    {image.number("CD2_1", 0), image.number("CD2_2", 0)}
                };
            }
            double d1 = required("CDELT1");
            double d2 = required("CDELT2");
            double turn = Math.toRadians(image.number("CROTA2", 0));
            boolean turned = turn != 0 && image.keywords("PC").isEmpty();
            double cos = turned ? Math.cos(turn) : 1;
            double sin = turned ? Math.sin(turn) : 0;
            return new double[][] {
                {d1 * image.number("PC1_1", cos), turned ? -d2 * sin : d1 * image.number("PC1_2", 0)},
                {turned ? d1 * sin : d2 * image.number("PC2_1", 0), d2 * image.number("PC2_2", cos)}
            };
        }

        private double required(String key) {
            return image.number(key).orElseThrow(() -> refused("it has no " + key));
        }

        private IllegalArgumentException refused(String why) {
            return new IllegalArgumentException(
                    image.place() + ": the world coordinate system is not understood: " + why
                            + "; give the grid yourself (pixel scale and origin), or resample the image to a TAN"
                            + " projection");
        }
    }
}
