package asterism.region;

import static asterism.infer.Samplers.ensemble;
import static asterism.prior.Prior.logUniform;
import static asterism.prior.Prior.normalAbout;
import static asterism.prior.Prior.uniform;
import static org.assertj.core.api.Assertions.assertThat;

import asterism.SimulationBasedCalibration;
import asterism.sed.Calzetti;
import asterism.sed.DraineLi07;
import asterism.sed.PiecewiseSfh;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Simulation-based calibration of the NGC 628 model: two regions, 18 parameters, the connection of q_PAH, bands where the
 * center is measured and bands where only the sum is; with 12 of the 24 bands.
 */
@Tag("nightly")
@Tag("statistical")
class Ngc628CalibrationTest {

    private static final int SIMULATIONS = 200;
    private static final int DRAWS = 63;
    private static final int BINS = 16;
    private static final double ALPHA = 0.001;

    /** Twelve bands from the ultraviolet to 500 um; the center is not measured beyond the mid-infrared. */
    private static RegionModel model() {
        var all = RegionPhotometryTest.ngc628();
        var kept = java.util.List.of(
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

    @Test
    void ranksOfAll18ParametersAreUniform() {
        var model = model();
        assertThat(model.space().dimension()).isEqualTo(18);
        var sampler = ensemble().walkers(48).steps(6000).burnIn(2000).thin(10).threads(1);
        var calibration = SimulationBasedCalibration.run(
                model.bind(),
                (truth, random) -> model.data(model.simulate(truth, random)).bind(),
                (posterior, seed) -> sampler.seed(seed).run(posterior),
                SIMULATIONS,
                DRAWS,
                628);
        System.out.println(calibration.report(BINS));
        assertThat(calibration.worst(BINS)).as(calibration.report(BINS)).isGreaterThan(ALPHA / 18);
    }
}
