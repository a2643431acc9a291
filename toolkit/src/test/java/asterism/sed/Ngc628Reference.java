package asterism.sed;

import asterism.unit.Units;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The model of the NGC 628 analysis and its reference numbers: 40 parameter vectors for each of two regions. */
final class Ngc628Reference {

    static final List<String> BANDS = List.of(
            "GALEX_FUV",
            "GALEX_NUV",
            "SDSS_u",
            "SDSS_g",
            "SDSS_r",
            "SDSS_i",
            "SDSS_z",
            "2MASS_J",
            "2MASS_H",
            "2MASS_Ks",
            "IRAC_CH1",
            "IRAC_CH2",
            "IRAC_CH3",
            "IRAC_CH4",
            "MIPS_CH1",
            "PACS_blue",
            "PACS_green",
            "PACS_red",
            "SPIRE_250",
            "SPIRE_350",
            "SPIRE_500",
            "WISE_W1",
            "WISE_W2",
            "WISE_W3",
            "WISE_W4");

    private Ngc628Reference() {}

    static Sed sed() {
        return Sed.of(Pegase.kroupa(), PiecewiseSfh.bins(), Calzetti.law(), DraineLi07.dust())
                .at(Units.mpc(7.3));
    }

    /** The range of the published analysis: tau_V to 3, Z, alpha and uMax held. */
    static SedRange range() {
        return SedRange.everything()
                .fix(Pegase.Z_MET, 0.02)
                .fix(DraineLi07.ALPHA, 2)
                .fix(DraineLi07.U_MAX, 3e5)
                .vary(Calzetti.TAU_V, 0, 3);
    }

    /** Parameter vectors [12] by "id/region". */
    static Map<String, double[]> parameters() {
        var table = Csv.resource("ngc628_params.csv");
        var all = new LinkedHashMap<String, double[]>();
        for (int i = 0; i < table.size(); i++) {
            var p = new double[12];
            for (int j = 0; j < 12; j++) {
                p[j] = table.number(i, j + 2);
            }
            all.put(table.text(i, 0) + "/" + table.text(i, 1), p);
        }
        return all;
    }

    /** A column of a table of bands by "id/region/label". */
    static Map<String, Double> bands(String file, String column) {
        var table = Csv.resource(file);
        var all = new LinkedHashMap<String, Double>();
        for (int i = 0; i < table.size(); i++) {
            all.put(table.text(i, 0) + "/" + table.text(i, 1) + "/" + table.text(i, 2), table.number(i, column));
        }
        return all;
    }

    /** A column of a table of scalars by "id/region". */
    static Map<String, Double> scalars(String file, String column) {
        var table = Csv.resource(file);
        var all = new LinkedHashMap<String, Double>();
        for (int i = 0; i < table.size(); i++) {
            all.put(table.text(i, 0) + "/" + table.text(i, 1), table.number(i, column));
        }
        return all;
    }

    /** Largest relative difference of band totals, and where; prints one line. */
    static double worst(String title, BoundSed bound, Map<String, Double> reference) {
        double worst = 0;
        var where = "";
        var names = bound.filters().stream().map(Filter::label).toList();
        var parameters = parameters();
        for (var entry : reference.entrySet()) {
            var key = entry.getKey();
            var id = key.substring(0, key.lastIndexOf('/'));
            var label = key.substring(key.lastIndexOf('/') + 1);
            double got = bound.bands(java.util.Objects.requireNonNull(parameters.get(id)))[names.indexOf(label)];
            double error = Math.abs(got / entry.getValue() - 1);
            if (!(error <= worst)) {
                worst = error;
                where = key;
            }
        }
        System.out.printf("%s: worst relative difference %.3g at %s%n", title, worst, where);
        return worst;
    }
}
