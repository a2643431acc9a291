package asterism.xray;

import static asterism.xray.Aperture.aperture;
import static asterism.xray.Observation.obsid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Bundles as files and tables. */
class BundleFileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    /** Two sources; the second is off the edge of obsid 8. */
    static Bundle bundle() {
        var first = ObsidInput.of(
                        7,
                        IntensityUnit.ENERGY_FLUX,
                        List.of("r1", "r2"),
                        new double[][] {{3.1e15, 1e14 / 3, 2e17}, {4e13, 2.9e15, 3e17}, {5e13, 6e13, 8e18}},
                        new double[] {42, 17, 310})
                .instrument(Instrument.HRC)
                .band(EnergyBand.WIDE)
                .apertureType(ApertureType.ECF90)
                .stack("acisf-stack")
                .bundle("B12")
                .exposure(37_664.123456789);
        var second = ObsidInput.of(
                        8,
                        IntensityUnit.ENERGY_FLUX,
                        List.of("r1"),
                        new double[][] {{2.1e15, 1e17}, {3e13, 7e18}},
                        new double[] {31, 205})
                .instrument(Instrument.HRC)
                .band(EnergyBand.WIDE)
                .apertureType(ApertureType.ECF90)
                .stack("acisf-stack")
                .bundle("B12");
        return Bundle.of(List.of(first, second));
    }

    @Test
    void aFitsFileKeepsEveryBit() {
        var file = folder.resolve("bundle.fits");
        var bundle = bundle().save(file);
        assertThat(Bundle.read(file)).isEqualTo(bundle);
        assertThat(Bundle.read(file.toString()).inputs()).isEqualTo(bundle.inputs());
    }

    @Test
    void aTableKeepsEveryBit() {
        assertThat(Bundle.of(bundle().table())).containsExactly(bundle());
    }

    @Test
    void aperturesWithNamesOfTheirOwnComeBack() {
        var file = folder.resolve("fluent.fits");
        var bundle = Bundle.of(obsid(1575)
                .exposure(37_664)
                .effectiveArea(340)
                .with(aperture("source").counts(42).psfFraction("S1", 0.91).area(28.3))
                .with(aperture("background").counts(310).psfFraction("S1", 0.06).area(905)));
        bundle.save(file);
        assertThat(Bundle.read(file)).isEqualTo(bundle);
        assertThat(Bundle.of(bundle.table())).containsExactly(bundle);
        assertThat(Bundle.read(file).matrix().rows()).containsExactly("1575:source", "1575:background");
    }

    @Test
    void aTableInAnyOrderOfRowsIsTheSameBundle() {
        var table = bundle().table();
        var turned = table.where(tech.tablesaw.selection.Selection.with(4, 2, 0, 1, 3));
        var read = Bundle.of(turned).get(0);
        var matrix = bundle().matrix();
        assertThat(read.matrix().rows()).containsExactlyInAnyOrderElementsOf(matrix.rows());
        for (var row : matrix.rows()) {
            for (var column : matrix.columns()) {
                assertThat(read.matrix().get(row, column)).isEqualTo(matrix.get(row, column));
            }
        }
    }

    @Test
    void severalBundlesStandInOneTable() {
        var table = Table.create(
                "field",
                IntColumn.create("obsid", 1, 1, 2, 2),
                StringColumn.create("bundle", "A", "A", "B", "B"),
                StringColumn.create("aperture", "x", "bkg", "y", "bkg"),
                IntColumn.create("counts", 4, 30, 5, 40),
                DoubleColumn.create("area", 20, 900, 21, 901),
                DoubleColumn.create("response_x", 0.9, 0.05, Double.NaN, Double.NaN),
                DoubleColumn.create("response_y", Double.NaN, Double.NaN, 0.8, 0.06));
        var bundles = Bundle.of(table);
        assertThat(bundles.stream().map(Bundle::name)).containsExactly("S1/A", "S1/B");
        assertThat(bundles.get(1).inputs().get(0).regions()).containsExactly("y");
        assertThat(bundles.get(1).inputs().get(0).counts()).containsExactly(5, 40);
    }

    @Test
    void whatIsMissingIsSaid() {
        var table = bundle().table();
        var without = table.copy();
        without.removeColumns("counts");
        assertThatThrownBy(() -> Bundle.of(without))
                .hasMessageStartingWith("bundle table 'bundle': no column 'counts'; columns are stack, bundle, obsid");
        var blind = table.copy();
        blind.removeColumns("response_r1", "response_r2");
        assertThatThrownBy(() -> Bundle.of(blind)).hasMessageContaining("there should be one for each source");
        var unknown = table.copy();
        unknown.replaceColumn(StringColumn.create("unit", java.util.Collections.nCopies(table.rowCount(), "jansky"))
                .setName("unit"));
        assertThatThrownBy(() -> Bundle.of(unknown))
                .hasMessage("no unit 'jansky'; there are [ENERGY_FLUX, PHOTON_FLUX, COUNT_RATE, NET_COUNTS]");
        assertThatThrownBy(() -> Bundle.read(folder.resolve("nowhere.fits")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nowhere.fits: no such file");
    }

    @Test
    void aFileWithoutTheMatrixOfAnObservationIsRefused() {
        var file = folder.resolve("half.fits");
        var counts = bundle().table();
        counts.removeColumns("area", "response_r1", "response_r2");
        asterism.io.FitsTables.write(
                file,
                "COUNTS",
                List.of(),
                asterism.io.Columns.of(counts),
                List.of(asterism.io.FitsImage.of("MATRIX", 3, 3, new double[9])
                        .card("OBSID", 7)
                        .card("STACK", "acisf-stack")
                        .card("BUNDLE", "B12")
                        .card("REGION1", "r1")
                        .card("REGION2", "r2")));
        assertThatThrownBy(() -> Bundle.read(file))
                .hasMessageContaining("half.fits: no image MATRIX for obsid 8 of acisf-stack/B12");
    }

    /** A file with the apertures of obsid 7 up to one, and these images behind them. */
    private Path fileOfObsid7(int apertures, asterism.io.FitsImage... images) {
        var file = folder.resolve("obsid7.fits");
        var counts = bundle().table().first(apertures);
        counts.removeColumns("area", "response_r1", "response_r2");
        asterism.io.FitsTables.write(file, "COUNTS", List.of(), asterism.io.Columns.of(counts), List.of(images));
        return file;
    }

    private static asterism.io.FitsImage matrix(int obsid) {
        return asterism.io.FitsImage.of("MATRIX", 3, 3, new double[] {9, 1, 20, 1, 8, 20, 1, 1, 900})
                .card("OBSID", obsid)
                .card("STACK", "acisf-stack")
                .card("BUNDLE", "B12")
                .card("REGION1", "r1")
                .card("REGION2", "r2");
    }

    @Test
    void aRowOfTheMatrixWithoutItsApertureIsNotPassedOver() {
        assertThat(Bundle.read(fileOfObsid7(3, matrix(7))).inputs()).hasSize(1);
        assertThatThrownBy(() -> Bundle.read(fileOfObsid7(2, matrix(7))))
                .hasMessage("obsid7.fits[2]: 3 rows, but the table has 2 apertures of obsid 7 of acisf-stack/B12; "
                        + "the matrix needs one row for each, the background's last");
        assertThatThrownBy(() -> Bundle.read(fileOfObsid7(3, matrix(7), matrix(8))))
                .hasMessage("obsid7.fits[3]: is for obsid 8 of acisf-stack/B12, of which the table has no counts; "
                        + "add them, or leave the image out");
        assertThatThrownBy(() -> Bundle.read(fileOfObsid7(3, matrix(7), matrix(7))))
                .hasMessage("obsid7.fits[3]: a second image MATRIX for obsid 7 of acisf-stack/B12; leave one out");
    }

    @Test
    void rowsThatAreNotOneObservationAreRefused() {
        var table = bundle().table();
        assertThatThrownBy(() -> Bundle.of(table.copy().append(table)))
                .hasMessageStartingWith(
                        "bundle table 'bundle': obsid 7 of acisf-stack/B12: aperture 'r1' stands twice, its "
                                + "counts would be used twice; tell bundles apart by a column 'bundle'");
        table.stringColumn("band").set(1, "s");
        assertThatThrownBy(() -> Bundle.of(table))
                .hasMessage("bundle table 'bundle': obsid 7 of acisf-stack/B12: its apertures have different values in "
                        + "column 'band': w, s; all must have the same");
    }

    @Test
    void observationsWithoutAStackJoinThatOfTheOthers() {
        var file = folder.resolve("joined.fits");
        var inputs = bundle().inputs();
        var alone = ObsidInput.of(
                9, inputs.get(1).unit(), List.of("r1"), inputs.get(1).response(), new double[] {3, 20});
        var joined = Bundle.of(List.of(alone, inputs.get(0).bundle("B1"))).save(file);
        assertThat(joined.inputs().stream().map(ObsidInput::stack)).containsExactly("acisf-stack", "acisf-stack");
        assertThat(Bundle.read(file)).isEqualTo(joined);
    }

    @Test
    void severalBundlesInAFileNeedReadAll() {
        var file = folder.resolve("two.fits");
        var two = List.of(bundle().inputs().get(0), bundle().inputs().get(1).bundle("B13"));
        BundleFile.write(file, two);
        assertThatThrownBy(() -> Bundle.read(file))
                .hasMessage("two.fits: holds 2 bundles (acisf-stack/B12, acisf-stack/B13); use Bundle.readAll(...)");
        assertThat(Bundle.readAll(file)).hasSize(2);
    }
}
