package asterism.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import asterism.ReferenceJson;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The true models of the reference problems leave the noise that was drawn: chi2 as the independent renderer has it. */
class ReferenceTruthsTest {

    private static final double SAME = 0.02; // in chi2: the data are stored with seven digits

    private static Target target(String file, String extension, Psf psf) {
        var plane = Objects.requireNonNull(Reference.planes(file).get(extension), extension);
        return Reference.target(extension, plane).psf(psf);
    }

    private static double chi2(Joint joint) {
        return joint.chi2(joint.start());
    }

    @ParameterizedTest
    @ValueSource(strings = {"t1", "t1cusp", "t1stars"})
    void oneGalaxyInThreeBands(String problem) {
        for (var target : ReferenceFitsTest.bands(problem + "_target.fits")) {
            var truth = Reference.json(problem + "_truth.json").get("bands", target.name());
            var joint = Joint.of(target).add(Reference.component("galaxy", truth.get("model")));
            double[] image = joint.images().get(0).toArray();
            double sum = truth.get("sum_noisefree").number();
            double peak = truth.get("peak_noisefree").number();
            assertThat(Arrays.stream(image).sum()).isCloseTo(sum, within(1e-6 * sum));
            assertThat(Arrays.stream(image).max().orElseThrow()).isCloseTo(peak, within(1e-6 * peak));
            if (!problem.equals("t1stars")) { // whose stars are not in the model
                assertThat(chi2(joint))
                        .as(target.name())
                        .isCloseTo(truth.get("chi2_of_truth").number(), within(SAME));
            }
        }
    }

    @Test
    void fourObjects() {
        var objects = Reference.json("t2_truth.json").get("objects").list();
        for (var target : ReferenceFitsTest.bands("t2_target.fits")) {
            var joint = Joint.of(target);
            for (var object : objects) {
                for (var part : object.get("components", target.name()).list()) {
                    joint = joint.add(Reference.component("" + joint.members().size(), part));
                }
            }
            assertThat(chi2(joint))
                    .as(target.name())
                    .isCloseTo(
                            Reference.json("t2_truth.json")
                                    .get("bands", target.name(), "chi2_of_truth")
                                    .number(),
                            within(SAME));
        }
    }

    @Test
    void dithers() {
        var truth = Reference.json("dither_truth.json");
        var psf = Reference.psf(
                Objects.requireNonNull(Reference.planes("dither_target.fits").get("PSF")));
        List<ReferenceJson> images = truth.get("images").list();
        for (int k = 0; k < images.size(); k++) {
            var joint = Joint.of(target("dither_target.fits", "DITHER" + k, psf))
                    .add(Reference.component("galaxy", truth.get("model")));
            assertThat(chi2(joint))
                    .as("dither " + k)
                    .isCloseTo(images.get(k).get("chi2_of_truth").number(), within(SAME));
        }
    }

    /**
     * Two PSFs in one image: the host is seen through the stamp of the file, whose cells are exact integrals of a Gaussian, 0.4 % of the peak
     * away from the means of 4 x 4 points of {@link Psf#gaussian}; the supernova is the integral of the Gaussian itself.
     */
    @Test
    void supernova() {
        var truth = Reference.json("timeseries_truth.json");
        var planes = Reference.planes("timeseries_target.fits");
        var epochs = truth.get("epochs").list();
        double[] place = truth.get("sn_center").numbers();
        for (int k = 0; k < epochs.size(); k++) {
            var epoch = epochs.get(k);
            var stamp = Reference.psf(Objects.requireNonNull(planes.get("PSF" + k)));
            var exact = Psf.gaussian(2.355 * epoch.get("psf_sigma_arcsec").number());
            var seen = target("timeseries_target.fits", "EPOCH" + k, stamp);
            var supernova = Joint.of(seen.psf(exact))
                    .add(PointSource.of("supernova")
                            .start(PointSource.X, place[0])
                            .start(PointSource.Y, place[1])
                            .start(PointSource.FLUX, epoch.get("sn_flux").number()))
                    .images()
                    .get(0)
                    .toArray();
            double[] rest = seen.toArray();
            for (int i = 0; i < rest.length; i++) {
                rest[i] -= supernova[i];
            }
            var host = Joint.of(seen.data(rest)).add(Reference.component("host", truth.get("host")));
            assertThat(chi2(host))
                    .as("epoch " + k)
                    .isCloseTo(epoch.get("chi2_of_truth").number(), within(SAME));
        }
    }
}
