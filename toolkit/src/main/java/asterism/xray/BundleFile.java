package asterism.xray;

import asterism.io.Columns;
import asterism.io.FitsImage;
import asterism.io.FitsImages;
import asterism.io.FitsTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        for (var needed : List.of("stack", "bundle", "obsid", "aperture", "counts")) {
            if (!table.columnNames().contains(needed)) {
                throw new IllegalArgumentException(place + "[1]: no column '" + needed + "'; columns are "
                        + String.join(", ", table.columnNames()));
            }
        }
        double[] area = new double[table.rowCount()];
        Map<String, double[]> responses = new LinkedHashMap<>();
        Map<List<String>, Integer> used = new HashMap<>();
        for (int row = 0; row < area.length; row++) {
            var key = key(table, row);
            var matrix = matrices.get(key);
            if (matrix == null) {
                throw new IllegalArgumentException(place + ": no image " + MATRIX + " for obsid " + key.get(2) + " of "
                        + key.get(0) + "/" + key.get(1) + "; there are images for " + matrices.keySet()
                        + "; every observation of the table needs one, with the cards OBSID, STACK and BUNDLE");
            }
            int i = used.merge(key, 1, Integer::sum) - 1;
            if (i >= matrix.rows()) {
                throw new IllegalArgumentException(matrix.place() + ": " + matrix.rows()
                        + " rows, but the table has more apertures of obsid " + key.get(2)
                        + "; the matrix needs one row for each");
            }
            area[row] = matrix.get(i, matrix.columns() - 1);
            for (int j = 0; j + 1 < matrix.columns(); j++) {
                responses.computeIfAbsent(region(matrix, j), r -> missing(area.length))[row] = matrix.get(i, j);
            }
        }
        table.addColumns(DoubleColumn.create("area", area));
        responses.forEach(
                (region, values) -> table.addColumns(DoubleColumn.create(BundleTable.RESPONSE + region, values)));
        return BundleTable.read(table);
    }

    private static Map<List<String>, FitsImage> matrices(Path file) {
        var matrices = new LinkedHashMap<List<String>, FitsImage>();
        for (var image : FitsImages.read(file)) {
            if (image.name().equals(MATRIX)) {
                var obsid = Long.toString(Math.round(image.number("OBSID", 0)));
                matrices.put(
                        List.of(
                                image.text("STACK").orElse(""),
                                image.text("BUNDLE").orElse(""),
                                obsid),
                        image);
            }
        }
        return matrices;
    }

    private static List<String> key(Table table, int row) {
        return List.of(
                table.stringColumn("stack").get(row),
                table.stringColumn("bundle").get(row),
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
