package asterism.xray;

import asterism.io.Columns;
import asterism.io.FitsImage;
import asterism.io.FitsImages;
import asterism.io.FitsTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * Bundles in a FITS file: the table COUNTS with one row for each aperture of each observation, and for each observation an
 * image MATRIX, its F: row by row the apertures of the table, column by column the regions REGION1, REGION2, ... and the
 * areas. OBSID, STACK and BUNDLE say which observation an image belongs to; the order of the images does not matter.
 */
final class BundleFile {

    private static final String MATRIX = "MATRIX";

    private BundleFile() {}

    static void write(Path file, List<ObsidInput> inputs) {
        var counts = BundleTable.write(inputs);
        for (var column : List.copyOf(counts.columnNames())) {
            if (column.startsWith(BundleTable.RESPONSE) || column.equals("area")) {
                counts.removeColumns(column);
            }
        }
        var images = new ArrayList<FitsImage>();
        for (var input : inputs) {
            int n = input.nRegions();
            double[] f = new double[input.nRows() * (n + 1)];
            for (int i = 0; i < input.nRows(); i++) {
                for (int j = 0; j <= n; j++) {
                    f[i * (n + 1) + j] = input.response(i, j);
                }
            }
            var image = FitsImage.of(MATRIX, input.nRows(), n + 1, f)
                    .card("OBSID", input.obsid())
                    .card("STACK", input.stack())
                    .card("BUNDLE", input.bundle())
                    .card("BUNIT", "count / (" + input.unit().symbol() + ")");
            for (int j = 0; j < n; j++) {
                image = image.card("REGION" + (j + 1), input.regions().get(j));
            }
            images.add(image);
        }
        FitsTables.write(
                file,
                "COUNTS",
                List.of("Counts in the apertures of X-ray observations; their response is in the images MATRIX"),
                Columns.of(counts),
                images);
    }

    static List<ObsidInput> read(Path file) {
        var place = file.getFileName() + "";
        var matrices = matrices(file);
        var table = FitsTables.read(file, 1).table().setName(place + "[1]");
        // names of FITS columns have no case
        table.columns().forEach(c -> c.setName(c.name().toLowerCase(Locale.ROOT)));
        for (var needed : List.of("stack", "bundle", "obsid", "aperture", "counts")) {
            if (!table.columnNames().contains(needed)) {
                throw new IllegalArgumentException(place + "[1]: no column '" + needed + "'; columns are "
                        + String.join(", ", table.columnNames()));
            }
        }
        var rows = new LinkedHashMap<List<String>, List<Integer>>();
        for (int row = 0; row < table.rowCount(); row++) {
            rows.computeIfAbsent(key(table, row), k -> new ArrayList<>()).add(row);
        }
        checkMatch(place, rows, matrices);
        double[] area = new double[table.rowCount()];
        Map<String, double[]> responses = new LinkedHashMap<>();
        rows.forEach((key, of) -> {
            var matrix = Objects.requireNonNull(matrices.get(key));
            for (int i = 0; i < matrix.rows(); i++) {
                int row = of.get(i);
                area[row] = matrix.get(i, matrix.columns() - 1);
                for (int j = 0; j + 1 < matrix.columns(); j++) {
                    responses.computeIfAbsent(region(matrix, j), r -> missing(area.length))[row] = matrix.get(i, j);
                }
            }
        });
        table.addColumns(DoubleColumn.create("area", area));
        responses.forEach(
                (region, values) -> table.addColumns(DoubleColumn.create(BundleTable.RESPONSE + region, values)));
        return BundleTable.read(table);
    }

    /** Every observation of the table needs its image, with a row for each aperture, and every image its observation. */
    private static void checkMatch(
            String place, Map<List<String>, List<Integer>> rows, Map<List<String>, FitsImage> matrices) {
        rows.forEach((key, of) -> {
            var matrix = matrices.get(key);
            if (matrix == null) {
                throw new IllegalArgumentException(place + ": no image " + MATRIX + " for " + words(key)
                        + "; there are images for " + matrices.keySet()
                        + "; every observation of the table needs one, with the cards OBSID, STACK and BUNDLE");
            }
            if (of.size() != matrix.rows()) {
                throw new IllegalArgumentException(matrix.place() + ": " + matrix.rows() + " rows, but the table has "
                        + of.size() + (of.size() == 1 ? " aperture of " : " apertures of ") + words(key)
                        + "; the matrix needs one row for each, the background's last");
            }
        });
        matrices.forEach((key, matrix) -> {
            if (!rows.containsKey(key)) {
                throw new IllegalArgumentException(matrix.place() + ": is for " + words(key)
                        + ", of which the table has no counts; add them, or leave the image out");
            }
        });
    }

    private static String words(List<String> key) {
        return "obsid " + key.get(2) + " of " + key.get(0) + "/" + key.get(1);
    }

    private static Map<List<String>, FitsImage> matrices(Path file) {
        var matrices = new LinkedHashMap<List<String>, FitsImage>();
        for (var image : FitsImages.read(file)) {
            if (image.name().equals(MATRIX)) {
                var key = List.of(
                        image.text("STACK").orElse(""),
                        image.text("BUNDLE").orElse(""),
                        Long.toString(Math.round(image.number("OBSID", 0))));
                if (matrices.putIfAbsent(key, image) != null) {
                    throw new IllegalArgumentException(
                            image.place() + ": a second image " + MATRIX + " for " + words(key) + "; leave one out");
                }
            }
        }
        return matrices;
    }

    private static List<String> key(Table table, int row) {
        return List.of(
                table.column("stack").getString(row),
                table.column("bundle").getString(row),
                Long.toString(Math.round(table.doubleColumn("obsid").getDouble(row))));
    }

    private static String region(FitsImage matrix, int j) {
        return matrix.text("REGION" + (j + 1))
                .orElseThrow(() -> new IllegalArgumentException(matrix.place() + ": no card REGION" + (j + 1)
                        + "; each column but the last, the areas, needs the label of its region"));
    }

    private static double[] missing(int n) {
        double[] values = new double[n];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}
