package asterism.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Fits of the reference problems, against the optima that an independent program found. */
class ReferenceFitsTest {

    private static final List<String> BANDS = List.of("r", "W1", "NUV");

    static Target[] bands(String file) {
        var planes = Reference.planes(file);
        var psfs = Reference.planes("models.fits");
        return BANDS.stream()
                .map(b -> Reference.target(b, plane(planes, b)).psf(Reference.psf(plane(psfs, "PSF_" + b))))
                .toArray(Target[]::new);
    }

    private static Reference.Plane plane(Map<String, Reference.Plane> planes, String name) {
        return Objects.requireNonNull(planes.get(name), name);
    }

    static Joint sersic(Target... targets) {
        return Joint.of(targets)
                .add(Sersic.of("galaxy")
                        .perBand(Sersic.I_E)
                        .start(Sersic.X, 65.5)
                        .start(Sersic.Y, 65.5)
                        .start(Sersic.Q, 0.7)
                        .start(Sersic.PA, 1.4)
                        .start(Sersic.N, 2)
                        .start(Sersic.R_E, 8)
                        .start(Sersic.I_E, 0));
    }

    private static void requireOptimum(String problem, JointFit fit, double tolerance) {
        double optimum = Reference.json("expected.json")
                .get(problem)
                .get("optimum")
                .get("chi2")
                .number();
        assertThat(fit.converged()).as(fit.message()).isTrue();
        assertThat(fit.chi2() - optimum).as(problem).isLessThan(tolerance);
    }

    @Test
    void t1() {
        requireOptimum("t1", sersic(bands("t1_target.fits")).fit(), 0.1);
    }

    @Test
    void t1cusp() {
        requireOptimum("t1cusp", sersic(bands("t1cusp_target.fits")).fit(), 0.1);
    }

    @Test
    void t1stars() {
        requireOptimum("t1stars", sersic(bands("t1stars_target.fits")).fit(), 0.1);
    }
}
