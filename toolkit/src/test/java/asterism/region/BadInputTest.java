package asterism.region;

import static asterism.infer.Samplers.ensemble;
import static asterism.infer.Samplers.resume;
import static asterism.prior.Prior.normalAbout;
import static asterism.prior.Prior.tiedTo;
import static asterism.prior.Prior.uniform;
import static asterism.unit.Units.mpc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import asterism.data.Datasets;
import asterism.data.Photometry;
import asterism.sed.Calzetti;
import asterism.sed.DraineLi07;
import asterism.sed.Filter;
import asterism.sed.ModifiedCalzetti;
import asterism.sed.Pegase;
import asterism.sed.PiecewiseSfh;
import asterism.sed.Sed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an astronomer may mistype in a notebook, each with the whole message: one sentence that names the thing and says
 * what to do, in the first cell in which it can be known.
 *
 * <p>What can only be known when model and data meet is also the first line of the model's card, so that the cell in
 * which it is written shows it.
 */
class BadInputTest {

    private static final Photometry WHOLE =
            Photometry.read(Datasets.ngc628(), "FNU_OBS").missing(0.0).calibrationError("*", 0.10);

    private final Path folder;

    BadInputTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static void message(ThrowingCallable cell, String expected) {
        var error = catchThrowable(cell);
        assertThat(error).as(expected).isNotNull();
        assertThat(error.getMessage()).isEqualTo(expected);
    }

    /** A model that cannot be fitted: its card warns, and a fit is refused in the same words. */
    private static void model(RegionModel model, String... sentences) {
        message(() -> model.sample(ensemble().steps(10)), String.join("\n", sentences));
        for (var sentence : sentences) {
            assertThat(model.toText()).contains("! " + sentence.replaceAll("\\s+", " "));
        }
    }

    private static RegionModel ofOne(Photometry photometry, Sed sed) {
        return RegionModel.of(RegionPhotometry.ofTotal(photometry).remainder("galaxy"))
                .region("galaxy", sed);
    }

    @Test
    void anUnknownFilterIsAnsweredWithTheNearest() {
        model(
                ofOne(Photometry.of().band("2MASS_K", 2, 0.1), Ngc628.disk()),
                "no filter '2MASS_K'; did you mean 2MASS_Ks, 2MASS_H, 2MASS_J? Rename bands with .rename(from, to), or"
                        + " give their curves with Filter.read(\"2MASS_K\", file) and .filter(...) on the model");
        model(
                ofOne(Photometry.of().band("2MASS_K", 2, 0.1).band("SDSS u", 2, 0.1), Ngc628.disk()),
                "no filters for the bands '2MASS_K' (nearest: 2MASS_Ks), 'SDSS u' (nearest: SDSS_u). Rename bands with"
                        + " .rename(from, to), or give their curves with Filter.read(label, file) and .filter(...) on the"
                        + " model");
    }

    @Test
    void aBandOutsideTheModelsWavelengthsIsRefused() {
        var sed = Ngc628.disk();
        var radio = Photometry.of().band("radio", 2, 0.1);
        model(
                ofOne(radio, sed.filter(Filter.topHat("radio", 2000, 3000))),
                "band 'radio': only 0.0 % of its filter (2000 to 3000 um) lies inside the model's wavelengths at z = 0,"
                        + " 0.0912 to 1000 um; needs 95 %. Leave the band out with .without(\"radio\")");
        model(
                ofOne(radio, sed.filter(Filter.topHat("radio", 900, 1010))),
                "band 'radio': only 90.9 % of its filter (900 to 1010 um) lies inside the model's wavelengths at z = 0,"
                        + " 0.0912 to 1000 um; needs 95 %. Leave the band out with .without(\"radio\")");
        assertThat(ofOne(radio, sed.filter(Filter.topHat("radio", 900, 1003))).toText())
                .contains("1 datum");
    }

    @Test
    void aFluxWithoutErrorIsRefused() {
        var bare = Photometry.read(Datasets.ngc628(), "FNU_OBS").missing(0.0).only("WISE");
        var sentence =
                "photometry of 'total': no error for WISE_W1, WISE_W2, WISE_W3, WISE_W4; give errors when reading"
                        + " (.errors(column)) or .calibrationError(\"*\", 0.05)";
        model(ofOne(bare, Ngc628.disk()), sentence);
        assertThat(bare.toText()).contains("! no error yet for any band");
        assertThat(RegionPhotometry.ofTotal(bare).remainder("galaxy").toText())
                .contains("! " + sentence)
                .contains("(no error)")
                .doesNotContain("± 0");
    }

    @Test
    void errorsOfZeroBelowZeroAndNanAreRefused() throws IOException {
        for (double error : new double[] {0, -2, Double.NaN}) {
            message(
                    () -> Photometry.of().band("SDSS_g", 1, error),
                    "band 'SDSS_g': error must be finite and above 0, got "
                            + (Double.isNaN(error) ? "NaN" : Integer.toString((int) error))
                            + "; where only the calibration is uncertain, say so with .calibrationError(\"SDSS_g\","
                            + " fraction) on a table that was read without errors");
        }
        var file = Files.writeString(
                folder.resolve("fluxes.csv"),
                "band,f [mJy],e [mJy]\nSDSS_u,1,0\nSDSS_g,1,-2\nSDSS_r,1,0.1\nSDSS_i,1,\n");
        message(
                () -> Photometry.from(file).errors("e").read("f"),
                "fluxes.csv, column 'e': errors must be finite and above 0, got SDSS_u (0.0), SDSS_g (-2.0), SDSS_i (NaN);"
                        + " correct them, mark the fluxes as not measured (.missing(value)), or leave the column out and"
                        + " use .calibrationError(pattern, fraction)");
    }

    @Test
    void aBandThatStandsTwiceIsRefused() throws IOException {
        message(
                () -> WHOLE.band("SDSS_g", 1, 0.1),
                "band 'SDSS_g' stands twice; average the two measurements, or give them to RegionPhotometry as two"
                        + " measurements");
        var file = Files.writeString(folder.resolve("twice.csv"), "band,f [mJy]\nSDSS_u,1\nSDSS_g,1\nSDSS_u,2\n");
        message(
                () -> Photometry.read(file, "f"),
                "twice.csv: band 'SDSS_u' stands twice, in rows 1 and 3; average the two, or rename one and use it as a"
                        + " measurement of its own");
    }

    @Test
    void aFluxOfARegionBesideATotalIsRefused() {
        var arm = Photometry.of().band("GALEX_FUV", 1, 0.1).band("GALEX_NUV", 1, 0.1);
        var data = RegionPhotometry.ofTotal(WHOLE).region("arm", arm);
        var sentence =
                "a total and fluxes of arm stand in GALEX_FUV, GALEX_NUV: they would be counted twice; name what is"
                        + " left with .remainder(name), take the bands out of one of them (.without(\"GALEX_FUV\")), or give the"
                        + " total as .measurement(name, photometry, Seen.all()) if it was measured independently";
        model(RegionModel.of(data).region("arm", Ngc628.disk()), sentence);
        assertThat(data.toText()).contains("! " + sentence);
    }

    @Test
    void aConnectionToNowhereIsRefused() {
        model(
                Ngc628.model(normalAbout(DraineLi07.Q_PAH.in("dsk"), 0.01)),
                "connection of center/qPAH: no region 'dsk'; there are center, disk -- did you mean 'disk'?");
        model(
                Ngc628.model(normalAbout(ModifiedCalzetti.DELTA.in("disk"), 0.01)),
                "connection of center/qPAH: region 'disk' has no parameter 'delta'; it has psi_1, psi_2, psi_3, psi_4,"
                        + " psi_5, zMet, tauV, alpha, uMin, uMax, gamma, qPAH");
    }

    @Test
    void aLoopIsRefused() {
        model(
                Ngc628.model()
                        .region("disk", Ngc628.disk().prior(DraineLi07.Q_PAH, tiedTo(DraineLi07.Q_PAH.in("center")))),
                "connection loop: center/qPAH -> disk/qPAH -> center/qPAH; give one of them a prior of its own");
    }

    @Test
    void aPriorOutsideTheModelsRangeIsRefusedWhereItIsWritten() {
        message(
                () -> Ngc628.disk().prior(DraineLi07.Q_PAH, uniform(0, 1)),
                "prior U(0, 1) for qPAH reaches outside the model's range [0.0047, 0.0458] (mass fraction of PAHs in the"
                        + " dust); give one inside");
        message(
                () -> Ngc628.disk().fix(Pegase.Z_MET, 2),
                "value 2 for zMet reaches outside the model's range [0.001, 0.1] (metallicity of the stars (mass"
                        + " fraction)); give one inside");
        message(
                () -> Ngc628.disk().prior(ModifiedCalzetti.DELTA, uniform(0, 1)),
                "this model has no parameter 'delta'; it has psi_1, psi_2, psi_3, psi_4, psi_5, zMet, tauV, alpha, uMin,"
                        + " uMax, gamma, qPAH");
    }

    @Test
    void everythingThatIsMissingIsSaidAtOnce() {
        var bare = Sed.of(Pegase.kroupa(), PiecewiseSfh.bins(), Calzetti.law(), DraineLi07.dust());
        var data = RegionPhotometry.ofTotal(WHOLE.rename("2MASS_Ks", "2MASS_K"))
                .region("center", Photometry.of().band("SDSS_g", 2, 0.2))
                .remainder("disk");
        model(
                RegionModel.of(data)
                        .region("center", bare)
                        .region("disk", bare.at(mpc(7.3)).fix(DraineLi07.ALPHA, 2)),
                "region 'center' is at 10 Mpc, z = 0, region 'disk' at 7.3 Mpc, z = 0; regions of one galaxy need the same"
                        + " .at(...)",
                "region 'center' cannot be sampled: psi_1, psi_2, psi_3, psi_4, psi_5, zMet, tauV, alpha, uMin, uMax,"
                        + " gamma, qPAH have no prior and no value; use .prior(...), .fix(...) or .tie(...)",
                "region 'disk' cannot be sampled: psi_1, psi_2, psi_3, psi_4, psi_5, zMet, tauV, uMin, uMax, gamma, qPAH"
                        + " have no prior and no value; use .prior(...), .fix(...) or .tie(...)",
                "no filter '2MASS_K'; did you mean 2MASS_Ks, 2MASS_H, 2MASS_J? Rename bands with .rename(from, to), or"
                        + " give their curves with Filter.read(\"2MASS_K\", file) and .filter(...) on the model");
        model(
                RegionModel.of(data).region("center", Ngc628.disk()),
                "region 'disk' has no model; add .region(\"disk\", sed)");
    }

    @Test
    void fewerWalkersThanTwiceTheDimensionAreRefused() {
        message(
                () -> Ngc628.model().sample(ensemble().walkers(30)),
                "walkers(30): an ensemble needs at least twice as many walkers as parameters, here 36 for 18 parameters;"
                        + " use walkers(72)");
    }

    @Test
    void aFitsFileWithoutTheColumnOrTheHduIsRefused() {
        message(
                () -> Photometry.read(Datasets.ngc628(), "FNU_OBSS"),
                "ngc628-photometry.fits[1]: no column 'FNU_OBSS'; columns are FILTER_LABELS, WAVELENGTH, FNU_OBS,"
                        + " FNU_CENT_OBS -- did you mean 'FNU_OBS'?");
        message(
                () -> Photometry.from(Datasets.ngc628()).hdu(4).read("FNU_OBS"),
                "ngc628-photometry.fits: no HDU 4; it has HDUs 0 (image), 1 (table)");
    }

    @Test
    void aTruncatedFitsFileIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(Datasets.ngc628());
        var inTheTable = Files.write(folder.resolve("table.fits"), Arrays.copyOf(bytes, bytes.length - 3000));
        message(
                () -> Photometry.read(inTheTable, "FNU_OBS"),
                "table.fits[1]: cannot be read as a FITS table (it ends too early); the file may be cut off or damaged:"
                        + " fetch it again");
        var beforeIt = Files.write(folder.resolve("header.fits"), Arrays.copyOf(bytes, 4000));
        message(
                () -> Photometry.read(beforeIt, "FNU_OBS"),
                "header.fits: no HDU 1; it has HDUs 0 (image); the file ends in the middle of a block (4000 bytes): it was"
                        + " cut off, fetch it again");
    }

    @Test
    void aCheckpointOfAnotherModelIsRefused() {
        var file = folder.resolve("fit.h5");
        Ngc628.model().sample(ensemble().walkers(36).steps(20).checkpoint(file));
        var other = Ngc628.model().modelError(0.05);
        var expected =
                file + " holds a chain of another model or other data (Model of 2 regions: center, disk); delete it"
                        + " or name another checkpoint";
        message(() -> other.sample(resume(file)), expected);
        message(() -> other.sample(ensemble().walkers(36).steps(20).checkpoint(file)), expected);
        var none = folder.resolve("none.h5");
        message(() -> other.sample(resume(none)), none + ": there is no such file");
    }

    @Test
    void aMisspelledNameInAResultIsAnsweredWithTheNearest() {
        var samples = Ngc628.model().sample(ensemble().walkers(36).steps(20)).samples();
        message(
                () -> samples.region("dsik"),
                "no region 'dsik' in these samples; they have [center, disk] -- did you mean 'disk'?");
        assertThat(catchThrowable(() -> samples.median("disk/tau_V"))).hasMessageContaining("did you mean 'disk/tauV'");
    }
}
