package asterism.region;

import asterism.io.Columns;
import asterism.io.CsvTables;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The reference tables of this package's tests; each says in its first line where it comes from. */
final class Reference {

    private Reference() {}

    static Columns table(String name) {
        try {
            var url = Objects.requireNonNull(Reference.class.getResource(name), name);
            return CsvTables.read(Path.of(url.toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Columns psi_1 ... q_PAH of the 40 vectors, [40][12], of one region. */
    static double[][] vectors(String region) {
        var table = table("ngc628_params.csv");
        var names = table.names().subList(2, 14);
        var rows = new ArrayList<double[]>();
        for (int i = 0; i < table.rows(); i++) {
            if (table.text("region").get(i).equals(region)) {
                double[] p = new double[names.size()];
                for (int k = 0; k < p.length; k++) {
                    p[k] = table.numbers(names.get(k))[i];
                }
                rows.add(p);
            }
        }
        return rows.toArray(double[][]::new);
    }

    /** Published band luminosities of one vector and region, in the order of the bands, Lsun/Hz. */
    static double[] bands(int id, String region, List<String> bands) {
        var table = table("ngc628_bands_total.csv");
        double[] ids = table.numbers("id");
        double[] lnu = table.numbers("lnu_total");
        var regions = table.text("region");
        var labels = table.text("label");
        double[] out = new double[bands.size()];
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id && regions.get(i).equals(region) && bands.contains(labels.get(i))) {
                out[bands.indexOf(labels.get(i))] = lnu[i];
            }
        }
        return out;
    }
}
