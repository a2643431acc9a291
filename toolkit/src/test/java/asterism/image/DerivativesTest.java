package asterism.image;

import static org.assertj.core.api.Assertions.assertThat;

import asterism.param.Parameter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Analytic derivatives of every model against differences of its images, on rotated, flipped and sheared pixels. */
class DerivativesTest {

    private static final double[][] PSF = {{0.02, 0.08, 0.03}, {0.1, 0.5, 0.07}, {0.04, 0.11, 0.05}};

    static Stream<Component> models() {
        return Stream.of(
                with(Sersic.of("sersic n 0.8"), Sersic.N, 0.8, Sersic.R_E, 2.1, Sersic.I_E, 0.3),
                with(Sersic.of("sersic n 4"), Sersic.N, 4, Sersic.R_E, 2.1, Sersic.I_E, -0.2),
                with(Exponential.of("exponential"), Exponential.R_E, 1.7, Exponential.I_E, 0.2),
                with(GaussianEllipse.of("gaussian"), GaussianEllipse.SIGMA, 1.1, GaussianEllipse.LOG_FLUX, 1),
                with(Moffat.of("moffat"), Moffat.N, 2.2, Moffat.R_D, 1.3, Moffat.I_0, 0.4),
                with(
                        Nuker.of("nuker"),
                        Nuker.R_B,
                        1.4,
                        Nuker.ALPHA,
                        2.1,
                        Nuker.BETA,
                        2.9,
                        Nuker.GAMMA,
                        0.3,
                        Nuker.I_B,
                        0.1),
                with(
                        Spline.of("spline", 0, 0.8, 1.7, 3, 5),
                        Spline.I_R.bin(1),
                        0.8,
                        Spline.I_R.bin(2),
                        0.5,
                        Spline.I_R.bin(3),
                        0.1,
                        Spline.I_R.bin(4),
                        -0.6,
                        Spline.I_R.bin(5),
                        -1.4),
                with(
                        Radial.with("radial", (r, p) -> 1 / (1 + Math.pow(r / p[0], 3)), Radial.CORE),
                        Radial.CORE,
                        1.2,
                        Radial.I_0,
                        0.2),
                PointSource.of("point")
                        .start(PointSource.X, 4.37)
                        .start(PointSource.Y, 3.81)
                        .start(PointSource.FLUX, 12),
                FlatSky.of("flat").start(FlatSky.I_0, 0.3),
                PlaneSky.of("plane")
                        .start(PlaneSky.I_0, 0.3)
                        .start(PlaneSky.G_X, 0.02)
                        .start(PlaneSky.G_Y, -0.03));
    }

    /** A galaxy with the given values: parameter, number, parameter, number ... */
    private static Component with(Component c, Object... values) {
        var out = c.start(Ellipse.X, 4.31)
                .start(Ellipse.Y, 3.86)
                .start(Ellipse.Q, 0.55)
                .start(Ellipse.PA, 0.8);
        for (int i = 0; i < values.length; i += 2) {
            out = out.start((Parameter) values[i], ((Number) values[i + 1]).doubleValue());
        }
        return out;
    }

    static List<Target> targets() {
        var grid = PixelGrid.of(21, 19, 0.4);
        var data = new double[21 * 19];
        return List.of(
                Target.of("stamp", grid, data).psf(Psf.stamp(PSF)),
                Target.of("rotated", grid.rotated(0.4), data)
                        .psf(Psf.gaussian(0.9).size(7)),
                Target.of(
                                "flipped and sheared",
                                grid.matrix(-0.4, 0.05, 0.08, 0.35).center(4.2, 3.8),
                                data)
                        .psf(Psf.moffat(0.9, 2.5).size(7)),
                Target.of("upscaled", grid, data)
                        .psf(Psf.gaussian(0.9).upscale(3).size(15)));
    }

    @ParameterizedTest
    @MethodSource("models")
    void agreeWithDifferences(Component model) {
        for (var target : targets()) {
            var joint = Joint.of(target).add(model);
            double[] theta = joint.start();
            int n = theta.length;
            try (var scene = joint.scene(1)) {
                double[] weighted = new double[n * n];
                double[] gradient = new double[n];
                scene.linearize(theta, weighted, gradient);
                double[] chi2Slope = new double[n];
                for (int k = 0; k < n; k++) {
                    double h = 2e-3; // pixels are known to 1e-8, so much smaller steps show their rounding
                    chi2Slope[k] = (8 * (chi2(scene, theta, k, h / 2) - chi2(scene, theta, k, -h / 2))
                                    - (chi2(scene, theta, k, h) - chi2(scene, theta, k, -h)))
                            / (6 * h);
                }
                for (int k = 0; k < n; k++) {
                    // chi2 = sum (0 - model)^2, so d chi2/d theta = -2 g
                    double scale = Math.sqrt(weighted[k * n + k] * chi2(scene, theta, k, 0));
                    assertThat(Math.abs(chi2Slope[k] + 2 * gradient[k]) / scale)
                            .as(
                                    "%s, %s, %s",
                                    model.name(), target.name(), joint.space().axis(k))
                            .isLessThan(isCuspy(model) ? 1e-4 : 2e-5);
                }
            }
        }
    }

    /** Where dI/dR has no limit at the center, its integral over the central pixel is less exact than that of I. */
    private static boolean isCuspy(Component model) {
        return model.name().equals("sersic n 4") || model.name().equals("nuker");
    }

    private static double chi2(Scene scene, double[] theta, int k, double h) {
        double[] moved = theta.clone();
        moved[k] += h;
        return scene.chi2(moved);
    }
}
