package asterism.torus;

import static asterism.unit.Units.kmPerS;
import static asterism.unit.Units.kpc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import asterism.unit.Constants;
import asterism.unit.Length;
import asterism.unit.Velocity;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The mock disk against its closed forms and against integrals taken in another way. */
class IsothermalSlabTest {

    private static final IsothermalSlab SLAB = IsothermalSlab.of(0.1, kmPerS(25));
    private static final double SIGMA = 25 / Velocity.KM_PER_S;

    @Test
    void theConstantOfGravitationIsThatOfTheSun() {
        double myr = 1e6 * 365.25 * 86400;
        double kpc = 1e-3 * Constants.MEGAPARSEC;
        assertThat(Constants.GRAVITY_KPC).isCloseTo(1.3271244e26 * myr * myr / (kpc * kpc * kpc), within(1e-20));
    }

    @Test
    void scaleHeightAndFrequencyAreThoseOfTheReference() {
        assertThat(SLAB.scaleHeight().single()).isCloseTo(0.48091633649197135, within(1e-14));
        assertThat(SLAB.omega0()).isCloseTo(0.07518633203239702, within(1e-15));
    }

    @Test
    void forcePotentialAndDensityBelongTogether() {
        double step = 1e-4;
        for (double z : new double[] {-1.3, -0.2, 0.01, 0.5, 2}) {
            double[] phi = SLAB.potential(kpc(z - step, z + step));
            assertThat(SLAB.acceleration(kpc(z))[0]).isCloseTo(-(phi[1] - phi[0]) / (2 * step), within(1e-9));
            double[] a = SLAB.acceleration(kpc(z - step, z + step));
            assertThat(SLAB.accelerationGradient(kpc(z))[0]).isCloseTo((a[1] - a[0]) / (2 * step), within(1e-9));
            double mass = Math.abs(SLAB.acceleration(kpc(z))[0]) / (2 * Math.PI * Constants.GRAVITY_KPC) * 1e-6;
            assertThat(SLAB.surfaceDensity(kpc(z))[0]).isCloseTo(mass, within(1e-11));
        }
    }

    @Test
    void theActionIsTheIntegralOfTheMomentum() {
        for (double v : new double[] {0.05, 1, 20, 60, 110}) {
            double w = v / Velocity.KM_PER_S;
            assertThat(SLAB.action(kpc(0), kmPerS(v))[0]).isCloseTo(integral(w), within(1e-10 * integral(w)));
        }
        assertThat(SLAB.action(kpc(0), kmPerS(0))[0]).isZero();
        double small = 0.01 / Velocity.KM_PER_S;
        double harmonic = small * small / (2 * SLAB.omega0());
        assertThat(SLAB.action(kpc(0), kmPerS(0.01))[0]).isCloseTo(harmonic, within(1e-7 * harmonic));
    }

    /** (2 / pi) int v dz = (2 / pi) int z dv by parts, with v = w sin t: z(v) = h acosh(exp((E - v^2/2) / 2 s^2)). */
    private static double integral(double w) {
        int n = 4000;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double t = Math.PI / 2 * (i + 0.5) / n;
            double v = w * Math.sin(t);
            double e = (w * w - v * v) / (4 * SIGMA * SIGMA);
            double z = SLAB.scaleHeight().single() * (e + Math.log1p(Math.sqrt(-Math.expm1(-2 * e))));
            sum += z * w * Math.cos(t);
        }
        return sum / n;
    }

    @Test
    void starsFollowTheDensityTheDispersionAndTheGradient() {
        int n = 100_000;
        var slab = SLAB.label(0.3, 0.9)
                .labelScatter(0.05)
                .pos0(kpc(0.02))
                .vel0(kmPerS(-7))
                .seed(11);
        var stars = slab.stars(n);
        double h = slab.scaleHeight().single();
        double[] u = Arrays.stream(stars.pos().inKpc())
                .map(z -> 0.5 * (1 + Math.tanh((z - 0.02) / h)))
                .toArray();
        assertThat(kolmogorov(u)).isLessThan(1.95); // p = 0.001
        double mean = Arrays.stream(stars.vel().inKmPerS()).average().orElseThrow();
        double square = Arrays.stream(stars.vel().inKmPerS())
                .map(v -> (v + 7) * (v + 7))
                .average()
                .orElseThrow();
        assertThat((mean + 7) / 25 * Math.sqrt(n)).isBetween(-3.3, 3.3);
        assertThat((square / 625 - 1) * Math.sqrt(n / 2.0)).isBetween(-3.3, 3.3);
        double[] j = slab.action(stars.pos(), stars.vel());
        double[] rest = stars.label();
        for (int i = 0; i < n; i++) {
            rest[i] = (rest[i] - 0.3 - 0.9 * Math.sqrt(2 * j[i])) / 0.05;
        }
        assertThat(Arrays.stream(rest).average().orElseThrow() * Math.sqrt(n)).isBetween(-3.3, 3.3);
        double spread = Arrays.stream(rest).map(x -> x * x).average().orElseThrow();
        assertThat((spread - 1) * Math.sqrt(n / 2.0)).isBetween(-3.3, 3.3);
    }

    private static double kolmogorov(double[] uniform) {
        Arrays.sort(uniform);
        double worst = 0;
        for (int i = 0; i < uniform.length; i++) {
            double below = (double) i / uniform.length;
            worst = Math.max(worst, Math.max(uniform[i] - below, below + 1.0 / uniform.length - uniform[i]));
        }
        return worst * Math.sqrt(uniform.length);
    }

    @Test
    void theSameSeedDrawsTheSameStars() {
        assertThat(SLAB.seed(4).stars(50).pos())
                .isEqualTo(SLAB.seed(4).stars(50).pos());
        assertThat(SLAB.seed(4).stars(50).pos())
                .isNotEqualTo(SLAB.seed(5).stars(50).pos());
    }

    @Test
    void expectedPixelsAreTheMeansOfManyStars() {
        int n = 1_000_000;
        var slab = SLAB.label(0, 0.9).labelScatter(0.05).pos0(kpc(0.02)).seed(2);
        var binning = Binning.of(Length.range(kpc(-0.9), kpc(0.9), 13), Velocity.range(kmPerS(-60), kmPerS(60), 13))
                .scatter(0.05);
        var expected = slab.expected(binning, n);
        var drawn = binning.meanLabel(slab.stars(n));
        double chi2 = 0;
        double counts2 = 0;
        for (int i = 0; i < expected.size(); i++) {
            double mu = expected.counts()[i];
            counts2 += (drawn.counts()[i] - mu) * (drawn.counts()[i] - mu) / mu;
            double within = 0.9 * 0.02; // labels also differ within a pixel, by at most this
            double error = Math.hypot(expected.labelErr()[i], within / Math.sqrt(mu));
            chi2 += Math.pow((drawn.label()[i] - expected.label()[i]) / error, 2);
        }
        int pixels = expected.size();
        assertThat((counts2 - pixels) / Math.sqrt(2.0 * pixels)).isBetween(-3.3, 3.3);
        assertThat((chi2 - pixels) / Math.sqrt(2.0 * pixels)).isBetween(-5.0, 3.3);
    }

    @Test
    void starsInMotionKeepTheirActionsAndReturnAfterAPeriod() {
        var stars = SLAB.label(0, 1).stars(2000);
        var later = SLAB.after(stars, 500);
        double[] before = SLAB.action(stars.pos(), stars.vel());
        double[] after = SLAB.action(later.pos(), later.vel());
        for (int i = 0; i < before.length; i++) {
            assertThat(after[i]).isCloseTo(before[i], within(2e-3 * before[i] + 1e-9));
        }
        assertThat(later.label()).containsExactly(stars.label());
        double period = 2 * Math.PI / SLAB.omega0();
        var small = SLAB.after(Stars.of(kpc(0.001), kmPerS(0)), period);
        assertThat(small.pos().single()).isCloseTo(0.001, within(1e-6));
    }
}
