package asterism.image;

import asterism.data.Wcs;
import asterism.io.FitsImage;
import asterism.io.FitsImages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Targets in FITS files: an image with what belongs to it. */
final class TargetFile {

    private static final Pattern SPEC = Pattern.compile("(.*?)(?:\\[([^\\[\\]]*)\\])?(?:\\[(\\d+)\\])?");
    private static final double ARCSEC = 3600; // per degree
    private static final double FLAT = 0.02; // pixels by which a grid may depart from the true positions

    private static final double STRETCHED = 0.01; // by which the plane may change the area of pixels

    private static final List<String> VARIANCE = List.of("VARIANCE", "VAR");
    private static final List<String> WEIGHT = List.of("WEIGHT", "WHT", "IVAR", "INVVAR");
    private static final List<String> SIGMA = List.of("SIGMA", "ERR", "ERROR", "RMS", "STDDEV");
    private static final List<String> MASK = List.of("MASK", "DQ");
    private static final List<String> PSF = List.of("PSF");
    private static final List<String> ZEROPOINT = List.of("ZEROPT", "MAGZERO", "MAGZP");

    private TargetFile() {}

    static Target read(String name, String spec, Optional<PixelGrid> given) {
        var parts = parts(spec);
        var file = Path.of(parts.group(1));
        var all = FitsImages.read(file);
        var own = all.stream().filter(i -> !isCompanion(i)).toList();
        return target(name, image(parts, file, all, own), all, own.size() == 1, given);
    }

    /** The one image that is asked for, whatever it is. */
    static FitsImage image(String spec) {
        var parts = parts(spec);
        var file = Path.of(parts.group(1));
        var all = FitsImages.read(file);
        return image(parts, file, all, all);
    }

    private static Matcher parts(String spec) {
        var parts = SPEC.matcher(spec);
        if (!parts.matches()) {
            throw new AssertionError(spec);
        }
        return parts;
    }

    private static FitsImage image(Matcher parts, Path file, List<FitsImage> all, List<FitsImage> own) {
        return Optional.ofNullable(parts.group(2))
                .map(which -> chosen(file, all, which, Optional.ofNullable(parts.group(3))))
                .orElseGet(() -> only(file, own));
    }

    private static FitsImage only(Path file, List<FitsImage> images) {
        if (images.size() != 1) {
            throw new IllegalArgumentException(file.getFileName() + ": holds " + images.size() + " images ("
                    + describe(images) + "); say which: \"" + file.getFileName() + "[name or number]\"");
        }
        return images.get(0);
    }

    private static FitsImage chosen(Path file, List<FitsImage> all, String which, Optional<String> plane) {
        String end = "[" + which + "]" + plane.map(p -> "[" + p + "]").orElse("");
        var found = all.stream()
                .filter(i -> i.place().endsWith(end)
                        || i.place().endsWith("[" + which + "]")
                        || (i.name().equalsIgnoreCase(which)
                                && (plane.isEmpty() || i.place().endsWith("][" + plane.get() + "]"))))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(file.getFileName() + ": "
                    + (found.isEmpty() ? "no image '" + end + "'" : found.size() + " images '" + end + "'")
                    + "; it has " + describe(all));
        }
        return found.get(0);
    }

    private static String describe(List<FitsImage> images) {
        return String.join(
                ", ",
                images.stream()
                        .map(i -> i.place().substring(i.place().indexOf('['))
                                + (i.name().isEmpty() ? "" : " " + i.name()))
                        .toList());
    }

    private static boolean isCompanion(FitsImage image) {
        var name = image.name().toUpperCase(Locale.ROOT);
        return companions().stream()
                .anyMatch(c -> name.equals(c) || name.startsWith(c + "_") || name.endsWith("_" + c));
    }

    private static List<String> companions() {
        var all = new ArrayList<String>();
        List.of(VARIANCE, WEIGHT, SIGMA, MASK, PSF).forEach(all::addAll);
        return all;
    }

    /** The extension of one of these names that belongs to the image: {@code VARIANCE_r}, or VARIANCE of the only image. */
    private static Optional<FitsImage> companion(
            FitsImage image, List<FitsImage> all, boolean isOnly, List<String> kinds) {
        var own = image.name().toUpperCase(Locale.ROOT);
        return all.stream()
                .filter(i -> i != image)
                .filter(i -> {
                    var name = i.name().toUpperCase(Locale.ROOT);
                    return kinds.stream()
                            .anyMatch(k -> (isOnly && name.equals(k))
                                    || (!own.isEmpty() && (name.equals(k + "_" + own) || name.equals(own + "_" + k))));
                })
                .findFirst();
    }

    private static Target target(
            String name, FitsImage image, List<FitsImage> all, boolean isOnly, Optional<PixelGrid> given) {
        var wcs = given.isPresent() ? Optional.<Wcs>empty() : Wcs.read(image);
        var grid = given.or(() -> wcs.map(w -> at(image, () -> grid(name, w, image.columns(), image.rows()))))
                .orElseGet(() -> plainGrid(image));
        var target =
                at(image, () -> Target.of(name, grid, requireShape(image, grid).toArray()));
        target = wcs.map(target::wcs).orElse(target);
        for (var key : ZEROPOINT) {
            if (target.zeropoint().isEmpty() && image.number(key).isPresent()) {
                target = target.zeropoint(image.number(key).get());
            }
        }
        var bare = target;
        target = companion(image, all, isOnly, MASK)
                .map(m -> at(m, () -> bare.mask(mask(requireShape(m, grid)))))
                .orElse(target);
        var masked = target;
        target = companion(image, all, isOnly, VARIANCE)
                .map(v -> at(v, () -> masked.variance(requireShape(v, grid).toArray())))
                .or(() -> companion(image, all, isOnly, WEIGHT)
                        .map(w ->
                                at(w, () -> masked.weight(requireShape(w, grid).toArray()))))
                .or(() -> companion(image, all, isOnly, SIGMA)
                        .map(s -> at(s, () -> masked.variance(squared(requireShape(s, grid))))))
                .orElse(target);
        var weighted = target;
        return companion(image, all, isOnly, PSF)
                .map(p -> at(p, () -> weighted.psf(psf(p))))
                .orElse(target);
    }

    private static <T> T at(FitsImage image, Supplier<T> make) {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(image.place() + ": " + e.getMessage(), e);
        }
    }

    /** The same image; as many pixels as a grid has, but in rows of another length, are refused. */
    private static FitsImage requireShape(FitsImage image, PixelGrid grid) {
        if (image.columns() != grid.width() && image.columns() * image.rows() == grid.size()) {
            throw new IllegalArgumentException(image.columns() + " x " + image.rows()
                    + " pixels (columns x rows) do not fit onto a grid of " + grid.width() + " x " + grid.height());
        }
        return image;
    }

    private static boolean[] mask(FitsImage image) {
        double[] values = image.toArray();
        boolean[] mask = new boolean[values.length];
        for (int k = 0; k < mask.length; k++) {
            mask[k] = values[k] != 0; // NaN too
        }
        return mask;
    }

    private static double[] squared(FitsImage image) {
        double[] values = image.toArray();
        for (int k = 0; k < values.length; k++) {
            values[k] = values[k] > 0 ? values[k] * values[k] : values[k]; // a sigma that is not positive is refused
        }
        return values;
    }

    private static Psf psf(FitsImage image) {
        double upscale = image.number("UPSCALE", 1);
        if (upscale != Math.rint(upscale)) {
            throw new IllegalArgumentException("UPSCALE = " + upscale + " must be a whole number");
        }
        return Psf.stamp(image.columns(), image.rows(), image.toArray()).upscale((int) upscale);
    }

    /** The plane about the reference point of a world coordinate system; a distortion must be even enough for one grid. */
    static PixelGrid grid(String name, Wcs w, int width, int height) {
        if (!w.sip().isNone()) {
            return plane(name, w, w, width, height);
        }
        double p11 = -ARCSEC * w.xiPerU();
        double p12 = -ARCSEC * w.xiPerV();
        double p21 = ARCSEC * w.etaPerU();
        double p22 = ARCSEC * w.etaPerV();
        return new PixelGrid(
                width, height, p11, p12, p21, p22, -(p11 * w.u0() + p12 * w.v0()), -(p21 * w.u0() + p22 * w.v0()));
    }

    /**
     * The plane about another reference point. The map is not quite linear; the grid is exact in the middle of the image.
     *
     * @throws IllegalArgumentException where it departs from the true positions by more than 0.02 pixels at a corner, or changes
     *                                  areas by more than 1 %
     */
    static PixelGrid plane(String name, Wcs w, Wcs other, int width, int height) {
        double u = width / 2.0;
        double v = height / 2.0;
        double[] left = at(w, other, 0, v);
        double[] right = at(w, other, width, v);
        double[] below = at(w, other, u, 0);
        double[] above = at(w, other, u, height);
        double[] middle = at(w, other, u, v);
        var grid = new PixelGrid(
                        width,
                        height,
                        (right[0] - left[0]) / width,
                        (above[0] - below[0]) / height,
                        (right[1] - left[1]) / width,
                        (above[1] - below[1]) / height,
                        0,
                        0)
                .center(middle[0], middle[1]);
        double worst = 0;
        for (double[] corner : new double[][] {{0, 0}, {width, 0}, {0, height}, {width, height}}) {
            double[] there = at(w, other, corner[0], corner[1]);
            worst = Math.max(
                    worst, Math.hypot(grid.u(there[0], there[1]) - corner[0], grid.v(there[0], there[1]) - corner[1]));
        }
        double stretch = grid.area() / ownArea(w, width, height) - 1;
        if (worst > FLAT || Math.abs(stretch) > STRETCHED) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "image '%s' is too large or too far from the first image's reference point for one plane%s: its"
                            + " corner is off by %.2f pixels, its area by %.1f %%; cut a smaller image, or %s",
                    name,
                    w.sip().isNone() ? "" : ", or its " + w.sip() + " too uneven",
                    worst,
                    100 * stretch,
                    w.sip().isNone() ? "model it apart" : "resample it to a TAN projection"));
        }
        return grid;
    }

    /** Area of a pixel in the middle of an image on the plane about its own reference point, arcsec2. */
    private static double ownArea(Wcs w, int width, int height) {
        double u = width / 2.0;
        double v = height / 2.0;
        double[] left = at(w, w, u - 0.5, v);
        double[] right = at(w, w, u + 0.5, v);
        double[] below = at(w, w, u, v - 0.5);
        double[] above = at(w, w, u, v + 0.5);
        return Math.abs((right[0] - left[0]) * (above[1] - below[1]) - (right[1] - left[1]) * (above[0] - below[0]));
    }

    private static double[] at(Wcs w, Wcs other, double u, double v) {
        return w.plane(other.ra(), other.dec(), u, v);
    }

    private static PixelGrid plainGrid(FitsImage image) {
        if (!image.has("PM1_1") || !image.has("PM2_2")) {
            throw new IllegalArgumentException(image.place()
                    + ": has no world coordinate system (CTYPE1) and no pixel matrix (PM1_1 ... PM2_2); give the grid:"
                    + " Target.read(name, file, PixelGrid.of(" + image.columns() + ", " + image.rows()
                    + ", arcsec per pixel))");
        }
        return at(
                image,
                () -> new PixelGrid(
                        image.columns(),
                        image.rows(),
                        image.number("PM1_1", 0),
                        image.number("PM1_2", 0),
                        image.number("PM2_1", 0),
                        image.number("PM2_2", 0),
                        image.number("ORIGX", 0),
                        image.number("ORIGY", 0)));
    }

    static void save(Target target, Path file) {
        var grid = target.grid();
        int rows = grid.height();
        int columns = grid.width();
        var data = FitsImage.of("", rows, columns, target.toArray());
        data = target.wcs().map(TargetFile::cards).orElseGet(() -> cards(grid)).apply(data);
        if (target.zeropoint().isPresent()) {
            data = data.card("ZEROPT", target.zeropoint().getAsDouble());
        }
        double[] mask = new double[target.rawMask().length];
        for (int k = 0; k < mask.length; k++) {
            mask[k] = target.rawMask()[k] ? 1 : 0;
        }
        var images = new ArrayList<FitsImage>(List.of(
                data,
                FitsImage.of("VARIANCE", rows, columns, target.rawVariance()),
                FitsImage.of("MASK", rows, columns, mask)));
        target.psf().ifPresent(psf -> {
            var stamp = psf.on(grid);
            images.add(FitsImage.of("PSF", stamp.height(), stamp.width(), stamp.cells())
                    .card("UPSCALE", stamp.upscale()));
        });
        FitsImages.write(file, images);
    }

    private static UnaryOperator<FitsImage> cards(Wcs w) {
        String sip = w.sip().isNone() ? "" : "-SIP";
        UnaryOperator<FitsImage> linear = image -> image.card("CTYPE1", "RA---TAN" + sip)
                .card("CTYPE2", "DEC--TAN" + sip)
                .card("CRVAL1", w.ra())
                .card("CRVAL2", w.dec())
                .card("CRPIX1", w.u0() + 0.5)
                .card("CRPIX2", w.v0() + 0.5)
                .card("CD1_1", w.xiPerU())
                .card("CD1_2", w.xiPerV())
                .card("CD2_1", w.etaPerU())
                .card("CD2_2", w.etaPerV());
        return image -> {
            var out = polynomial(linear.apply(image), "A", w.sip().orderA(), w.sip()::a);
            return polynomial(out, "B", w.sip().orderB(), w.sip()::b);
        };
    }

    private static FitsImage polynomial(FitsImage image, String letter, int order, Coefficient coefficient) {
        var out = order < 0 ? image : image.card(letter + "_ORDER", order);
        for (int p = 0; p <= order; p++) {
            for (int q = 0; p + q <= order; q++) {
                out = out.card(letter + "_" + p + "_" + q, coefficient.of(p, q));
            }
        }
        return out;
    }

    /** A coefficient of x^p y^q. */
    @FunctionalInterface
    private interface Coefficient {
        double of(int p, int q);
    }

    private static UnaryOperator<FitsImage> cards(PixelGrid grid) {
        return image -> image.card("PM1_1", grid.p11())
                .card("PM1_2", grid.p12())
                .card("PM2_1", grid.p21())
                .card("PM2_2", grid.p22())
                .card("ORIGX", grid.x0())
                .card("ORIGY", grid.y0());
    }
}
