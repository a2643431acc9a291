package asterism.torus;

import static asterism.unit.Units.kmPerS;
import static asterism.unit.Units.kpc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import asterism.math.Quantiles;
import asterism.random.RandomStream;
import asterism.unit.Length;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Mass from acceleration: Poisson's equation of the slab, and bands that keep their order on both sides of the plane. */
class MassProfileTest {

    private static final IsothermalSlab SLAB = IsothermalSlab.of(0.1, kmPerS(25));
    private static final Length Z = kpc(-1, -0.5, -0.1, 0.1, 0.5, 1);

    /** The slab's own force with errors of 3 and 10 %. */
    private static AccelerationProfile gaussian() {
        double[] a = SLAB.acceleration(Z);
        double[] g = SLAB.accelerationGradient(Z);
        return AccelerationProfile.gaussian(Z.inKpc(), a, times(a, 0.03), g, times(g, 0.1), "test");
    }

    private static double[] times(double[] values, double factor) {
        return Arrays.stream(values).map(v -> Math.abs(v) * factor).toArray();
    }

    @Test
    void surfaceAndVolumeDensityAreThoseOfTheSlab() {
        var mass = MassProfile.of(gaussian());
        for (int i = 0; i < Z.size(); i++) {
            double surface = SLAB.surfaceDensity(Z)[i];
            double rho = SLAB.density(Z)[i];
            assertThat(mass.surfaceDensity()[i]).isCloseTo(surface, within(1e-10 * surface));
            assertThat(mass.density()[i]).isCloseTo(rho, within(1e-10 * rho));
            assertThat(mass.surfaceDensitySigma()[i]).isCloseTo(0.03 * surface, within(1e-10));
            assertThat(mass.densitySigma()[i]).isCloseTo(0.1 * rho, within(1e-10));
        }
        assertThat(mass.surfaceDensity()[5]).isBetween(90.0, 96.2); // 2 rho_0 h = 96.18 Msun/pc^2 in all
    }

    @Test
    void bandsAreSymmetricAboutGaussianCentersOnBothSides() {
        var mass = MassProfile.of(gaussian());
        double[] low = mass.surfaceDensityQuantile(0.1586552539314571);
        double[] high = mass.surfaceDensityQuantile(0.8413447460685429);
        double[] rhoLow = mass.densityQuantile(0.1586552539314571);
        for (int i = 0; i < Z.size(); i++) {
            double s = mass.surfaceDensity()[i];
            assertThat(low[i]).isCloseTo(0.97 * s, within(1e-9 * s));
            assertThat(high[i]).isCloseTo(1.03 * s, within(1e-9 * s));
            assertThat(rhoLow[i]).isCloseTo(0.9 * mass.density()[i], within(1e-9));
        }
        assertThat(mass.table().columnNames())
                .containsExactly(
                        "pos",
                        "surface_density",
                        "surface_density_16",
                        "surface_density_84",
                        "density",
                        "density_16",
                        "density_84");
    }

    @Test
    void quantilesOfDrawsAreThoseOfTheDensities() {
        var random = RandomStream.of(1);
        double[][] a = new double[1][1000];
        double[][] g = new double[1][1000];
        for (int d = 0; d < 1000; d++) {
            a[0][d] = -2e-3 * Math.exp(0.2 * random.nextGaussian());
            g[0][d] = -3e-3 * Math.exp(0.2 * random.nextGaussian());
        }
        var mass = MassProfile.of(AccelerationProfile.draws(new double[] {0.5}, a, g, "draws"));
        double[] surface =
                Arrays.stream(MassProfile.surfaceDensity(a[0])).sorted().toArray();
        double[] rho = Arrays.stream(MassProfile.density(g[0])).sorted().toArray();
        for (double p : new double[] {0.025, 0.16, 0.5, 0.84}) {
            double s = Quantiles.ofSorted(surface, p)[0];
            double r = Quantiles.ofSorted(rho, p)[0];
            assertThat(mass.surfaceDensityQuantile(p)[0]).isCloseTo(s, within(1e-9 * s));
            assertThat(mass.densityQuantile(p)[0]).isCloseTo(r, within(1e-9 * r));
        }
    }

    @Test
    void comparisonGivesErrorsAndPulls() {
        double[] a = times(SLAB.acceleration(Z), 1);
        double[] shifted = SLAB.acceleration(Z);
        for (int i = 0; i < a.length; i++) {
            shifted[i] *= 1.02;
        }
        var profile = AccelerationProfile.gaussian(Z.inKpc(), shifted, times(a, 0.01), shifted, times(a, 1), "test");
        var comparison = PotentialComparison.of(profile, SLAB);
        for (int i = 0; i < Z.size(); i++) {
            assertThat(comparison.relativeError()[i]).isCloseTo(0.02, within(1e-12));
            assertThat(comparison.pulls()[i]).isCloseTo(Z.get(i) > 0 ? -2 : 2, within(1e-9));
        }
        assertThat(comparison.largestError(kpc(0.5), kpc(1))).isCloseTo(0.02, within(1e-12));
        assertThat(comparison.rmsError(kpc(0.1), kpc(1))).isCloseTo(0.02, within(1e-12));
        assertThat(comparison.toText()).contains("2 %");
    }
}
