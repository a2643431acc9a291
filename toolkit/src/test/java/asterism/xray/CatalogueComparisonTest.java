package asterism.xray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import asterism.ReferenceJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The statistic f of two catalogues. */
class CatalogueComparisonTest {

    private static final ReferenceJson REFERENCE =
            ReferenceJson.resource(CatalogueComparisonTest.class, "compare.json");

    private static Table table(String which) {
        var rows = REFERENCE.get("rows").list();
        double[][] columns = new double[3][rows.size()];
        var names = List.of("value", "lolim", "hilim");
        for (int i = 0; i < rows.size(); i++) {
            for (int k = 0; k < 3; k++) {
                var row = rows.get(i);
                columns[k][i] =
                        row.has(which) ? row.get(which).get(names.get(k)).number() : Double.NaN;
            }
        }
        var sources = java.util.stream.IntStream.range(0, rows.size())
                .mapToObj(i -> "s" + i)
                .toList();
        return table(which, sources, columns);
    }

    private static Table table(String name, List<String> sources, double[][] columns) {
        return Table.create(
                name,
                StringColumn.create("source", sources),
                DoubleColumn.create("value", columns[0]),
                DoubleColumn.create("lolim", columns[1]),
                DoubleColumn.create("hilim", columns[2]));
    }

    @Test
    void everyStatisticIsThatOfTheReference() {
        double[] f = CatalogueComparison.of(table("reference"), table("new")).f();
        var rows = REFERENCE.get("rows").list();
        for (int i = 0; i < f.length; i++) {
            if (rows.get(i).has("expected_f")) {
                double expected = rows.get(i).get("expected_f").number();
                assertThat(f[i]).as("row %d", i).isEqualTo(expected, offset(1e-12 * expected));
            } else {
                assertThat(f[i]).as("row %d", i).isNaN();
            }
        }
    }

    @Test
    void theSummaryIsThatOfTheReference() {
        var expected = REFERENCE.get("expected");
        var all = CatalogueComparison.of(table("reference"), table("new")).all();
        assertThat(all.total()).isEqualTo(expected.get("n_total").integer());
        assertThat(all.success()).isEqualTo(expected.get("n_success").integer());
        assertThat(all.compared()).isEqualTo(expected.get("n_compared").integer());
        assertThat(all.mean()).isEqualTo(expected.get("f_mean").number(), offset(1e-13));
        assertThat(all.median()).isEqualTo(expected.get("f_median").number(), offset(1e-13));
        assertThat(all.percentile99()).isEqualTo(expected.get("f_99").number(), offset(1e-13));
        assertThat(all.percentWithinOne())
                .isEqualTo(expected.get("percent_le_1").number(), offset(1e-10));
    }

    @Test
    void valuesAndUpperLimitsMakeUpTheWhole() {
        var c = CatalogueComparison.of(table("reference"), table("new"));
        assertThat(c.detections().compared() + c.upperLimits().compared())
                .isEqualTo(c.all().compared());
        assertThat(c.upperLimits().compared()).isPositive();
        assertThat(c.table().columnNames())
                .contains("N_success", "N_total", "mean f", "median f", "99th percentile", "percent f <= 1");
        assertThat(c.outliers(3).doubleColumn("f").asDoubleArray()).isSortedAccordingTo((x, y) -> Double.compare(y, x));
    }

    @Test
    void sourcesAreFoundByNameAndMissingOnesAreCounted() {
        var a = table("a", List.of("x", "y", "z"), new double[][] {{1, 2, 3}, {0, 1, 2}, {2, 3, 4}});
        var b = table("b", List.of("z", "x", "w"), new double[][] {{3.5, 1, 9}, {2, 0, 8}, {4, 2, 10}});
        var c = CatalogueComparison.of(a, b);
        assertThat(c.f()).containsExactly(0, Double.NaN, 0.5);
        assertThat(c.all().success()).isEqualTo(2);
        assertThat(c.all().total()).isEqualTo(3);
        assertThat(c.card().warnings()).containsExactly("1 source is not in the reference and not compared");
    }

    @Test
    void aReferenceWithoutWidthHasNoStatistic() {
        var a = table("a", List.of("x"), new double[][] {{1}, {1}, {1}});
        assertThat(CatalogueComparison.of(a, a).f()).containsOnly(Double.NaN);
        assertThat(CatalogueComparison.of(a, a).all().mean()).isNaN();
    }

    @Test
    void tablesThatCannotBeComparedAreRefused() {
        var a = table("mine", List.of("x", "x"), new double[][] {{1, 2}, {0, 1}, {2, 3}});
        assertThatThrownBy(() -> CatalogueComparison.of(a, a))
                .hasMessage(
                        "comparison of catalogues: source 'x' stands twice in table 'mine'; give both tables a column "
                                + "'problem' that tells the two apart");
        var b = Table.create("theirs", StringColumn.create("source", "x"));
        assertThatThrownBy(() -> CatalogueComparison.of(b, b))
                .hasMessage("comparison of catalogues: table 'theirs' has no column 'value'; columns are source");
    }
}
