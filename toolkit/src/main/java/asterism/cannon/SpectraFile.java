package asterism.cannon;

import asterism.io.Columns;
import asterism.io.FitsImage;
import asterism.io.FitsImages;
import asterism.io.FitsTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/**
 * Spectra in FITS files and tables.
 *
 * <p>A file has images FLUX and IVAR (or ERROR), a row for each spectrum, and an image WAVELENGTH of one row. Without that, the
 * wavelengths are those of the axis: CRVAL1 + (pixel - CRPIX1) CDELT1, or 10 to that power where CTYPE1 says LOG or DC-FLAG is 1.
 * Names of the spectra are the column SPECTRUM of a table, whose HDU the card NAMES of FLUX says.
 */
final class SpectraFile {

    private static final Set<String> FLUX = Set.of("FLUX", "SPECTRUM", "SPEC");
    private static final Set<String> IVAR = Set.of("IVAR", "INVVAR");
    private static final Set<String> ERROR = Set.of("ERROR", "ERR", "SIGMA", "UNCERTAINTY");
    private static final Set<String> WAVELENGTH = Set.of("WAVELENGTH", "WAVE", "DISPERSION", "LAMBDA");

    private static final String NAMES = "NAMES"; // card of FLUX: the HDU of the table with the names

    private SpectraFile() {}

    static Spectra read(List<Path> files) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("spectra: no file to read");
        }
        var flux = new ArrayList<double[]>();
        var ivar = new ArrayList<double[]>();
        var names = new ArrayList<String>();
        Optional<double[]> first = Optional.empty();
        for (var file : files) {
            var part = read(file);
            if (flux.isEmpty()) {
                first = part.dispersion();
            } else {
                requireSameGrid(file, files.get(0), flux.get(0).length, part, first);
            }
            var stem = String.valueOf(file.getFileName()).replaceFirst("\\.(fits|fit|fts)(\\.gz|\\.fz)?$", "");
            for (int n = 0; n < part.size(); n++) {
                flux.add(part.flux(n));
                ivar.add(part.ivar(n));
                var counted = files.size() == 1 ? Integer.toString(n) : part.size() == 1 ? stem : stem + "[" + n + "]";
                names.add(part.hasNames() ? part.names().get(n) : counted);
            }
        }
        var all = Spectra.of(flux.toArray(double[][]::new), ivar.toArray(double[][]::new))
                .names(names);
        return first.isPresent() ? all.dispersion(first.get()) : all;
    }

    private static void requireSameGrid(
            Path file, Path firstFile, int nPixels, Spectra part, Optional<double[]> dispersion) {
        boolean same = part.nPixels() == nPixels
                && part.dispersion().isPresent() == dispersion.isPresent()
                && (dispersion.isEmpty()
                        || isClose(dispersion.get(), part.dispersion().orElseThrow()));
        if (!same) {
            throw new IllegalArgumentException(file.getFileName() + ": its " + part.nPixels()
                    + " pixels are not on the grid of " + firstFile.getFileName() + " (" + nPixels
                    + " pixels); all spectra must be resampled to one grid of wavelengths first");
        }
    }

    private static boolean isClose(double[] a, double[] b) {
        for (int j = 0; j < a.length; j++) {
            if (Math.abs(a[j] - b[j]) > 1e-9 * Math.abs(a[j])) {
                return false;
            }
        }
        return true;
    }

    private static Spectra read(Path file) {
        var images = FitsImages.read(file);
        var flux = find(images, FLUX).orElseThrow(() -> missing(file, "FLUX", images));
        var ivar = find(images, IVAR);
        var error = find(images, ERROR);
        if (ivar.isEmpty() && error.isEmpty()) {
            throw missing(file, "IVAR or ERROR", images);
        }
        var spectra = spectra(flux, ivar.orElseGet(error::orElseThrow), ivar.isEmpty(), find(images, WAVELENGTH));
        if (!flux.has(NAMES)) {
            return spectra;
        }
        return spectra.names(FitsTables.read(file, (int) flux.number(NAMES, 1)).text("SPECTRUM"));
    }

    /** A file whose images have no names; HDUs are counted from 0. */
    static Spectra read(Path file, int fluxHdu, int errorHdu) {
        var images = FitsImages.read(file);
        return spectra(at(file, images, fluxHdu), at(file, images, errorHdu), true, find(images, WAVELENGTH));
    }

    private static FitsImage at(Path file, List<FitsImage> images, int hdu) {
        return images.stream()
                .filter(image -> image.place().endsWith("[" + hdu + "]"))
                .findFirst()
                .orElseThrow(() -> missing(file, "in HDU " + hdu, images));
    }

    private static Optional<FitsImage> find(List<FitsImage> images, Set<String> names) {
        return images.stream()
                .filter(image -> names.contains(image.name().toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private static IllegalArgumentException missing(Path file, String what, List<FitsImage> images) {
        return new IllegalArgumentException(file.getFileName() + ": no image " + what + "; its images are "
                + images.stream()
                        .map(i -> i.place() + (i.name().isEmpty() ? " without a name" : " " + i.name()))
                        .collect(Collectors.joining(", "))
                + "; where they have other names, give their HDUs: Spectra.read(file, fluxHdu, errorHdu)");
    }

    private static Spectra spectra(FitsImage flux, FitsImage weight, boolean isError, Optional<FitsImage> wavelength) {
        if (flux.rows() != weight.rows() || flux.columns() != weight.columns()) {
            throw new IllegalArgumentException(flux.place() + " has " + flux.rows() + " x " + flux.columns()
                    + " pixels, but " + weight.place() + " has " + weight.rows() + " x " + weight.columns());
        }
        double[][] ivar = rows(weight);
        if (isError) {
            for (var row : ivar) {
                Arrays.setAll(row, j -> row[j] > 0 ? 1 / (row[j] * row[j]) : 0); // infinite or no error: no data
            }
        }
        var spectra = Spectra.of(rows(flux), ivar);
        if (wavelength.isPresent()) {
            return spectra.dispersion(wavelength.get().toArray());
        }
        return flux.has("CRVAL1") && (flux.has("CDELT1") || flux.has("CD1_1"))
                ? spectra.dispersion(axis(flux))
                : spectra;
    }

    private static double[][] rows(FitsImage image) {
        double[] all = image.toArray();
        var rows = new double[image.rows()][];
        Arrays.setAll(rows, n -> Arrays.copyOfRange(all, n * image.columns(), (n + 1) * image.columns()));
        return rows;
    }

    private static double[] axis(FitsImage flux) {
        double first = flux.number("CRVAL1", 0);
        double step = flux.number("CDELT1", flux.number("CD1_1", 1));
        double reference = flux.number("CRPIX1", 1);
        boolean log = flux.number("DC-FLAG", 0) == 1
                || flux.text("CTYPE1").orElse("").toUpperCase(Locale.ROOT).startsWith("LOG");
        var out = new double[flux.columns()];
        for (int j = 0; j < out.length; j++) {
            double w = first + (j + 1 - reference) * step;
            out[j] = log ? Math.pow(10, w) : w;
        }
        return out;
    }

    static void write(Path file, Spectra spectra) {
        var flux = image("FLUX", spectra.fluxRows(), spectra.nPixels());
        var others = new ArrayList<FitsImage>();
        others.add(image("IVAR", spectra.ivarRows(), spectra.nPixels()));
        spectra.dispersion().ifPresent(w -> others.add(image("WAVELENGTH", new double[][] {w}, w.length)));
        if (spectra.hasNames()) {
            others.add(0, flux.card(NAMES, 1));
            var names = Columns.of(NAMES).text("SPECTRUM", spectra.names());
            FitsTables.write(file, NAMES, List.of(), names, others);
        } else {
            others.add(0, flux);
            FitsImages.write(file, others);
        }
    }

    private static FitsImage image(String name, double[][] rows, int columns) {
        return FitsImage.of(
                name,
                rows.length,
                columns,
                Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
    }

    /** A row for each spectrum and a column of numbers for each pixel; a column of text holds the names. */
    static Spectra of(Table flux, Table ivar) {
        var fluxColumns = Columns.of(flux);
        var ivarColumns = Columns.of(ivar);
        var pixels = numbers(fluxColumns);
        if (pixels.isEmpty() || !pixels.equals(numbers(ivarColumns))) {
            throw new IllegalArgumentException(fluxColumns.origin() + " and " + ivarColumns.origin()
                    + ": both need the same columns of numbers, one for each pixel; they have " + pixels.size()
                    + " and " + numbers(ivarColumns).size() + " of them");
        }
        if (fluxColumns.rows() != ivarColumns.rows()) {
            throw new IllegalArgumentException(fluxColumns.origin() + " has " + fluxColumns.rows() + " spectra, "
                    + ivarColumns.origin() + " " + ivarColumns.rows());
        }
        var spectra = Spectra.of(rows(fluxColumns, pixels), rows(ivarColumns, pixels));
        var text = fluxColumns.names().stream().filter(fluxColumns::isText).findFirst();
        if (text.isPresent()) {
            spectra = spectra.names(fluxColumns.text(text.get()));
        }
        return pixels.stream().allMatch(SpectraFile::isNumber)
                ? spectra.dispersion(
                        pixels.stream().mapToDouble(Double::parseDouble).toArray())
                : spectra;
    }

    private static List<String> numbers(Columns columns) {
        return columns.names().stream().filter(c -> !columns.isText(c)).toList();
    }

    private static boolean isNumber(String name) {
        return name.matches("[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]+)?");
    }

    private static double[][] rows(Columns columns, List<String> pixels) {
        var out = new double[columns.rows()][pixels.size()];
        for (int j = 0; j < pixels.size(); j++) {
            double[] values = columns.numbers(pixels.get(j));
            for (int n = 0; n < out.length; n++) {
                out[n][j] = values[n];
            }
        }
        return out;
    }
}
