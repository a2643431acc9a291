package asterism.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.NullDataHDU;
import nom.tam.fits.TableHDU;
import nom.tam.fits.header.Standard;
import nom.tam.util.FitsOutputStream;

/** Tables in FITS files, read and written by column. */
public final class FitsTables {

    private FitsTables() {}

    /**
     * Reads the table in one HDU. Columns of one number or one text per row are read, numbers as doubles with the file's
     * scaling and null values applied; columns of arrays are left out.
     *
     * @param hdu number of the HDU, 0 for the primary one; a file's first table is usually 1
     * @throws UncheckedIOException     where the file is missing, cut off, or no FITS file; the message names it
     * @throws IllegalArgumentException where there is no such HDU, or it holds no table; the message says what there is
     */
    public static Columns read(Path file, int hdu) {
        var place = file.getFileName() + "[" + hdu + "]";
        FitsErrors.requireFile(file);
        try (var fits = new Fits(file.toFile())) {
            BasicHDU<?>[] all = FitsErrors.hdus(fits, place, "table");
            if (hdu < 0 || hdu >= all.length) {
                throw new IllegalArgumentException(
                        file.getFileName() + ": no HDU " + hdu + "; it has " + describe(all) + FitsErrors.cutOff(file));
            }
            if (all[hdu] instanceof TableHDU<?> table) {
                return columns(place, table);
            }
            throw new IllegalArgumentException(place + ": this HDU is no table; the file has " + describe(all));
        } catch (IOException e) {
            throw FitsErrors.damaged(place, "table", e);
        }
    }

    private static String describe(BasicHDU<?>[] all) {
        if (all.length == 0) {
            return "no HDU at all";
        }
        var out = new ArrayList<String>();
        for (int i = 0; i < all.length; i++) {
            out.add(i + " (" + (all[i] instanceof TableHDU<?> ? "table" : "image") + ")");
        }
        return "HDUs " + String.join(", ", out);
    }

    private static Columns columns(String place, TableHDU<?> hdu) {
        try {
            return read(place, hdu);
        } catch (FitsException | ArrayStoreException | IndexOutOfBoundsException e) {
            throw FitsErrors.damaged(place, "table", e);
        }
    }

    private static Columns read(String place, TableHDU<?> hdu) {
        int rows = hdu.getNRows();
        var columns = Columns.of(place);
        for (int c = 0; c < hdu.getNCols(); c++) {
            var name = hdu.getColumnName(c);
            name = name == null ? "column " + (c + 1) : name.strip();
            var unit = hdu.getHeader().getStringValue("TUNIT" + (c + 1));
            if (isText(hdu, c)) {
                var values = new ArrayList<String>();
                for (int row = 0; row < rows; row++) {
                    values.add(String.valueOf(scalar(hdu.getElement(row, c))).strip());
                }
                columns = columns.text(name, values);
            } else if (isNumber(hdu, c)) {
                var scaling = new Scaling(hdu, c);
                double[] values = new double[rows];
                for (int row = 0; row < rows; row++) {
                    values[row] = scaling.apply((Number) scalar(hdu.getElement(row, c)));
                }
                columns = columns.numbers(name, unit == null ? "" : unit.strip(), values);
            }
        }
        return columns;
    }

    private static boolean isText(TableHDU<?> hdu, int c) {
        return hdu instanceof BinaryTableHDU binary
                ? binary.getColumnDescriptor(c).isString()
                        && binary.getColumnDescriptor(c).isSingleton()
                : hdu.getColumnFormat(c).startsWith("A");
    }

    private static boolean isNumber(TableHDU<?> hdu, int c) {
        return !(hdu instanceof BinaryTableHDU binary)
                || (binary.getColumnDescriptor(c).isNumeric()
                        && !binary.getColumnDescriptor(c).isComplex()
                        && !binary.getColumnDescriptor(c).isVariableSize()
                        && binary.getColumnDescriptor(c).getElementCount() == 1);
    }

    // nom-tam hands out a cell as Object: a String, a String[1] or an array of one number
    private static Object scalar(Object cell) {
        return cell.getClass().isArray() ? java.lang.reflect.Array.get(cell, 0) : cell;
    }

    /** TSCAL, TZERO and TNULL of an integer column. */
    private static final class Scaling {
        private final double scale;
        private final double zero;
        private final boolean hasNull;
        private final long nullValue;

        Scaling(TableHDU<?> hdu, int c) {
            var header = hdu.getHeader();
            scale = header.getDoubleValue("TSCAL" + (c + 1), 1);
            zero = header.getDoubleValue("TZERO" + (c + 1), 0);
            hasNull = header.containsKey("TNULL" + (c + 1));
            nullValue = header.getLongValue("TNULL" + (c + 1), 0);
        }

        double apply(Number raw) {
            boolean whole = !(raw instanceof Double || raw instanceof Float);
            return hasNull && whole && raw.longValue() == nullValue ? Double.NaN : zero + scale * raw.doubleValue();
        }
    }

    /**
     * Writes a file of an empty primary HDU and one binary table: text as fixed-width strings, numbers as doubles, units
     * in TUNIT. The same columns always give the same bytes.
     *
     * @param name     the table's EXTNAME
     * @param comments lines for COMMENT cards: where the numbers come from
     * @throws UncheckedIOException where the file cannot be written
     */
    public static void write(Path file, String name, List<String> comments, Columns columns) {
        write(file, name, comments, columns, List.of());
    }

    /**
     * As {@link #write(Path, String, List, Columns)}, with images behind the table, each with its name and cards.
     *
     * @param images may be empty
     */
    public static void write(Path file, String name, List<String> comments, Columns columns, List<FitsImage> images) {
        try (var fits = new Fits();
                var out = new FitsOutputStream(Files.newOutputStream(file))) {
            var table = new BinaryTable();
            for (var column : columns.names()) {
                if (columns.isText(column)) {
                    table.addColumn(fixedWidth(columns.text(column)));
                } else {
                    table.addColumn(columns.numbers(column));
                }
            }
            var hdu = BinaryTableHDU.wrap(table);
            for (int c = 0; c < columns.names().size(); c++) {
                var column = columns.names().get(c);
                hdu.setColumnName(c, column, null);
                var unit = columns.unit(column);
                if (unit.isPresent()) {
                    hdu.setColumnMeta(c, Standard.TUNITn, unit.get(), null, true);
                }
            }
            hdu.addValue(Standard.EXTNAME, name);
            for (var comment : comments) {
                hdu.getHeader().insertComment(comment);
            }
            var primary = new NullDataHDU();
            fits.addHDU(primary);
            fits.addHDU(hdu);
            for (var image : images) {
                fits.addHDU(FitsImages.hdu(image));
            }
            primary.getHeader().findCard(Standard.SIMPLE).setComment("conforms to the FITS standard"); // not the date
            fits.write(out);
        } catch (IOException | FitsException e) {
            throw FitsErrors.unwritable(file, e);
        }
    }

    // Not by nom-tam's addStringColumn: where lengths differ it makes a heap of characters, which astropy hands out
    // letter by letter. NULs at the end and no blanks, because astropy keeps those.
    private static String[] fixedWidth(List<String> texts) {
        int width = Math.max(1, texts.stream().mapToInt(String::length).max().orElse(1));
        return texts.stream().map(t -> t + "\0".repeat(width - t.length())).toArray(String[]::new);
    }
}
