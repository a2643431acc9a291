package asterism.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import asterism.param.ModelException;
import asterism.random.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Free, shared, tied and held parameters, and fits of small simulated images. */
class JointTest {

    private static final PixelGrid COARSE = PixelGrid.of(24, 22, 1.1).center(0.2, -0.1);
    private static final PixelGrid FINE = PixelGrid.of(50, 48, 0.5).center(0, 0);

    private static Component galaxy() {
        return Sersic.of("galaxy")
                .perBand(Sersic.I_E)
                .start(Sersic.X, 0.4)
                .start(Sersic.Y, -0.3)
                .start(Sersic.Q, 0.6)
                .start(Sersic.PA, 0.9)
                .start(Sersic.N, 1.3)
                .start(Sersic.R_E, 2.6)
                .startIn("r", Sersic.I_E, 0.5)
                .startIn("W1", Sersic.I_E, 1.2);
    }

    private static Target[] blank() {
        return new Target[] {
            Target.of("r", FINE, new double[FINE.size()]).psf(Psf.gaussian(1.2)),
            Target.of("W1", COARSE, new double[COARSE.size()]).psf(Psf.gaussian(2.5))
        };
    }

    /** The model's own images with noise. */
    private static Target[] simulated(Joint truth, double sigma, long seed) {
        var random = RandomStream.of(seed);
        return truth.images().stream()
                .map(t -> {
                    double[] data = t.toArray();
                    for (int k = 0; k < data.length; k++) {
                        data[k] += sigma * random.nextGaussian();
                    }
                    return t.data(data).variance(sigma * sigma);
                })
                .toArray(Target[]::new);
    }

    @Test
    void aSharedParameterIsOneAndOneOfTheBandIsTwo() {
        assertThat(Joint.of(blank()).add(galaxy()).space().names())
                .containsExactly(
                        "galaxy/x",
                        "galaxy/y",
                        "galaxy/q",
                        "galaxy/PA",
                        "galaxy/n",
                        "galaxy/Re",
                        "galaxy/r/Ie",
                        "galaxy/W1/Ie");
    }

    @Test
    void aFitFindsWhatMadeTheImagesForAnyNumberOfThreads() {
        var truth = Joint.of(blank()).add(galaxy());
        var joint = Joint.of(simulated(truth, 0.02, 5))
                .add(galaxy().start(Sersic.N, 2.5).start(Sersic.PA, 0.5));
        var one = joint.fit(LevenbergMarquardt.standard().threads(1));
        var three = joint.fit(LevenbergMarquardt.standard().threads(3));
        assertThat(one.converged()).isTrue();
        assertThat(three.theta()).isEqualTo(one.theta());
        assertThat(three.chi2()).isEqualTo(one.chi2());
        double[] expected = truth.start();
        for (int k = 0; k < expected.length; k++) {
            double sigma = one.sigma(one.space().axis(k).path());
            assertThat(one.theta()[k]).isCloseTo(expected[k], within(4 * sigma));
        }
        assertThat(one.atLimits()).isEmpty();
        assertThat(one.unconstrained()).isEmpty();
    }

    @Test
    void aTiedBrightnessFollowsWithItsOffset() {
        var truth = Joint.of(blank()).add(galaxy());
        var tied = galaxy().tieIn("W1", Sersic.I_E, Sersic.I_E.in("galaxy/r"), Link.plus(0.7));
        var joint = Joint.of(simulated(truth, 0.02, 6)).add(tied);
        assertThat(joint.space().dimension()).isEqualTo(7);
        assertThat(joint.fit().value("galaxy/r/Ie")).isCloseTo(0.5, within(0.02));
        var curved = galaxy().tieIn(
                        "W1",
                        Sersic.I_E,
                        Sersic.I_E.in("galaxy/r"),
                        Link.function(v -> Math.log(v) + 1.2 - Math.log(0.5)));
        var fit = Joint.of(simulated(truth, 0.02, 6)).add(curved).fit();
        assertThat(fit.converged()).isTrue();
        assertThat(fit.value("galaxy/r/Ie")).isCloseTo(0.5, within(0.02));
    }

    @Test
    void linksInACircleAreRefused() {
        var circle = galaxy().tie(Sersic.N, Sersic.R_E.in("galaxy")).tie(Sersic.R_E, Sersic.N.in("galaxy"));
        assertThatThrownBy(() -> Joint.of(blank()).add(circle).space())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("links in a circle: galaxy/n -> galaxy/Re -> galaxy/n");
    }

    @Test
    void lockedParametersStayInTheImageAndOutOfTheVector() {
        var joint =
                Joint.of(blank()).add(galaxy().locked()).add(FlatSky.of("sky").start(FlatSky.I_0, 0.2));
        assertThat(joint.space().names()).containsExactly("sky/sky");
        double peak = 0;
        for (double flux : joint.images().get(0).toArray()) {
            peak = Math.max(peak, flux);
        }
        assertThat(peak).isGreaterThan(0.5);
    }

    @Test
    void onlyThePixelsThatAComponentCoversCount() {
        var joint = Joint.of(blank()).add(galaxy().window("r", 10, 30, 12, 30).window("W1", 4, 20, 4, 18));
        assertThat(joint.fit(LevenbergMarquardt.standard().passes(1)).pixels()).isEqualTo(20 * 18 + 16 * 14);
        assertThatThrownBy(() -> Joint.of(blank())
                        .add(galaxy().window("r", 10, 60, 12, 30))
                        .space())
                .hasMessageContaining("reaches beyond image 'r'");
    }

    @Test
    void aSkyMayBeNegativeAndAPlaneKnowsTheAreaOfAPixel() {
        var grid = PixelGrid.of(30, 20, 0.5).center(3, 4);
        var sky = PlaneSky.of("sky")
                .start(PlaneSky.I_0, -0.8)
                .start(PlaneSky.G_X, 0.02)
                .start(PlaneSky.G_Y, -0.01);
        var image = Joint.of(Target.blank("r", grid)).add(sky).images().get(0);
        for (int i : new int[] {0, 17, 29}) {
            double brightness = -0.8 + 0.02 * (grid.x(i + 0.5, 5.5) - 3) - 0.01 * (grid.y(i + 0.5, 5.5) - 4);
            assertThat(image.data(i, 5)).isCloseTo(0.25 * brightness, within(1e-15));
        }
        var flat = Joint.of(image.variance(1e-4)).add(FlatSky.of("sky")).fit();
        assertThat(flat.value("sky/sky")).isCloseTo(-0.8, within(1e-10)); // the mean of a plane is that of its middle
    }

    @Test
    void aPointNeedsAPsf() {
        var target = Target.of("r", FINE, new double[FINE.size()]);
        var star = PointSource.of("star")
                .start(PointSource.X, 0)
                .start(PointSource.Y, 0)
                .start(PointSource.FLUX, 1);
        assertThatThrownBy(() -> Joint.of(target).add(star).images()).hasMessageContaining("image 'r' has no PSF");
    }

    @Test
    void aStarOfAStampAndOfItsFormulaAgree() {
        var gaussian = Psf.gaussian(2.4).size(41); // 4.8 pixels: the stamp knows all of it
        var blank = Target.of("r", FINE, new double[FINE.size()]);
        var grid = PixelGrid.of(41, 41, 0.5).center(0, 0);
        var middle = PointSource.of("star")
                .start(PointSource.X, 0)
                .start(PointSource.Y, 0)
                .start(PointSource.FLUX, 1);
        var exact = Joint.of(Target.of("stamp", grid, new double[41 * 41]).psf(gaussian))
                .add(middle)
                .images()
                .get(0)
                .toArray();
        var star = middle.start(PointSource.X, 0.61).start(PointSource.Y, -0.87);
        double[] formula =
                Joint.of(blank.psf(gaussian)).add(star).images().get(0).toArray();
        double[] stamp = Joint.of(blank.psf(Psf.stamp(41, 41, exact)))
                .add(star)
                .images()
                .get(0)
                .toArray();
        double peak = 0;
        double worst = 0;
        for (int k = 0; k < stamp.length; k++) {
            peak = Math.max(peak, formula[k]);
            worst = Math.max(worst, Math.abs(stamp[k] - formula[k]));
        }
        assertThat(worst / peak).isLessThan(1e-4);
    }

    @Test
    void oneBandsBrightnessIsHeldAndAHeldParameterSetFreeAgain() {
        var held = galaxy().fixIn("W1", Sersic.I_E, 1.1).lock(Sersic.N);
        assertThat(Joint.of(blank()).add(held).space().names())
                .containsExactly("galaxy/x", "galaxy/y", "galaxy/q", "galaxy/PA", "galaxy/Re", "galaxy/r/Ie");
        assertThat(Joint.of(blank()).add(held.unlock(Sersic.N)).space().names()).contains("galaxy/n");
    }

    /** Half of the peak at half of the FWHM, and all of the light, within 1 % in the wings beyond the image. */
    @Test
    void aStarBehindAMoffatPsf() {
        var grid = PixelGrid.of(301, 301, 0.1).center(0, 0);
        var image = Joint.of(Target.blank("r", grid).psf(Psf.moffat(1.2, 3)))
                .add(PointSource.of("star")
                        .start(PointSource.X, 0)
                        .start(PointSource.Y, 0)
                        .start(PointSource.FLUX, 2))
                .images()
                .get(0);
        double sum = 0;
        for (double flux : image.toArray()) {
            sum += flux;
        }
        assertThat(sum).isCloseTo(2, within(2e-3));
        assertThat(image.data(156, 150) / image.data(150, 150)).isCloseTo(0.5, within(5e-3));
        // 1 + (r/a)^2 to the power of -3, with (2^(1/3) - 1) a^2 = 0.36
        double a2 = 0.36 / (Math.cbrt(2) - 1);
        double wing = 2 * 0.01 * 2 / (Math.PI * a2) * Math.pow(1 + 16 / a2, -3);
        assertThat(image.data(190, 150)).isCloseTo(wing, within(1e-3 * wing)); // a pixel is not its middle: 8e-4
    }

    @Test
    void aGalaxyMuchSmallerThanAPixelKeepsItsLight() {
        double re = 0.005;
        double q = 0.3;
        var dot = galaxy().start(Sersic.N, 0.5).start(Sersic.R_E, re).start(Sersic.Q, q);
        var grid = PixelGrid.of(32, 30, 0.5).center(0, 0);
        var image = Joint.of(Target.of("r", grid, new double[grid.size()]))
                .add(dot)
                .images()
                .get(0)
                .toArray();
        double total = Math.PI * q * re * re * Math.pow(10, 0.5) * Math.exp(Sersic.b(0.5)) / Sersic.b(0.5);
        assertThat(Arrays.stream(image).sum() / total).isCloseTo(1, within(1e-6));
    }

    @Test
    void aStartThatLeadsNowhereIsLeftForOneFromTheImages() {
        var truth = Joint.of(blank()).add(galaxy());
        var astray = galaxy().start(Sersic.X, -10.5)
                .start(Sersic.Y, 10)
                .start(Sersic.R_E, 0.1)
                .start(Sersic.Q, 0.2);
        var joint = Joint.of(simulated(truth, 0.02, 5)).add(astray);
        var fit = joint.fit();
        assertThat(fit.converged()).isTrue();
        assertThat(fit.reducedChi2()).isBetween(0.9, 1.1);
        assertThat(fit.message()).startsWith("success").contains("begun anew from the images");
        var alone = joint.fit(LevenbergMarquardt.standard().onlyFromGivenStart());
        assertThat(alone.message()).doesNotContain("anew");
        assertThat(alone.chi2()).isGreaterThan(fit.chi2() + 100);
    }
}
