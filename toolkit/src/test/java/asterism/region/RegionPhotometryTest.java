package asterism.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import asterism.data.Datasets;
import asterism.data.Photometry;
import asterism.data.PhotometryMatrix;
import asterism.io.CsvTables;
import asterism.param.ModelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RegionPhotometryTest {

    private static final Photometry WHOLE =
            Photometry.of().band("g", 10, 1).band("r", 20, 1).band("far", 100, 5);
    private static final Photometry INNER = Photometry.of().band("g", 2, 0.3).band("r", 5, 0.4);

    static RegionPhotometry ngc628() {
        var file = Datasets.ngc628();
        var whole = Photometry.read(file, "FNU_OBS")
                .missing(0.0)
                .calibrationError("*", 0.05)
                .calibrationError("GALEX", 0.15)
                .calibrationError("SPIRE", 0.15)
                .calibrationError("WISE", 0.07);
        var inner = Photometry.read(file, "FNU_CENT_OBS").missing(0.0);
        return RegionPhotometry.ofTotal(whole).region("center", inner).remainder("disk");
    }

    private static Map<String, Measurement> byLabel(RegionPhotometry data) {
        return data.measurements().stream().collect(Collectors.toMap(Measurement::label, m -> m));
    }

    private static Measurement at(Map<String, Measurement> data, String label) {
        return Objects.requireNonNull(data.get(label), label);
    }

    @Test
    void ngc628IsThePublishedTable() throws Exception {
        var url = Objects.requireNonNull(getClass().getResource("ngc628_data.csv"));
        var reference = CsvTables.read(Path.of(url.toURI()));
        var labels = reference.text("label");
        var data = byLabel(ngc628());
        int compared = 0;
        for (var source : List.of("total", "center", "disk")) {
            double[] flux = reference.numbers("f_" + source + "_mJy");
            double[] error = reference.numbers("u_" + source + "_mJy");
            for (int i = 0; i < flux.length; i++) {
                var label = labels.get(i) + ":" + source;
                if (Double.isNaN(flux[i])) {
                    assertThat(data).doesNotContainKey(label);
                } else {
                    var m = at(data, label);
                    assertEquals(flux[i], m.flux(), 1e-14 * flux[i], label);
                    assertEquals(error[i], m.sigma(), 1e-14 * error[i], label);
                    compared++;
                }
            }
        }
        assertEquals(40, compared);
        assertEquals(40, data.size());
        assertEquals(8, data.values().stream().filter(m -> !m.isResolved()).count());
        assertThat(ngc628().absent()).containsExactly("SPIRE_500");
        assertThat(ngc628().toText())
                .contains("40 fluxes: 32 of single regions, 8 of sums")
                .contains("SPIRE_500");
    }

    @Test
    void bandsMissingInTheCenterConstrainOnlyTheSum() {
        var data =
                byLabel(RegionPhotometry.ofTotal(WHOLE).region("center", INNER).remainder("disk"));
        assertThat(data.keySet()).containsExactlyInAnyOrder("g:center", "g:disk", "r:center", "r:disk", "far:total");
        assertThat(at(data, "far:total").weights()).isEqualTo(Map.of("center", 1.0, "disk", 1.0));
    }

    @Test
    void theRemainderHasStatisticalErrorsInQuadrature() {
        var disk = at(
                byLabel(RegionPhotometry.ofTotal(WHOLE).region("center", INNER).remainder("disk")), "g:disk");
        assertEquals(8, disk.flux());
        assertEquals(Math.hypot(1, 0.3), disk.sigma(), 1e-15);
    }

    @Test
    void theRemainderHasTheCalibrationErrorOfTheDifference() {
        var data = RegionPhotometry.ofTotal(WHOLE.calibrationError("*", 0.1))
                .region("center", INNER.calibrationError("*", 0.1));
        var common = at(byLabel(data.remainder("disk")), "g:disk");
        assertEquals(Math.hypot(Math.hypot(1, 0.3), 0.8), common.sigma(), 1e-14);
        var independent = at(byLabel(data.remainderIndependent("disk")), "g:disk");
        assertEquals(Math.sqrt(1 + 0.09 + 1 + 0.04), independent.sigma(), 1e-14);
    }

    @Test
    void calibrationErrorsThatDifferAreIndependent() {
        var disk = at(
                byLabel(RegionPhotometry.ofTotal(WHOLE.calibrationError("*", 0.1))
                        .region("center", INNER.calibrationError("*", 0.2))
                        .remainder("disk")),
                "g:disk");
        assertEquals(Math.sqrt(1 + 0.09 + 1 + 0.16), disk.sigma(), 1e-14);
    }

    /** M19: a band may resolve some regions and not others. */
    @Test
    void theRemainderSeesEveryRegionThatIsNotMeasured() {
        var nucleus = Photometry.of().band("g", 1, 0.1).band("r", 2, 0.1);
        var bar = Photometry.of().band("g", 3, 0.1);
        var data = byLabel(RegionPhotometry.ofTotal(WHOLE)
                .region("nucleus", nucleus)
                .region("bar", bar)
                .remainder("disk"));
        assertEquals(6, at(data, "g:disk").flux());
        var rest = at(data, "r:total - nucleus");
        assertEquals(18, rest.flux());
        assertThat(rest.weights()).isEqualTo(Map.of("bar", 1.0, "disk", 1.0));
        assertEquals(3, at(data, "far:total").weights().size());
    }

    @Test
    void unsubtractedKeepsTheWholeAsTheSum() {
        var data =
                byLabel(RegionPhotometry.ofTotal(WHOLE).region("center", INNER).unsubtracted("disk"));
        assertThat(data.keySet()).containsExactlyInAnyOrder("g:center", "g:total", "r:center", "r:total", "far:total");
        assertEquals(10, at(data, "g:total").flux());
        assertEquals(1, at(data, "g:total").sigma());
    }

    @Test
    void anUpperLimitIsNotSubtracted() {
        var inner = Photometry.of().upperLimit("g", 0.5, 0.1).band("r", 5, 0.4);
        var data =
                byLabel(RegionPhotometry.ofTotal(WHOLE).region("center", inner).remainder("disk"));
        assertThat(at(data, "g:center").isLimit()).isTrue();
        assertThat(at(data, "g:total").weights()).isEqualTo(Map.of("center", 1.0, "disk", 1.0));
    }

    @Test
    void anyMeasurementSeesAnyCombination() {
        var data = RegionPhotometry.of("a", "b", "c")
                .measurement("slit", INNER, Seen.of("a", 0.9).and("b", 0.2))
                .measurement("beam", WHOLE, Seen.all())
                .measurement(
                        "two bands",
                        INNER,
                        PhotometryMatrix.of("c", "b").row("g", 1, 0).row("r", 0.7, 0.1));
        var matrix = data.matrix();
        assertThat(matrix.columns()).containsExactly("a", "b", "c");
        assertEquals(7, matrix.rows().size());
        assertEquals(0.9, matrix.get("g:slit", "a"));
        assertEquals(0.2, matrix.get("r:slit", "b"));
        assertEquals(1, matrix.get("far:beam", "c"));
        assertEquals(0.7, matrix.get("r:two bands", "c"));
        assertEquals(0, matrix.get("g:two bands", "b"));
        assertThat(matrix.times(1, 10, 100)).containsExactly(2.9, 111, 100, 2.9, 111, 71, 111);
    }

    /** M13: the published code ignores one of the two without notice. */
    @Test
    void aRegionFluxInABandThatHasATotalIsRefused() {
        var data = RegionPhotometry.ofTotal(WHOLE).region("center", INNER);
        assertThatThrownBy(data::measurements)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("a total and fluxes of center stand in g, r")
                .hasMessageContaining(".remainder(name)");
        assertThat(data.toText()).contains("! a total and fluxes of center");
    }

    @Test
    void problemsAreNamedAllAtOnce() {
        var data = RegionPhotometry.ofTotal(WHOLE)
                .region("center", Photometry.of().band("g", 11, 1))
                .remainder("disk");
        assertEquals(-1, at(byLabel(data), "g:disk").flux(), "noise may make a remainder negative");

        var noErrors = Photometry.from(tech.tablesaw.api.Table.create(
                        "t",
                        tech.tablesaw.api.StringColumn.create("band", "g", "r"),
                        tech.tablesaw.api.DoubleColumn.create("f", 1.0, 2.0)))
                .unit(asterism.data.FluxUnit.MJY)
                .read("f");
        assertThatThrownBy(() -> RegionPhotometry.ofTotal(noErrors)
                        .region("center", noErrors)
                        .remainder("disk")
                        .measurements())
                .hasMessageContaining("photometry of 'total': no error for g, r")
                .hasMessageContaining("photometry of 'center': no error for g, r")
                .hasMessageContaining("band 'g': center is as bright as the whole");
    }

    @Test
    void namesAreChecked() {
        var data = RegionPhotometry.ofTotal(WHOLE).region("center", INNER);
        assertThatThrownBy(() -> data.region("center", INNER)).hasMessage("region 'center' stands twice");
        assertThatThrownBy(() -> data.region("total", INNER)).hasMessageContaining("must not be empty, 'total'");
        assertThatThrownBy(() -> data.remainder("disk").remainder("halo")).hasMessageContaining("there is one already");
        assertThatThrownBy(() -> RegionPhotometry.of("a").remainder("b"))
                .hasMessageContaining("there is no whole to take it from");
        assertThatThrownBy(() -> data.measurement("slit", INNER, Seen.of("centre")))
                .hasMessage("measurement 'slit': no region 'centre' in this photometry; it has [center]"
                        + " -- did you mean 'center'?");
        assertThatThrownBy(() -> data.measurement(
                        "slit", INNER, PhotometryMatrix.of("center").row("g", 1)))
                .hasMessageContaining("without a row in the matrix: [r]");
    }

    @Test
    void matrixLabelsAndShapesAreChecked() {
        var m = PhotometryMatrix.of("a", "b").row("x", 1, 2);
        assertThatThrownBy(() -> m.row("y", 1)).hasMessageContaining("1 weights for the 2 components [a, b]");
        assertThatThrownBy(() -> m.row("x", 1, 1)).hasMessageContaining("row 'x' stands twice");
        assertThatThrownBy(() -> m.row("y", 1, Double.NaN)).hasMessageContaining("weight of 'b' must be finite");
        assertThatThrownBy(() -> m.get("x", "c")).hasMessageContaining("no component 'c'");
        assertThat(m).isEqualTo(PhotometryMatrix.of("a", "b").row("x", 1, 2));
        assertThat(m.toText()).contains("1 measurements of 2 components");
    }
}
