package asterism.xray;

import static asterism.xray.Aperture.aperture;
import static asterism.xray.Observation.obsid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import asterism.random.RandomStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must not change an answer, and how it changes with the unit. */
class PosteriorPropertiesTest {

    private static final Bundle FIELD = SimulatedSky.of(1000).seed(21).bundles().stream()
            .filter(b -> b.inputs().size() > 2
                    && b.matrix().columns().contains("r2")
                    && !b.matrix().columns().contains("r3"))
            .findFirst()
            .orElseThrow();

    @Test
    void theOrderOfObservationsAndRegionsChangesNothing() {
        var posterior = FIELD.posterior();
        for (long seed = 0; seed < 5; seed++) {
            var random = RandomStream.of(seed);
            var inputs = new ArrayList<ObsidInput>();
            FIELD.inputs().forEach(i -> inputs.add(AssemblyTest.shuffleRegions(i, random)));
            Collections.rotate(inputs, 1 + (int) seed);
            assertSame(Bundle.of(inputs).posterior(), posterior, 1, 1e-7);
        }
    }

    @Test
    void twoIdenticalObservationsWithOneBackgroundAreOneOfTwiceTheExposure() {
        var source = aperture("source").counts(9).psfFraction("S1", 0.9).area(28);
        var background =
                aperture("background").counts(40).psfFraction("S1", 0.05).area(905);
        var twice = obsid(1).exposure(10_000)
                .effectiveArea(300)
                .with(source)
                .with(Aperture.aperture("again")
                        .counts(9)
                        .psfFraction("S1", 0.9)
                        .area(28))
                .with(Aperture.aperture("background again")
                        .counts(40)
                        .psfFraction("S1", 0.05)
                        .area(905))
                .with(background);
        var longer = obsid(1).exposure(20_000)
                .effectiveArea(300)
                .with(source.counts(18))
                .with(background.counts(80));
        assertSame(Bundle.of(twice).posterior(), Bundle.of(longer).posterior(), 1, 1e-7);
    }

    @Test
    void scalingTheUnitScalesTheAnswer() {
        double scale = 3.7;
        var inputs = new ArrayList<ObsidInput>();
        for (var input : FIELD.inputs()) {
            double[][] f = input.response();
            for (double[] row : f) {
                for (int j = 0; j < row.length; j++) {
                    row[j] *= scale;
                }
            }
            inputs.add(ObsidInput.of(input.obsid(), input.unit(), input.regions(), f, input.counts())
                    .stack(input.stack()));
        }
        assertSame(Bundle.of(inputs).posterior(), FIELD.posterior(), scale, 1e-7);
    }

    @Test
    void anotherUnitOfAreaChangesTheBackgroundOnly() {
        double pixels = 4.13; // per arcsec2
        var inputs = new ArrayList<ObsidInput>();
        for (var input : FIELD.inputs()) {
            double[][] f = input.response();
            for (double[] row : f) {
                row[row.length - 1] *= pixels;
            }
            inputs.add(ObsidInput.of(input.obsid(), input.unit(), input.regions(), f, input.counts())
                    .stack(input.stack()));
        }
        var posterior = Bundle.of(inputs).posterior();
        for (var label : posterior.sources()) {
            assertClose(posterior.intensity(label), FIELD.posterior().intensity(label), 1, 1e-7);
        }
    }

    private static void assertSame(AperturePosterior a, AperturePosterior b, double scale, double tolerance) {
        assertThat(a.sources()).containsExactlyInAnyOrderElementsOf(b.sources());
        for (var label : b.sources()) {
            assertClose(a.intensity(label), b.intensity(label), scale, tolerance);
        }
        for (var label : b.backgrounds()) {
            assertClose(a.intensity(label), b.intensity(label), scale, tolerance);
        }
    }

    private static void assertClose(Intensity a, Intensity b, double scale, double tolerance) {
        var all = List.of(
                new double[] {a.mean(), b.mean()},
                new double[] {a.sd(), b.sd()},
                new double[] {a.median(), b.median()},
                new double[] {a.modeRaw(), b.modeRaw()},
                new double[] {a.lower(), b.lower()},
                new double[] {a.upper(), b.upper()});
        assertThat(a.status()).isEqualTo(b.status());
        for (double[] pair : all) {
            assertThat(pair[0] * scale).as(a + " and " + b).isEqualTo(pair[1], offset(tolerance * b.sd()));
        }
    }
}
