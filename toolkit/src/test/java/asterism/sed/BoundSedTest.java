package asterism.sed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import asterism.unit.Units;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bound kernels against the plain sums, their gradient, and what any model must obey. */
class BoundSedTest {

    private static final List<String> BANDS = Ngc628Reference.BANDS;
    private static final BoundSed FAST = Ngc628Reference.sed().bind(BANDS, Ngc628Reference.range());

    /** Random parameters of the NGC 628 model; rates over five decades. */
    private static double[] draw(Random random) {
        var p = new double[12];
        for (int a = 0; a < 5; a++) {
            p[a] = Math.pow(10, -4 + 5 * random.nextDouble());
        }
        p[5] = 0.02;
        p[6] = 3 * random.nextDouble();
        p[7] = 2;
        p[8] = 0.1 * Math.pow(250, random.nextDouble());
        p[9] = 3e5;
        p[10] = random.nextDouble();
        p[11] = 0.0047 + 0.0411 * random.nextDouble();
        return p;
    }

    private static double worst(double[] a, double[] b) {
        double worst = 0;
        for (int i = 0; i < a.length; i++) {
            worst = Math.max(worst, Math.abs(a[i] / b[i] - 1));
        }
        return worst;
    }

    @Test
    void theTabulatedPathEqualsThePlainSums() {
        var plain = new PlainSed(Ngc628Reference.sed(), BANDS);
        var random = new Random(1);
        double worst = 0;
        for (int i = 0; i < 60; i++) {
            var p = draw(random);
            worst = Math.max(worst, worst(FAST.bands(p), plain.bands(p)));
        }
        System.out.printf("tabulated path against plain sums: %.2g%n", worst);
        assertThat(worst).isLessThan(1e-9);
    }

    @Test
    void theGeneralPathEqualsThePlainSumsForFreeMetallicityAndDustShape() {
        var bound = Ngc628Reference.sed().bind(BANDS, SedRange.everything());
        var plain = new PlainSed(Ngc628Reference.sed(), BANDS);
        var random = new Random(2);
        double worst = 0;
        for (int i = 0; i < 30; i++) {
            var p = draw(random);
            p[5] = 0.001 * Math.pow(100, random.nextDouble());
            p[6] = 6 * random.nextDouble();
            p[7] = -1 + 5 * random.nextDouble();
            p[9] = 1e3 * Math.pow(300, random.nextDouble());
            worst = Math.max(worst, worst(bound.bands(p), plain.bands(p)));
        }
        System.out.printf("general path against plain sums: %.2g%n", worst);
        assertThat(worst).isLessThan(1e-9);
    }

    @Test
    void theGeneralPathEqualsThePlainSumsForOtherLaws() {
        var random = new Random(3);
        for (var law : List.of(ModifiedCalzetti.law(), Smc.law())) {
            var sed = Sed.of(Pegase.kroupa(), PiecewiseSfh.bins(), law, DraineLi07.dust())
                    .at(Units.mpc(50).redshift(0.3));
            var labels = List.of("GALEX_NUV", "SDSS_g", "2MASS_J", "IRAC_CH3", "MIPS_CH1");
            var range = SedRange.everything().vary(Calzetti.TAU_V, 0, 3);
            if (law instanceof ModifiedCalzetti) {
                range = range.vary(ModifiedCalzetti.DELTA, -1.2, 0.4).vary(ModifiedCalzetti.TAU_BC, 0, 4);
            }
            var bound = sed.bind(labels, range);
            var plain = new PlainSed(sed, labels);
            double worst = 0;
            for (int i = 0; i < 12; i++) {
                var q = draw(random);
                var p = new double[sed.parameters().size()];
                System.arraycopy(q, 0, p, 0, 7);
                if (law instanceof ModifiedCalzetti) {
                    p[7] = -1.2 + 1.6 * random.nextDouble();
                    p[8] = 4 * random.nextDouble();
                }
                System.arraycopy(q, 7, p, p.length - 5, 5);
                worst = Math.max(worst, worst(bound.bands(p), plain.bands(p)));
            }
            System.out.printf("general path, %s, against plain sums: %.2g%n", law, worst);
            assertThat(worst).as(law.name()).isLessThan(1e-9);
        }
    }

    @Test
    void aLawWithOneFreeParameterIsTabulatedWhateverTheOthersAre() {
        var sed = Sed.of(Pegase.kroupa(), PiecewiseSfh.bins(), ModifiedCalzetti.law(), DraineLi07.dust());
        var range = Ngc628Reference.range().fix(ModifiedCalzetti.DELTA, -0.4).fix(ModifiedCalzetti.TAU_BC, 0.7);
        var bound = sed.bind(BANDS, range);
        var plain = new PlainSed(sed, BANDS);
        var q = draw(new Random(4));
        var p = new double[14];
        System.arraycopy(q, 0, p, 0, 7);
        p[7] = -0.4;
        p[8] = 0.7;
        System.arraycopy(q, 7, p, 9, 5);
        assertThat(worst(bound.bands(p), plain.bands(p))).isLessThan(1e-9);
    }

    @Test
    void theGradientEqualsRichardsonDifferences() {
        var random = new Random(5);
        int[] free = {0, 1, 2, 3, 4, 6, 8, 10, 11};
        double[] scale = {0, 0, 0, 0, 0, 0, 0.02, 0, 0, 0, 0.01, 1e-4};
        var jacobian = new double[12 * 25];
        var out = new double[25];
        double worst = 0;
        for (int i = 0; i < 200; i++) {
            var p = draw(random);
            FAST.bandsWithGradient(p, 0, out, 0, jacobian, 0);
            assertThat(worst(out, FAST.bands(p))).isLessThan(1e-13);
            for (int j : free) {
                double h = j < 5 ? 0.2 * p[j] : j == 8 ? 3e-3 * p[8] : scale[j];
                if (isNearKink(j, p[j], h)) {
                    continue;
                }
                var numeric = richardson(p, j, h);
                for (int b = 0; b < 25; b++) {
                    double size = Math.max(Math.abs(jacobian[j * 25 + b]), 1e-3 * out[b] / Math.max(p[j], 0.01));
                    worst = Math.max(worst, Math.abs(jacobian[j * 25 + b] - numeric[b]) / size);
                }
            }
            for (int j : new int[] {5, 7, 9}) {
                for (int b = 0; b < 25; b++) {
                    assertThat(jacobian[j * 25 + b]).isZero();
                }
            }
        }
        System.out.printf("gradient against Richardson differences: %.2g%n", worst);
        assertThat(worst).isLessThan(1e-7);
    }

    /** Metallicity, three attenuation parameters and the dust's whole shape free, right and published. */
    @Test
    void theGradientOfTheGeneralPathEqualsRichardsonDifferences() {
        var random = new Random(21);
        for (var law : List.of(Calzetti.law(), ModifiedCalzetti.law(), Smc.law())) {
            for (boolean published : new boolean[] {false, true}) {
                var right = Sed.of(Pegase.kroupa(), PiecewiseSfh.bins(), law, DraineLi07.dust())
                        .at(Units.mpc(7.3));
                var sed = published ? right.asPublished() : right;
                var range = SedRange.everything().vary(Calzetti.TAU_V, 0, 3);
                if (law instanceof ModifiedCalzetti) {
                    range = range.vary(ModifiedCalzetti.DELTA, -1.2, 0.4).vary(ModifiedCalzetti.TAU_BC, 0, 4);
                }
                var bound = sed.bind(BANDS, range);
                double worst = 0;
                for (int i = 0; i < 12; i++) {
                    worst = Math.max(worst, worstOfGeneral(bound, general(sed, random)));
                }
                System.out.printf("general gradient, %s, published %b: %.2g%n", law, published, worst);
                assertThat(worst).as(law.name() + published).isLessThan(1e-7);
            }
        }
    }

    private static double[] general(Sed sed, Random random) {
        var q = draw(random);
        int n = sed.parameters().size();
        var p = new double[n];
        System.arraycopy(q, 0, p, 0, 7);
        p[5] = 0.001 * Math.pow(100, random.nextDouble());
        if (n == 14) {
            p[7] = -1.1 + 1.4 * random.nextDouble();
            p[8] = 4 * random.nextDouble();
        }
        System.arraycopy(q, 7, p, n - 5, 5);
        p[n - 5] = -1 + 5 * random.nextDouble();
        p[n - 3] = 1e3 * Math.pow(300, random.nextDouble());
        return p;
    }

    private static double worstOfGeneral(BoundSed bound, double[] p) {
        int n = p.length;
        var jacobian = new double[n * 25];
        var out = new double[25];
        bound.bandsWithGradient(p, 0, out, 0, jacobian, 0);
        assertThat(worst(out, bound.bands(p))).isLessThan(1e-12);
        double worst = 0;
        for (int j = 0; j < n; j++) {
            boolean ofDust = j >= n - 5;
            int k = ofDust ? j - n + 12 : Math.min(j, 6);
            double h =
                    k < 5 ? 0.2 * p[j] : k == 5 ? 3e-3 * p[5] : k == 8 || k == 9 ? 3e-3 * p[j] : k == 11 ? 1e-4 : 0.01;
            var parameter = bound.parameters().get(j);
            boolean atEnd = p[j] - h <= bound.range().lower(parameter)
                    || p[j] + h >= bound.range().upper(parameter);
            if (atEnd || isNearKink(k, p[j], h) || isNearNode(k, p[j], h)) {
                continue;
            }
            var numeric = richardson(bound, p, j, h);
            for (int b = 0; b < 25; b++) {
                double size = Math.max(Math.abs(jacobian[j * 25 + b]), 1e-2 * out[b] / Math.max(Math.abs(p[j]), 0.01));
                worst = Math.max(worst, Math.abs(jacobian[j * 25 + b] - numeric[b]) / size);
            }
        }
        return worst;
    }

    private static boolean isNearNode(int k, double x, double h) {
        var nodes = k == 5
                ? new double[] {0.001, 0.004, 0.008, 0.013, 0.016, 0.02, 0.05, 0.1}
                : k == 9
                        ? ModelLibrary.compact().dust().intensities()
                        : k == 11 ? new double[] {0.012, 0.047} : new double[0];
        return Arrays.stream(nodes).anyMatch(node -> Math.abs(node - x) <= h);
    }

    @Test
    void pullingBackIsTheTransposedJacobian() {
        var random = new Random(22);
        var general = Ngc628Reference.sed().bind(BANDS, SedRange.everything());
        var published = Ngc628Reference.sed().asPublished().bind(BANDS, Ngc628Reference.range());
        for (var bound : List.of(FAST, general, published)) {
            for (int i = 0; i < 20; i++) {
                var p = draw(random);
                var out = new double[25];
                var jacobian = new double[12 * 25];
                bound.bandsWithGradient(p, 0, out, 0, jacobian, 0);
                var ofBands = new double[25];
                Arrays.setAll(ofBands, b -> random.nextGaussian() / out[b]);
                var kept = new double[25];
                var gradient = new double[12];
                bound.bandsToPullBack(p, 0, kept, 0);
                bound.pullBack(p, 0, ofBands, 0, gradient, 0);
                assertThat(worst(kept, out)).isLessThan(1e-13);
                for (int j = 0; j < 12; j++) {
                    double sum = 0;
                    double size = 0;
                    for (int b = 0; b < 25; b++) {
                        sum += ofBands[b] * jacobian[j * 25 + b];
                        size += Math.abs(ofBands[b] * jacobian[j * 25 + b]);
                    }
                    assertThat(gradient[j]).isEqualTo(sum, within(1e-12 * size));
                }
            }
        }
        var outside = draw(random);
        outside[6] = -1;
        var gradient = new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
        FAST.bandsToPullBack(outside, 0, new double[25], 0);
        FAST.pullBack(outside, 0, new double[25], 0, gradient, 0);
        assertThat(gradient).containsOnly(0);
    }

    /** A law of one's own needs no formula for its derivatives. */
    @Test
    void derivativesOfALawByDifferences() {
        var p = new double[] {0.7, -0.3, 0.4};
        for (int j = 0; j < 3; j++) {
            for (double l : new double[] {0.15, 0.2175, 0.55, 1.6}) {
                var law = ModifiedCalzetti.law();
                double numeric = Differences.derivative(law.parameters().get(j), p.clone(), j, q -> law.depth(l, q, 0));
                assertThat(numeric).isEqualTo(law.depthDerivative(j, l, p, 0), within(1e-9));
            }
        }
        var atEnd = new double[] {0, -0.3, 0.4};
        double numeric = Differences.derivative(
                Calzetti.TAU_V, atEnd, 0, q -> ModifiedCalzetti.law().depth(0.3, q, 0));
        assertThat(numeric).isEqualTo(ModifiedCalzetti.law().depthDerivative(0, 0.3, atEnd, 0), within(1e-6));
    }

    private static boolean isNearKink(int j, double x, double h) {
        var nodes = j == 8
                ? ModelLibrary.compact().dust().intensities()
                : j == 11
                        ? ModelLibrary.compact().dust().pahFractions()
                        : j == 6 ? new double[] {0, 3} : j == 10 ? new double[] {0, 1} : new double[0];
        return Arrays.stream(nodes).anyMatch(n -> Math.abs(n - x) <= h);
    }

    private static double[] richardson(double[] p, int j, double h) {
        return richardson(FAST, p, j, h);
    }

    private static double[] richardson(BoundSed bound, double[] p, int j, double h) {
        var table = new double[4][];
        for (int k = 0; k < 4; k++) {
            double step = h / (1 << k);
            var up = p.clone();
            var down = p.clone();
            up[j] += step;
            down[j] -= step;
            var a = bound.bands(up);
            var b = bound.bands(down);
            table[k] = new double[25];
            for (int i = 0; i < 25; i++) {
                table[k][i] = (a[i] - b[i]) / (up[j] - down[j]);
            }
        }
        for (int order = 1; order < 4; order++) {
            double four = Math.pow(4, order);
            for (int k = 3; k >= order; k--) {
                for (int i = 0; i < 25; i++) {
                    table[k][i] = (four * table[k][i] - table[k - 1][i]) / (four - 1);
                }
            }
        }
        return table[3];
    }

    @Test
    void atAKinkTheGradientIsTheOneTowardsLargerValues() {
        var p = draw(new Random(6));
        var jacobian = new double[12 * 25];
        var out = new double[25];
        for (int j : new int[] {8, 11}) {
            p[j] = j == 8 ? 5 : 0.025;
            FAST.bandsWithGradient(p, 0, out, 0, jacobian, 0);
            var up = p.clone();
            double h = 1e-6 * p[j];
            up[j] += h;
            var there = FAST.bands(up);
            for (int b = 8; b < 25; b++) {
                assertThat((there[b] - out[b]) / h)
                        .isCloseTo(
                                jacobian[j * 25 + b],
                                within(1e-4 * Math.abs(jacobian[j * 25 + b]) + 1e-6 * out[b] / p[j]));
            }
        }
    }

    @Test
    void bandsAreContinuousInUMinAcrossTheDustModels() {
        var p = draw(new Random(7));
        p[10] = 0.5;
        for (double node : ModelLibrary.compact().dust().intensities()) {
            if (node > 0.1 && node < 25) {
                p[8] = node * (1 - 1e-10);
                var below = FAST.bands(p);
                p[8] = node * (1 + 1e-10);
                assertThat(worst(below, FAST.bands(p))).isLessThan(1e-8);
            }
        }
    }

    @Test
    void doublingTheRatesDoublesTheBands() {
        var p = draw(new Random(8));
        var once = FAST.bands(p);
        for (int a = 0; a < 5; a++) {
            p[a] *= 2;
        }
        var twice = FAST.bands(p);
        for (int b = 0; b < once.length; b++) {
            assertThat(twice[b]).isEqualTo(2 * once[b], within(1e-14 * twice[b]));
        }
    }

    @Test
    void withoutOpticalDepthTheStarsShineAsTheyAreAndNothingIsAbsorbed() {
        var p = draw(new Random(9));
        p[6] = 0;
        var bare = Sed.of(Pegase.kroupa(), PiecewiseSfh.bins()).bind(BANDS.subList(0, 16), SedRange.everything());
        var undimmed = bare.bands(Arrays.copyOf(p, 6));
        assertThat(worst(Arrays.copyOf(FAST.bands(p), 16), undimmed)).isLessThan(1e-11);
        assertThat(FAST.absorbedLuminosity(p, 0)).isZero();
    }

    @Test
    void whatTheDustRadiatesIsWhatItAbsorbed() {
        var spectra = Ngc628Reference.sed().spectra(fineGrid());
        var random = new Random(10);
        for (int i = 0; i < 5; i++) {
            var p = draw(random);
            var s = spectra.at(p);
            assertThat(integral(s.wavelength(), s.dust()) / FAST.absorbedLuminosity(p, 0))
                    .isEqualTo(1, within(2e-5)); // trapezoid rule on 20 000 wavelengths
            double lost = integral(s.wavelength(), s.unattenuated()) - integral(s.wavelength(), s.attenuated());
            assertThat(lost / FAST.absorbedLuminosity(p, 0)).isEqualTo(1, within(3e-4));
            assertThat(s.absorbedLuminosity() / FAST.absorbedLuminosity(p, 0)).isEqualTo(1, within(1e-10));
        }
    }

    private static double[] fineGrid() {
        var grid = new double[20_000];
        Arrays.setAll(grid, i -> 0.0912 * Math.pow(1000 / 0.0912, i / 19_999.0));
        return grid;
    }

    private static double integral(double[] wave, double[] lnu) {
        double sum = 0;
        for (int i = 0; i + 1 < wave.length; i++) {
            sum += 0.5 * (lnu[i] + lnu[i + 1]) * 2.99792458e14 * (1 / wave[i] - 1 / wave[i + 1]);
        }
        return sum;
    }

    @Test
    void twoBinsOfOneRateAreOneBin() {
        var two = Sed.of(Pegase.kroupa(), PiecewiseSfh.bins(0, 1e7, 1.3e8, 5e9), Calzetti.law(), DraineLi07.dust())
                .bind(BANDS, Ngc628Reference.range());
        var one = Sed.of(Pegase.kroupa(), PiecewiseSfh.bins(0, 1.3e8, 5e9), Calzetti.law(), DraineLi07.dust())
                .bind(BANDS, Ngc628Reference.range());
        var a = two.bands(0.4, 0.4, 2, 0.02, 0.7, 2, 3, 3e5, 0.1, 0.03);
        var b = one.bands(0.4, 2, 0.02, 0.7, 2, 3, 3e5, 0.1, 0.03);
        assertThat(worst(a, b)).isLessThan(1e-12);
        assertThat(two.stellarMass(new double[] {0.4, 0.4, 2, 0.02}, 0))
                .isEqualTo(one.stellarMass(new double[] {0.4, 2, 0.02}, 0), within(1.0));
    }

    @Test
    void anEvaluationAllocatesNothing() {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        var general = Ngc628Reference.sed().bind(BANDS, SedRange.everything());
        var p = draw(new Random(11));
        var out = new double[25];
        var jacobian = new double[12 * 25];
        long allocated = 0;
        for (int round = 0; round < 2; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20_000; i++) {
                FAST.bands(p, 0, out, 0);
                FAST.bandsWithGradient(p, 0, out, 0, jacobian, 0);
                FAST.absorbedLuminosity(p, 0);
                FAST.dustMass(p, 0);
                general.bands(p, 0, out, 0);
                general.bandsWithGradient(p, 0, out, 0, jacobian, 0);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated / 20_000).isZero();
    }

    @Test
    void aForkGivesTheSameNumbersAndWorksBesideTheOriginal() throws InterruptedException {
        var p = draw(new Random(12));
        var expected = FAST.bands(p);
        var fork = FAST.fork();
        var got = new double[25];
        var thread = new Thread(() -> {
            for (int i = 0; i < 20_000; i++) {
                fork.bands(p, 0, got, 0);
            }
        });
        thread.start();
        var other = draw(new Random(13));
        for (int i = 0; i < 20_000; i++) {
            FAST.bands(other, 0, new double[25], 0);
        }
        thread.join();
        assertThat(got).containsExactly(expected);
    }

    @Test
    void outsideTheBoundRangeBandsAreNaN() {
        for (int j : new int[] {6, 8, 10, 11}) {
            var p = draw(new Random(14));
            p[j] = -0.1;
            assertThat(FAST.bands(p)).containsOnly(Double.NaN);
            p[j] = Double.NaN;
            assertThat(FAST.bands(p)).containsOnly(Double.NaN);
        }
    }

    @Test
    void massesAndRatesFollowFromTheHistory() {
        var p = new double[] {1, 2, 3, 4, 5, 0.02, 0.5, 2, 1, 3e5, 0, 0.02};
        double age = Units.mpc(7.3).universeAge();
        assertThat(FAST.massFormed(p, 0)).isEqualTo(1e7 + 2 * 9e7 + 3 * 9e8 + 4 * 4e9 + 5 * (age - 5e9), within(1.0));
        assertThat(FAST.meanSfr(p, 0, 1e7)).isEqualTo(1, within(1e-12));
        assertThat(FAST.meanSfr(p, 0, 1e8)).isEqualTo((1e7 + 2 * 9e7) / 1e8, within(1e-12));
        assertThat(FAST.stellarMass(p, 0)).isBetween(0.4 * FAST.massFormed(p, 0), 0.8 * FAST.massFormed(p, 0));
    }

    @Test
    void dustOfTheLocalIntensityRadiates137SolarLuminositiesPerSolarMass() {
        // power per dust mass in the local interstellar radiation field, about 137 Lsun/Msun (Draine et al. 2007)
        var p = new double[] {1, 1, 1, 1, 1, 0.02, 0.5, 2, 1, 3e5, 0, 0.0390};
        double perMass = FAST.absorbedLuminosity(p, 0) / FAST.dustMass(p, 0);
        assertThat(perMass).isBetween(130.0, 144.0);
        p[10] = 0.3; // the same dust, partly at higher intensity, is brighter: less mass is needed
        assertThat(FAST.dustMass(p, 0)).isLessThan(FAST.absorbedLuminosity(p, 0) / perMass);
    }

    @Test
    void dustIsHeatedByLightFromTheLymanLimitOn() {
        // young stars shine strongly between 0.0912 and 0.1 um, where the published integral does not look
        var p = new double[] {1, 0, 0, 0, 0, 0.02, 0.5, 2, 1, 3e5, 0, 0.0390};
        var published =
                Ngc628Reference.sed().asPublished(Convention.HEATING_RANGE).bind(List.of(), Ngc628Reference.range());
        double ratio = published.absorbedLuminosity(p, 0) / FAST.absorbedLuminosity(p, 0);
        assertThat(ratio).isBetween(0.89, 0.93);
        // the same from the spectrum, whose wavelengths can be cut anywhere
        var s = Ngc628Reference.sed().spectra(fineGrid()).at(p);
        var lost = s.unattenuated();
        var kept = s.attenuated();
        var wave = s.wavelength();
        for (int i = 0; i < lost.length; i++) {
            lost[i] = wave[i] < 0.1 ? 0 : lost[i] - kept[i];
        }
        assertThat(integral(wave, lost) / FAST.absorbedLuminosity(p, 0)).isEqualTo(ratio, within(2e-3));
    }

    @Test
    void aVectorOfTheWrongLengthIsRefused() {
        assertThatThrownBy(() -> FAST.bands(1, 2, 3))
                .hasMessageContaining("12 parameters, psi_1, psi_2")
                .hasMessageContaining("got 3 values");
    }
}
