package asterism.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import nom.tam.fits.HeaderCard;
import nom.tam.fits.ImageHDU;
import nom.tam.fits.header.Standard;
import nom.tam.image.compression.hdu.CompressedImageHDU;
import nom.tam.util.ArrayFuncs;
import nom.tam.util.FitsOutputStream;

/** Images in FITS files, plain or tile-compressed ({@code .fits.fz}), read with their headers and written. */
public final class FitsImages {

    private static final String WHAT = "image";
    private static final int DIGITS = 16; // after the point of a number in a header: a double to the last bit

    private FitsImages() {}

    /**
     * Reads all images of a file, in order. HDUs without pixels and tables are left out; of a cube every plane is an image
     * of its own, whose place ends in the number of the plane: {@code cutout.fits[0][2]}.
     *
     * @throws UncheckedIOException     where the file is missing, cut off, or no FITS file; the message names it
     * @throws IllegalArgumentException where it holds no image; the message says what there is
     */
    public static List<FitsImage> read(Path file) {
        FitsErrors.requireFile(file);
        var place = String.valueOf(file.getFileName());
        try (var fits = new Fits(file.toFile())) {
            BasicHDU<?>[] all = FitsErrors.hdus(fits, place, WHAT);
            var images = new ArrayList<FitsImage>();
            for (int h = 0; h < all.length; h++) {
                images.addAll(images(place + "[" + h + "]", all[h]));
            }
            if (images.isEmpty()) {
                throw new IllegalArgumentException(
                        place + ": holds no image; it has " + describe(all) + FitsErrors.cutOff(file));
            }
            return List.copyOf(images);
        } catch (IOException e) {
            throw FitsErrors.damaged(place, WHAT, e);
        }
    }

    private static String describe(BasicHDU<?>[] all) {
        if (all.length == 0) {
            return "no HDU at all";
        }
        var out = new ArrayList<String>();
        for (int h = 0; h < all.length; h++) {
            out.add(h + " (" + (isImage(all[h]) ? "without pixels" : "table") + ")");
        }
        return (all.length == 1 ? "HDU " : "HDUs ") + String.join(", ", out);
    }

    private static boolean isImage(BasicHDU<?> hdu) {
        return hdu instanceof ImageHDU || hdu instanceof CompressedImageHDU;
    }

    private static List<FitsImage> images(String place, BasicHDU<?> any) {
        if (!isImage(any)) {
            return List.of();
        }
        try {
            var hdu = any instanceof CompressedImageHDU packed ? packed.asImageHDU() : (ImageHDU) any;
            int[] axes = hdu.getAxes();
            if (axes == null || axes.length == 0 || Arrays.stream(axes).anyMatch(n -> n == 0)) {
                return List.of();
            }
            return planes(place, hdu, axes);
        } catch (RuntimeException e) { // what nom-tam lets through on damaged headers
            throw FitsErrors.damaged(place, WHAT, e);
        }
    }

    private static List<FitsImage> planes(String place, ImageHDU hdu, int[] axes) throws FitsException {
        int columns = axes[axes.length - 1];
        int rows = axes.length > 1 ? axes[axes.length - 2] : 1;
        double[] values = scaled(hdu);
        var header = cards(hdu.getHeader());
        var name = String.valueOf(header.getOrDefault("EXTNAME", "")).strip();
        int nPlanes = values.length / (rows * columns);
        var planes = new ArrayList<FitsImage>();
        for (int p = 0; p < nPlanes; p++) {
            double[] part = Arrays.copyOfRange(values, p * rows * columns, (p + 1) * rows * columns);
            var where = nPlanes == 1 ? place : place + "[" + p + "]";
            planes.add(new FitsImage(where, name, rows, columns, part, header));
        }
        return planes;
    }

    private static double[] scaled(ImageHDU hdu) throws FitsException {
        var header = hdu.getHeader();
        double scale = header.getDoubleValue(Standard.BSCALE, 1);
        double zero = header.getDoubleValue(Standard.BZERO, 0);
        boolean whole = header.getIntValue(Standard.BITPIX) > 0;
        boolean hasBlank = whole && header.containsKey(Standard.BLANK);
        double blank = header.getLongValue(Standard.BLANK, 0);
        var raw = ArrayFuncs.flatten(hdu.getKernel());
        double[] values = (double[]) ArrayFuncs.convertArray(raw, double.class, true);
        for (int i = 0; i < values.length; i++) {
            values[i] = hasBlank && values[i] == blank ? Double.NaN : zero + scale * values[i];
        }
        return values;
    }

    private static Map<String, Object> cards(Header header) {
        var cards = new LinkedHashMap<String, Object>();
        for (var all = header.iterator(); all.hasNext(); ) {
            var card = all.next();
            if (card.isKeyValuePair() && card.getValue() != null) {
                cards.put(card.getKey(), value(card));
            }
        }
        return cards;
    }

    private static Object value(HeaderCard card) {
        var type = card.valueType();
        if (type != null && Number.class.isAssignableFrom(type)) {
            return card.getValue(Double.class, Double.NaN);
        }
        return type == Boolean.class ? card.getValue(Boolean.class, false) : card.getValue();
    }

    /**
     * Writes images as doubles, the first as the primary HDU, each with its cards and, where it has one, its name. The same
     * images always give the same bytes.
     *
     * @throws IllegalArgumentException where there is no image
     * @throws UncheckedIOException     where the file cannot be written
     */
    public static void write(Path file, List<FitsImage> images) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException(file + ": there is no image to write");
        }
        try (var fits = new Fits();
                var out = new FitsOutputStream(Files.newOutputStream(file))) {
            for (var image : images) {
                fits.addHDU(hdu(image));
            }
            fits.getHDU(0).getHeader().findCard(Standard.SIMPLE).setComment("conforms to the FITS standard"); // no date
            fits.write(out);
        } catch (IOException | FitsException e) {
            throw FitsErrors.unwritable(file, e);
        }
    }

    static BasicHDU<?> hdu(FitsImage image) throws FitsException {
        double[][] rows = new double[image.rows()][];
        double[] values = image.toArray();
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(values, row * image.columns(), (row + 1) * image.columns());
        }
        var hdu = Fits.makeHDU(rows);
        if (!image.name().isEmpty()) {
            hdu.addValue(Standard.EXTNAME, image.name());
        }
        for (var card : image.header().entrySet()) {
            if (card.getValue() instanceof Number number) {
                hdu.getHeader().addValue(card.getKey(), number.doubleValue(), DIGITS, "");
            } else {
                hdu.addValue(card.getKey(), String.valueOf(card.getValue()), "");
            }
        }
        return hdu;
    }
}
