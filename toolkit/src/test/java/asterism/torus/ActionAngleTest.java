package asterism.torus;

import static org.assertj.core.api.Assertions.assertThat;
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
}
