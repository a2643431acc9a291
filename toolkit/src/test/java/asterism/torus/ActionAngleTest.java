package asterism.torus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import asterism.random.RandomStream;
import asterism.unit.Length;
import asterism.unit.Velocity;
import org.junit.jupiter.api.Test;

class ActionAngleTest {

    @Test
    void theReferenceOrbits() {
        for (var ref : Reference.read("functions.json").list()) {
            var model = Reference.model(ref.get("config"));
            var p = Reference.parameters(ref.get("params"));
            for (var orbit : ref.get("orbits").list()) {
                var found = model.actionAngle(
                        Length.ofKpc(orbit.get("pos").number()),
                        Velocity.ofKpcPerMyr(orbit.get("vel").number()),
                        p);
                assertThat(found.period()[0] / orbit.get("T").number()).isCloseTo(1, within(1e-10));
                assertThat(found.frequency()[0] / orbit.get("Omega").number()).isCloseTo(1, within(1e-10));
                assertThat(found.action()[0] / orbit.get("J").number()).isCloseTo(1, within(1e-10));
                assertThat(found.angle()[0]).isCloseTo(orbit.get("theta").number(), within(1e-10));
            }
        }
    }

    @Test
    void aHarmonicOscillator() {
        var ref = Reference.read("sho.json");
        var found = Reference.model(ref.get("config"))
                .actionAngle(
                        Length.ofKpc(ref.get("pos").numbers()),
                        Velocity.ofKpcPerMyr(ref.get("vel").numbers()),
                        Reference.parameters(ref.get("params")));
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.period()[i] / ref.get("T").numbers()[i]).isCloseTo(1, within(1e-12));
            assertThat(found.action()[i] / ref.get("J").numbers()[i]).isCloseTo(1, within(1e-12));
            assertThat(found.angle()[i]).isCloseTo(ref.get("theta").numbers()[i], within(1e-12));
        }
    }

    /** Tabulated for many stars at once, against an orbit for each star. */
    @Test
    void tenThousandStars() {
        var ref = Reference.read("slab_fit.json");
        var model = Reference.model(ref.get("config"));
        var p = model.parameters(ref.get("fit_tight", "params").numbers());
        var random = RandomStream.of(5);
        int n = 10_000;
        double[] pos = new double[n];
        double[] vel = new double[n];
        for (int i = 0; i < n; i++) {
            pos[i] = 0.02 + 0.35 * random.nextGaussian();
            vel[i] = 0.0256 * random.nextGaussian();
        }
        pos[0] = p.pos0().single();
        vel[0] = p.vel0().single();
        var all = model.actionAngle(Length.ofKpc(pos), Velocity.ofKpcPerMyr(vel), p);
        assertThat(all.unbound()).isZero();
        assertThat(all.action()[0]).isZero();
        assertThat(all.period()[0]).isCloseTo(2 * Math.PI / p.omega0(), within(1e-9));
        double worst = 0;
        for (int i = 1; i < n; i += 7) {
            var one = model.actionAngle(Length.ofKpc(pos[i]), Velocity.ofKpcPerMyr(vel[i]), p);
            worst = Math.max(worst, Math.abs(all.action()[i] / one.action()[0] - 1));
            worst = Math.max(worst, Math.abs(all.period()[i] / one.period()[0] - 1));
            worst = Math.max(worst, Math.abs(all.angle()[i] - one.angle()[0]));
            assertThat(all.action()[i]).isPositive();
        }
        assertThat(worst).isLessThan(1e-10);
    }

    @Test
    void aStarFarBeyondTheLastKnotHasNoOrbitAndIsCounted() {
        var model = TorusModel.of(0, 0.3).e(2, 0, 0.1, 0.2, 0.3);
        var p = TorusParameters.of(-2.6, 0, 1).eVals(2, -1, 1, -6);
        var table = model.actionAngle(Length.ofKpc(0.3, 8), Velocity.ofKpcPerMyr(0.01, 0), p);
        assertThat(table.unbound()).isEqualTo(1);
        assertThat(table.action()[0]).isPositive();
        assertThat(table.action()[1]).isNaN();
        assertThat(table.warnings().get(0)).contains("1 of 2 stars");
    }

    private static final TorusModel MODEL = TorusModel.of(0, 0.3).e(2, 0, 0.1, 0.2, 0.3);
    private static final TorusParameters ORBITS = TorusParameters.of(-2.6, 0, 1).eVals(2, -1, -1, -1.2);
    private static final OrbitSearch PUBLISHED =
            OrbitSearch.DEFAULT.nGrid(32).lower(0).upper(1).maxiter(30).tol(1e-4);

    private static double action(double kpc, OrbitSearch search) {
        return MODEL.actionAngle(Length.ofKpc(kpc), Velocity.ofKpcPerMyr(0.01), ORBITS, search)
                .action()[0];
    }

    @Test
    void theKeywordsOfThePublishedSearchDoWhatTheySay() {
        double exact = action(0.5, OrbitSearch.DEFAULT);
        assertThat(action(0.5, PUBLISHED.tol(0)) / exact).isCloseTo(1, within(1e-13));
        double loose = Math.abs(action(0.5, PUBLISHED) / exact - 1);
        double looser = Math.abs(action(0.5, PUBLISHED.tol(1e-2)) / exact - 1);
        assertThat(loose).isLessThan(2e-3);
        assertThat(looser).isGreaterThan(loose).isLessThan(0.2);
        double coarse = Math.abs(action(0.5, OrbitSearch.DEFAULT.nGrid(2)) / exact - 1);
        assertThat(coarse).isBetween(1e-9, 0.05);
    }

    @Test
    void aBracketThatDoesNotHoldTheOrbitGrows() {
        for (double kpc : new double[] {0.05, 0.5, 1.1}) {
            double exact = action(kpc, OrbitSearch.DEFAULT);
            assertThat(action(kpc, OrbitSearch.DEFAULT.upper(1e-3)) / exact).isCloseTo(1, within(1e-12));
            assertThat(action(kpc, OrbitSearch.DEFAULT.lower(2)) / exact).isCloseTo(1, within(1e-12));
            assertThat(action(kpc, OrbitSearch.DEFAULT.lower(2).upper(3)) / exact)
                    .isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void anOrbitNotFoundWithinItsStepsIsCountedAndNotGuessed() {
        var few = MODEL.actionAngle(
                Length.ofKpc(0.9), Velocity.ofKpcPerMyr(0.01), ORBITS, OrbitSearch.DEFAULT.maxiter(1));
        assertThat(few.action()[0]).isNaN();
        assertThat(few.unbound()).isEqualTo(1);
        assertThat(few.warnings().get(0)).contains("1 of 1 stars");
    }

    @Test
    void searchesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> PUBLISHED.nGrid(1)).hasMessageContaining("nGrid = 1: at least 2");
        assertThatThrownBy(() -> PUBLISHED.upper(0)).hasMessageContaining("must be above lower = 0");
        assertThatThrownBy(() -> PUBLISHED.lower(-1)).hasMessageContaining("a radius is 0 or above");
        assertThatThrownBy(() -> PUBLISHED.maxiter(0)).hasMessageContaining("at least 1 step");
        assertThatThrownBy(() -> PUBLISHED.tol(-1)).hasMessageContaining("to rounding");
        assertThat(PUBLISHED.toText()).contains("0.0 ... 1.0", "at most 30", "0.0001 kpc");
    }
}
