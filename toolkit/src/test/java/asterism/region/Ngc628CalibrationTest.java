package asterism.region;

import static asterism.infer.Samplers.ensemble;
import static asterism.infer.Samplers.ess;
import static asterism.prior.Prior.logUniform;
import static asterism.prior.Prior.normalAbout;
import static asterism.prior.Prior.uniform;
import static org.assertj.core.api.Assertions.assertThat;

import asterism.SimulationBasedCalibration;
import asterism.sed.Calzetti;
import asterism.sed.DraineLi07;
import asterism.sed.PiecewiseSfh;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Simulation-based calibration of the NGC 628 model: two regions, 18 parameters, the connection of q_PAH, bands where the
 * center is measured and bands where only the sum is; with 12 of the 24 bands.
 *
 * <p>Each fit goes on until it says itself that it has converged: 50 autocorrelation times, 400 effective samples, R-hat at most
 * 1.05. The autocorrelation time is 450 to 900 steps; with chains of one length for all, even of 32 000 steps, the slowest of 200 data
 * sets was left with 320 effective samples. The 63 draws that a truth is ranked among come from all 48 walkers; two of one walker are
 * more than 35 autocorrelation times apart.
 */
@Tag("long")
@Tag("statistical")
class Ngc628CalibrationTest {

    private static final int DRAWS = 63;
    private static final int BINS = 16;
    private static final int FEW_BINS = 8;
    private static final double ALPHA = 0.001;

    /** Twelve bands from the ultraviolet to 500 um; the center is not measured beyond the mid-infrared. */
    private static RegionModel model() {
        var all = RegionPhotometryTest.ngc628();
        var kept = List.of(
                "GALEX_FUV",
                "GALEX_NUV",
                "SDSS_u",
                "SDSS_r",
                "SDSS_z",
                "2MASS_H",
                "IRAC_CH1",
                "IRAC_CH4",
                "MIPS_CH1",
                "PACS_blue",
                "PACS_red",
                "SPIRE_250");
        var data = RegionPhotometry.of(
                all.regions(),
                kept,
                all.measurements().stream().filter(m -> kept.contains(m.band())).toList());
        var disk = Ngc628.sed()
                .prior(PiecewiseSfh.PSI, logUniform(0.2, 5))
                .prior(Calzetti.TAU_V, uniform(0, 1.5))
                .prior(DraineLi07.U_MIN, uniform(0.7, 10))
                .prior(DraineLi07.GAMMA, uniform(0, 0.2))
                .prior(DraineLi07.Q_PAH, uniform(0.0047, 0.0458));
        var center = disk.prior(PiecewiseSfh.PSI, logUniform(0.01, 0.3))
                .prior(DraineLi07.Q_PAH, normalAbout(DraineLi07.Q_PAH.in("disk"), 0.01));
        return RegionModel.of(data)
                .region("center", center)
                .region("disk", disk)
                .modelError(0.10);
    }

    /** Of data that a model simulates and that are fitted by the model made for them. */
    private static SimulationBasedCalibration calibration(
            RegionModel model, Function<RegionPhotometry, RegionModel> fitted, int simulations) {
        var sampler = ensemble()
                .walkers(48)
                .steps(150_000)
                .thin(20)
                .burnIn(8000)
                .until(ess(400))
                .threads(1);
        return SimulationBasedCalibration.run(
                model.bind(),
                (truth, random) -> fitted.apply(model.simulate(truth, random)).bind(),
                (posterior, seed) -> sampler.seed(seed).run(posterior),
                simulations,
                DRAWS,
                628);
    }

    @Test
    void ranksOfAll18ParametersAreUniform() {
        var model = model();
        assertThat(model.space().dimension()).isEqualTo(18);
        var calibration = calibration(model, model::data, 200);
        System.out.println(calibration.report(BINS));
        assertThat(calibration.unconverged()).isEmpty();
        assertThat(calibration.worst(BINS))
                .as(calibration.report(BINS))
                .isGreaterThan(ALPHA / calibration.quantities());
    }

    /** Otherwise the test above would show nothing: errors of data and model that are taken 20 % too small. */
    @Test
    void errorsThatAreTooSmallAreSeen() {
        var calibration =
                calibration(model(), data -> model().modelError(0.8 * 0.10).data(tighter(data)), 40);
        assertThat(calibration.worst(FEW_BINS))
                .as(calibration.report(FEW_BINS))
                .isLessThan(ALPHA / calibration.quantities());
    }

    private static RegionPhotometry tighter(RegionPhotometry data) {
        return RegionPhotometry.of(
                data.regions(),
                data.bands(),
                data.measurements().stream()
                        .map(m -> new Measurement(
                                m.source(),
                                m.band(),
                                m.flux(),
                                0.8 * m.error(),
                                m.calibration().map(c -> 0.8 * c),
                                m.isLimit(),
                                m.weights()))
                        .toList());
    }
}
