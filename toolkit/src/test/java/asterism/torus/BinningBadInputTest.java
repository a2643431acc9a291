package asterism.torus;

import static asterism.unit.Units.kmPerS;
import static asterism.unit.Units.kpc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import asterism.unit.Length;
import asterism.unit.Velocity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What may be mistyped on the way from a table of stars to pixels and mass, each with the whole message. */
class BinningBadInputTest {

    private static final Binning PIXELS =
            Binning.of(Length.range(kpc(-1), kpc(1), 5), Velocity.range(kmPerS(-60), kmPerS(60), 5));
    private static final Stars THREE = Stars.of(kpc(0, 0.1, 0.2), kmPerS(1, 2, 3));
    private static final double NONE = Double.NaN;

    private static void message(ThrowingCallable cell, String expected) {
        var error = catchThrowable(cell);
        assertThat(error).as(expected).isNotNull();
        assertThat(error.getMessage()).isEqualTo(expected);
    }

    @Test
    void edgesThatDoNotIncreaseAreRefused() {
        message(
                () -> Binning.of(kpc(-1, 0.5, 0), kmPerS(-60, 60)),
                "binning: the edges of the heights must be finite and increase, but edge 2 = 0.0 kpc follows 0.5 kpc; "
                        + "sort them");
        message(
                () -> Binning.of(kpc(-1, 1), kmPerS(-60, -60)),
                "binning: the edges of the velocities must be finite and increase, but edge 1 = -60.0 km/s follows -60.0 "
                        + "km/s; sort them");
        message(
                () -> Binning.of(kpc(NONE, 1), kmPerS(-60, 60)),
                "binning: the edges of the heights must be finite and increase, but edge 0 = NaN kpc; sort them");
        message(
                () -> Binning.of(kpc(1), kmPerS(-60, 60)),
                "binning: the heights need at least 2 edges, got 1; n + 1 edges make n pixels");
    }

    @Test
    void starsThatFallIntoNoPixelAreRefused() {
        var far = Stars.of(kpc(100, 200), kmPerS(1, 2)).label(new double[] {1, 2});
        var why =
                " lies within the edges of the pixels with what is asked for; compare the units and ranges of stars and "
                        + "edges";
        message(() -> PIXELS.counts(far), "counts(stars): none of the 2 stars" + why);
        message(() -> PIXELS.meanLabel(far), "meanLabel(stars): none of the 2 stars" + why);
        message(
                () -> PIXELS.meanLabel(THREE.label(new double[] {NONE, NONE, NONE})),
                "meanLabel(stars): none of the 3 stars" + why);
    }

    @Test
    void labelsThatAreMissingOrTooFewAreRefused() {
        message(() -> PIXELS.meanLabel(THREE), "meanLabel(stars): the stars have no label; give it with .label(...)");
        message(
                () -> PIXELS.meanLabel(THREE.label(new double[] {1, 2, 3})),
                "meanLabel(stars): the scatter of the labels cannot be told, no pixel has more than 128 stars (the fullest has "
                        + "3); take larger pixels, .scatterFrom(fewer), or give it with .scatter(s)");
        message(
                () -> PIXELS.scatterFrom(1).meanLabel(THREE.label(new double[] {0.1, 0.1, 0.1})),
                "meanLabel(stars): the stars of a pixel all have the same label, so that its error cannot be told; check the column "
                        + "of the label, or give the scatter with .scatter(s)");
        message(
                () -> THREE.label(new double[] {1, 2}),
                "stars: there are 3 stars with height and velocity, but 2 labels");
        message(
                () -> THREE.label(new double[] {1, 2, 3}, new double[] {0.1, 0, -0.1}),
                "stars: 2 of 3 label errors are 0 or below; an error is a standard deviation above 0, and NaN where a star has "
                        + "none");
        message(() -> PIXELS.scatter(-1), "scatter(s): a standard deviation of 0 or above is needed, got -1.0");
        message(() -> PIXELS.scatterFrom(0), "scatterFrom(stars): at least 1 is needed, got 0");
    }

    @Test
    void emptyAndAllNanBinsAreRefused() {
        var pixels = PIXELS.pixels();
        double[] nan = new double[16];
        Arrays.fill(nan, NONE);
        assertThat(catchThrowable(() -> pixels.label(nan, nan).withLabel()).getMessage())
                .startsWith("withLabel(): all 16 pixels are empty");
        assertThat(catchThrowable(() -> pixels.counts(new double[16]).requireCounts("fit"))
                        .getMessage())
                .startsWith("fit: all 16 pixels are empty");
    }

    @Test
    void columnsAreNamedWithTheirUnits(@TempDir Path folder) throws Exception {
        var table = Table.create(
                "gaia",
                DoubleColumn.create("z", 0.1, 0.2),
                DoubleColumn.create("vz", 1, 2),
                StringColumn.create("id", "a", "b"));
        message(
                () -> Stars.of(table, "z", "vz [km/s]"),
                "table 'gaia': column 'z' has no unit; say it behind the name, as in \"z [kpc]\"");
        message(
                () -> Stars.of(table, "z [kpc]", "v_z [km/s]"),
                "table 'gaia': no column 'v_z'; columns are z, vz, id -- did you mean 'vz' or 'z'?");
        message(
                () -> Stars.of(table, "z [km/s]", "vz [km/s]"),
                "'km/s' is no unit of length that is known here; give one of Mpc, km, kpc, pc");
        message(
                () -> Stars.of(table, "z [kpc]", "vz [km/s]").label("id"),
                "table 'gaia': column 'id' is text, numbers are needed");
        message(
                () -> Stars.of(kpc(0, 1), kmPerS(1)),
                "stars: each needs a height and a velocity, got 2 heights and 1 velocities");
        message(
                () -> Stars.of(kpc(NONE), kmPerS(1)),
                "stars: none of the 1 stars has both a finite height and a finite velocity; check the names of the columns");
        var file = folder.resolve("bad.csv");
        Files.writeString(file, "z [kpc],vz [km/s]\n1,2\n3\n");
        assertThat(catchThrowable(() -> Stars.read(file, "z", "vz")).getMessage())
                .startsWith("bad.csv, line 3");
    }

    @Test
    void aMockSlabNeedsMassAndMotion() {
        message(() -> IsothermalSlab.of(-0.1, kmPerS(25)), "slab: the density must be above 0 Msun/pc^3, got -0.1");
        message(() -> IsothermalSlab.of(0.1, kmPerS(0)), "slab: the velocity dispersion must be above 0, got 0 km/s");
        var slab = IsothermalSlab.of(0.1, kmPerS(25));
        message(() -> slab.stars(0), "stars(n): at least 1 is needed, got 0");
        message(() -> slab.labelScatter(-1), "labelScatter(s): a standard deviation of 0 or above is needed, got -1.0");
        message(
                () -> slab.expected(PIXELS, 10),
                "expected(...): without scatter there are no errors; give it with .labelScatter(s)");
    }

    @Test
    void figuresAndComparisonsSayWhatTheyNeed() {
        var one = AccelerationProfile.gaussian(
                new double[] {0.2},
                new double[] {-1e-3},
                new double[] {1e-4},
                new double[] {-5e-3},
                new double[] {1e-3},
                "test");
        message(
                () -> TorusPlots.accelerationPlot(one),
                "a profile needs at least 2 heights to be drawn, got 1; use Length.range(lo, hi, n)");
        message(
                () -> PotentialComparison.of(one, IsothermalSlab.of(0.1, kmPerS(25)))
                        .largestError(kpc(0.5), kpc(1)),
                "no height of the profile (0.2 kpc) lies within 0.5 kpc ... 1 kpc of 0; ask for heights "
                        + "that it has");
        message(
                () -> TorusPlots.pixelPlot(BinnedData.of(kpc(0, 1), kmPerS(0, 1))),
                "an image needs a grid of at least 2 x 2 pixels, got 1 x 2; make the data by Binning or BinnedData.grid(...), "
                        + "not as a list of pixels");
    }
}
