package asterism.sed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import asterism.math.GaussLegendre;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DraineLi07Test {

    private static final List<String> BANDS = Ngc628Reference.BANDS;

    /** Bands and bolometric luminosity (last) of dust alone that radiates 1 Lsun. */
    private static double[] emission(Sed sed, double alpha, double uMin, double uMax, double gamma, double q) {
        var rule = SpectralRule.of(sed, sed.filters().get(BANDS));
        var kernel = new DustKernel(sed, rule, 28, SedRange.everything(), 0);
        var out = new double[28];
        out[25] = 1;
        assertThat(kernel.add(new double[] {alpha, uMin, uMax, gamma, q}, 0, out))
                .isTrue();
        return Arrays.copyOf(out, 26);
    }

    private static double worst(double[] a, double[] b) {
        double worst = 0;
        for (int i = 0; i < a.length; i++) {
            worst = Math.max(worst, b[i] == 0 ? Math.abs(a[i]) : Math.abs(a[i] / b[i] - 1));
        }
        return worst;
    }

    private static double worstAgainstReference(Sed sed) {
        var table = Csv.resource("dl07_bands.csv");
        double worst = 0;
        for (int i = 0; i < table.size(); i++) {
            var got = emission(
                    sed,
                    table.number(i, "alpha"),
                    table.number(i, "U_min"),
                    table.number(i, "U_max"),
                    table.number(i, "gamma"),
                    table.number(i, "q_PAH"));
            for (int b = 0; b < BANDS.size(); b++) {
                double expected = table.number(i, "norm:" + BANDS.get(b));
                worst = Math.max(worst, expected == 0 ? got[b] : Math.abs(got[b] / expected - 1));
            }
        }
        System.out.printf(
                "dl07_bands.csv, %s: worst relative difference %.3g%n",
                sed.library().provenance(), worst);
        return worst;
    }

    @Test
    void publishedEmissionAgreesWithTheReferenceForAllFiveParameters() {
        assertThat(worstAgainstReference(Ngc628Reference.sed().asPublished())).isLessThan(3e-3);
    }

    @Test
    void publishedEmissionWithTheFullGridLeavesOnlyRoundingErrors() {
        assertThat(worstAgainstReference(
                        Ngc628Reference.sed().library(FullLibrary.read(BANDS)).asPublished()))
                .isLessThan(1e-9);
    }

    @Test
    void bolometricLuminositiesOfTheGridAgreeWithTheReference() {
        var table = Csv.resource("dl07_grid_Lbol.csv");
        var grid = ModelLibrary.compact().dust();
        double worst = 0;
        int row = 0;
        for (int u = 0; u < grid.intensities().length; u++) {
            if (grid.intensities()[u] == 2) {
                continue; // not in the published grid
            }
            for (int q = 0; q < 7; q++) {
                double got = grid.publishedBolometric(u, q) * grid.unitErgPerHydrogen();
                worst = Math.max(worst, Math.abs(got / table.number(row, "Lbol_default_grid") - 1));
                assertThat(table.number(row++, "U")).isEqualTo(grid.intensities()[u]);
            }
        }
        System.out.printf("dl07_grid_Lbol.csv: worst relative difference %.3g%n", worst);
        assertThat(worst).isLessThan(6e-4); // the table has 4 digits
    }

    @Test
    void thePublishedMixtureWithGammaGIsTheCorrectOneWithGOverOnePlusG() {
        var right = Ngc628Reference.sed();
        var published = right.asPublished(Convention.DUST_MIXING);
        for (double g : new double[] {0, 0.1, 0.5, 1}) {
            assertThat(worst(emission(published, 2, 3, 1e5, g, 0.03), emission(right, 2, 3, 1e5, g / (1 + g), 0.03)))
                    .isLessThan(1e-12);
        }
        assertThat(worst(emission(published, 2, 3, 1e5, 0.5, 0.03), emission(right, 2, 3, 1e5, 0.5, 0.03)))
                .isGreaterThan(0.05);
    }

    @Test
    void theComponentSwitchesItsConventionsOnItsOwn() {
        var component = Sed.of(
                Pegase.kroupa(),
                PiecewiseSfh.bins(),
                Calzetti.law(),
                DraineLi07.dust().asPublished(Convention.DUST_MIXING));
        var model = Ngc628Reference.sed().asPublished(Convention.DUST_MIXING);
        assertThat(emission(component, 2, 3, 1e5, 0.2, 0.03)).containsExactly(emission(model, 2, 3, 1e5, 0.2, 0.03));
    }

    @Test
    void atTheUpperBoundTheModelIsTheGrainModelWithTheMostPahs() {
        var sed = Ngc628Reference.sed();
        var grid = sed.library().dust();
        var rule = SpectralRule.of(sed, sed.filters().get(BANDS));
        int u = Arrays.binarySearch(grid.intensities(), 1.0);
        var lnu = Arrays.copyOf(grid.lnu(u, 6, rule.continuum()), rule.nPoints());
        int iracCh4 = BANDS.indexOf("IRAC_CH4");
        double expected = rule.band(iracCh4, lnu) / rule.power(lnu);
        assertThat(emission(sed, 2, 1, 1e5, 0, 0.0458)[iracCh4] / expected).isEqualTo(1, within(1e-12));
        assertThat(emission(sed.asPublished(Convention.PAH_NODES), 2, 1, 1e5, 0, 0.0458)[iracCh4] / expected)
                .isLessThan(0.99);
    }

    @Test
    void theMeanIntensityOfThePowerLawIsExact() {
        // the luminosity per dust mass is nearly proportional to U, so the mean U shows in the bolometric luminosity
        var kernelOf = Ngc628Reference.sed();
        var rule = SpectralRule.of(kernelOf, List.of());
        var us = kernelOf.library().dust().intensities();
        for (double uMin : new double[] {0.1, 0.99, 1, 1.01, 3.7, 25}) {
            for (double alpha : new double[] {1, 1.5, 2, 2.4}) {
                double right = ratio(kernelOf, rule, alpha, uMin);
                double expected = mean(us, kernelOf, rule, alpha, uMin);
                assertThat(right / expected).as("uMin %s alpha %s", uMin, alpha).isEqualTo(1, within(1e-9));
            }
        }
        // the published trapezoid rule jumps where uMin crosses a model
        var published = kernelOf.asPublished(Convention.U_INTEGRAL);
        double jump = ratio(published, rule, 2, 1 + 1e-9) / ratio(published, rule, 2, 1 - 1e-9);
        double smooth = ratio(kernelOf, rule, 2, 1 + 1e-9) / ratio(kernelOf, rule, 2, 1 - 1e-9);
        assertThat(Math.abs(jump - 1)).isGreaterThan(0.05);
        assertThat(smooth).isEqualTo(1, within(1e-7));
    }

    /** Mass per luminosity at gamma = 0 over that at gamma = 1. */
    private static double ratio(Sed sed, SpectralRule rule, double alpha, double uMin) {
        var kernel = new DustKernel(sed, rule, 4, SedRange.everything(), 0);
        return kernel.mass(new double[] {alpha, 10, 3e5, 0, 0.0047}, 0, 1)
                / kernel.mass(new double[] {alpha, uMin, 3e5, 1, 0.0047}, 0, 1);
    }

    private static double mean(double[] us, Sed sed, SpectralRule rule, double alpha, double uMin) {
        var points = rule.continuum();
        var power = new double[us.length];
        for (int u = 0; u < us.length; u++) {
            power[u] = rule.power(Arrays.copyOf(sed.library().dust().lnu(u, 0, points), rule.nPoints()));
        }
        var q = GaussLegendre.of(40);
        double norm = 0;
        double sum = 0;
        for (int u = 0; u + 1 < us.length; u++) {
            double lo = Math.max(uMin, us[u]);
            double hi = us[u + 1];
            if (lo < hi) {
                int at = u;
                norm += q.integrate(x -> Math.pow(x, -alpha), lo, hi);
                sum += q.integrate(
                        x -> Math.pow(x, -alpha)
                                * asterism.math.PiecewiseLinear.at(us, power, x == us[at] ? us[at] : x),
                        lo,
                        hi);
            }
        }
        return sum / norm / asterism.math.PiecewiseLinear.at(us, power, 10);
    }

    @Test
    void theModelOfIntensityTwoIsUsedAndThePublishedOneSkipsIt() {
        var grid = ModelLibrary.compact().dust();
        assertThat(grid.intensities()).hasSize(30).contains(2.0);
        var right = Ngc628Reference.sed();
        var published = right.asPublished(Convention.U_INTEGRAL);
        var a = emission(right, 2, 2, 1e5, 0, 0.0047);
        var b = emission(published, 2, 2, 1e5, 0, 0.0047);
        assertThat(worst(a, b)).isBetween(1e-4, 0.1);
        var c = emission(right, 2, 2.5, 1e5, 0, 0.0047);
        var d = emission(published, 2, 2.5, 1e5, 0, 0.0047);
        assertThat(worst(c, d)).isLessThan(1e-12);
    }

    @Test
    void powerLawIntegralsAreExactForEveryExponent() {
        var q = GaussLegendre.of(40);
        for (double s : new double[] {-4, -2, -1, -0.9999999, 0, 1, 10}) {
            assertThat(DustKernel.powerIntegral(0.7, 1.1, s) / q.integrate(x -> Math.pow(x, s), 0.7, 1.1))
                    .as("U^%s", s)
                    .isEqualTo(1, within(1e-13));
        }
    }
}
