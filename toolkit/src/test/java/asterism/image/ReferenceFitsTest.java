package asterism.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import asterism.ReferenceJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
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
        assertThat(fit.chi2() - optimum).as(problem).isBetween(-tolerance, tolerance);
    }

    @Test
    void t1() {
        requireOptimum("t1", sersic(bands("t1_target.fits")).fit(), 0.1);
    }

    @Test
    void aPsfThatIsGivenIsApplied() {
        var targets = bands("t1_target.fits");
        double with = sersic(targets).fit().chi2();
        var bare = Stream.of(targets).map(Target::withoutPsf).toArray(Target[]::new);
        double without = sersic(bare).fit().chi2();
        assertThat(without - with).isBetween(600.0, 670.0);
    }

    @Test
    void t1cusp() {
        requireOptimum("t1cusp", sersic(bands("t1cusp_target.fits")).fit(), 0.1);
    }

    @Test
    void t1stars() {
        requireOptimum("t1stars", sersic(bands("t1stars_target.fits")).fit(), 0.1);
    }

    /** As t1stars, with the pixels around the stars masked: 20" about the first one, 6" about the others. */
    @Test
    void t1starsmasked() {
        var stars = Reference.json("t1stars_truth.json").get("stars").list().stream()
                .map(s -> s.get("center").numbers())
                .toList();
        var masked = Stream.of(bands("t1stars_target.fits"))
                .map(t -> t.mask(near(t.grid(), stars)))
                .toArray(Target[]::new);
        var fit = sersic(masked).fit();
        requireOptimum("t1starsmasked", fit, 0.1);
        var optimum = Reference.json("expected.json").get("t1starsmasked", "optimum");
        assertThat(fit.pixels()).isEqualTo(optimum.get("npix").integer());
        double[] x = optimum.get("x").numbers();
        double[] sigma = optimum.get("sigma").numbers();
        for (int k = 0; k < x.length; k++) {
            assertThat(fit.theta()[k]).isCloseTo(x[k], within(0.05 * sigma[k]));
            assertThat(fit.sigma(fit.space().axis(k).path())).isCloseTo(sigma[k], within(0.01 * sigma[k]));
        }
    }

    private static boolean[] near(PixelGrid grid, List<double[]> stars) {
        boolean[] out = new boolean[grid.size()];
        for (int k = 0; k < out.length; k++) {
            double x = grid.x(k % grid.width() + 0.5, k / grid.width() + 0.5);
            double y = grid.y(k % grid.width() + 0.5, k / grid.width() + 0.5);
            for (int s = 0; s < stars.size(); s++) {
                out[k] |= Math.hypot(x - stars.get(s)[0], y - stars.get(s)[1]) < (s == 0 ? 20 : 6);
            }
        }
        return out;
    }

    /** Four objects, each a spline in r and a Sersic model in W1 and NUV; rough starts, as an eye gives them. */
    static Joint fourObjects(Target... targets) {
        var joint = Joint.of(targets);
        int k = 0;
        for (var object : Reference.json("t2_truth.json").get("objects").list()) {
            var shared = object.get("shared");
            var center = shared.get("center").numbers();
            var group = Group.of("object " + k)
                    .add(spline(targets[0].grid(), window(object, "r")))
                    .add(sersicLight("W1"))
                    .add(sersicLight("NUV"))
                    .shared(Ellipse.X, Ellipse.Y, Ellipse.Q, Ellipse.PA)
                    .limits(Ellipse.Q, 0.02, 0.999)
                    .start(Ellipse.X, center[0] + 0.3)
                    .start(Ellipse.Y, center[1] - 0.3)
                    .start(Ellipse.Q, 0.5)
                    .start(Ellipse.PA, shared.get("PA").number() + 0.15);
            for (var band : BANDS) {
                group = group.window(band, window(object, band));
            }
            joint = joint.add(group);
            k++;
        }
        return joint;
    }

    private static Component spline(PixelGrid grid, Window window) {
        double[] knots = Spline.knots(grid, window);
        var spline = Spline.of("r light", knots).in("r").limits(Spline.I_R, -6, 3);
        for (int k = 0; k < knots.length; k++) {
            spline = spline.start(Spline.I_R.bin(k + 1), 0.3 - 0.25 * knots[k]);
        }
        return spline;
    }

    private static Component sersicLight(String band) {
        return Sersic.of(band + " light")
                .in(band)
                .start(Sersic.N, 1)
                .start(Sersic.R_E, 4)
                .start(Sersic.I_E, 0);
    }

    private static Window window(ReferenceJson object, String band) {
        var w = object.get("windows").get(band).rows();
        return new Window((int) w[0][0], (int) w[0][1], (int) w[1][0], (int) w[1][1]);
    }

    @Test
    @Tag("long")
    void t2ReportsTheIndicesAtTheirLimit() {
        var targets = bands("t2_target.fits");
        var optimum = Reference.json("expected.json").get("t2");
        double uncovered = optimum.get("coverage").get("uncovered_chi2").number(); // which the optimum counts
        var joint = fourObjects(targets);
        assertThat(joint.space().dimension()).isEqualTo(100);
        var fit = joint.fit();
        double above =
                fit.chi2() + uncovered - optimum.get("optimum").get("chi2").number();
        assertThat(fit.converged()).as(fit.message()).isTrue();
        assertThat(above).isLessThan(0.5);
        assertThat(fit.pixels())
                .isEqualTo(optimum.get("coverage").get("covered_pixels").integer());
        var expected = optimum.get("optimum").get("at_limit").list().stream()
                .map(name -> name.text().split("_"))
                .map(parts -> "object " + parts[0] + "/" + parts[2] + " light/" + parts[1])
                .toList();
        assertThat(fit.atLimits().stream().filter(name -> name.endsWith("/n")))
                .hasSize(5)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(fit.unconstrained()).isEmpty();
        assertThat(passes(fit)).isLessThan(60); // straight steps take 90
    }

    private static long passes(JointFit fit) {
        return fit.log().stream().filter(line -> line.contains("iter")).count();
    }

    @Test
    void dither() {
        var planes = Reference.planes("dither_target.fits");
        var psf = Reference.psf(plane(planes, "PSF"));
        var targets = IntStream.range(0, 5)
                .mapToObj(k -> Reference.target("dither " + k, plane(planes, "DITHER" + k))
                        .psf(psf))
                .toArray(Target[]::new);
        var joint = Joint.of(targets)
                .add(Sersic.of("galaxy")
                        .start(Sersic.X, 20)
                        .start(Sersic.Y, 20)
                        .start(Sersic.Q, 0.8)
                        .start(Sersic.PA, 1.2)
                        .start(Sersic.N, 1)
                        .start(Sersic.R_E, 3)
                        .start(Sersic.I_E, 0));
        assertThat(joint.space().dimension()).isEqualTo(7);
        requireOptimum("dither", joint.fit(), 0.1);
    }

    /** The supernova is the integral of a Gaussian in the reference, so that the PSFs are given as Gaussians, not as their stamps. */
    private static Target[] epochs() {
        var planes = Reference.planes("timeseries_target.fits");
        var epochs = Reference.json("timeseries_truth.json").get("epochs").list();
        return IntStream.range(0, 5)
                .mapToObj(k -> Reference.target("epoch " + k, plane(planes, "EPOCH" + k))
                        .psf(Psf.gaussian(2.355
                                        * epochs.get(k).get("psf_sigma_arcsec").number())
                                .size(plane(planes, "PSF" + k).width())))
                .toArray(Target[]::new);
    }

    @Test
    void timeseries() {
        var joint = Joint.of(epochs())
                .add(Sersic.of("host")
                        .start(Sersic.X, 12.8)
                        .start(Sersic.Y, 12.8)
                        .start(Sersic.Q, 0.7)
                        .start(Sersic.PA, 2.2)
                        .start(Sersic.N, 1)
                        .start(Sersic.R_E, 3)
                        .start(Sersic.I_E, 0))
                .add(PointSource.of("supernova")
                        .perBand(PointSource.FLUX)
                        .start(PointSource.X, 13.5)
                        .start(PointSource.Y, 12.2)
                        .start(PointSource.FLUX, 1));
        requireOptimum("timeseries", joint.fit(), 0.1);
    }

    @Test
    void timeseriesFromTheDataAlone() {
        var joint = Joint.of(epochs())
                .add(Sersic.of("host"))
                .add(PointSource.of("supernova").perBand(PointSource.FLUX));
        requireOptimum("timeseries", joint.fit(), 0.1);
    }
}
