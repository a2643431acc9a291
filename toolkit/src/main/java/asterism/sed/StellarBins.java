package asterism.sed;

import asterism.display.Numbers;
import asterism.math.PiecewiseLinear;
import java.util.Arrays;

/**
 * The library's populations integrated over age bins: what 1 Msun/yr in a bin shines and weighs, at the library's
 * metallicities and between them.
 */
final class StellarBins {

    private static final int SAMPLES = 101;

    private final StellarGrid grid;
    private final boolean publishedLines;
    private final double[] nodes; // um
    private final int nBins;
    private final double[][] ageWeight; // [nBins][nAges], yr
    private final double[][][] continuum; // [nZ][nBins][nNodes], Lsun/Hz per Msun/yr
    private final double[][][] line; // [nZ][nBins][nLines], Lsun per Msun/yr
    private final double[][] mass; // [nZ][nBins], Msun per Msun/yr
    private final double[][][] pixels; // [nZ][nBins][1200]: lines as the published codes place them
    private final double[] pixelWave;

    StellarBins(Sed sed) {
        this.grid = sed.library().stars(sed.stars().isNebular());
        this.publishedLines = sed.uses(Convention.LINE_PLACEMENT);
        var edges = sed.ageEdges();
        var ages = grid.ages();
        if (edges[edges.length - 1] > ages[ages.length - 1]) {
            throw new IllegalArgumentException("age bins: the oldest edge, "
                    + Numbers.significant(edges[edges.length - 1] / 1e9, 6)
                    + " Gyr, is older than the oldest population, "
                    + Numbers.significant(ages[ages.length - 1] / 1e9, 6) + " Gyr; give younger edges");
        }
        this.nBins = edges.length - 1;
        this.ageWeight = new double[nBins][];
        for (int a = 0; a < nBins; a++) {
            ageWeight[a] = sed.uses(Convention.AGE_QUADRATURE)
                    ? publishedWeights(ages, edges[a], edges[a + 1])
                    : PiecewiseLinear.integralWeights(ages, edges[a], edges[a + 1]);
        }
        int nZ = grid.metallicities().length;
        this.nodes = grid.wavelengths();
        int nNodes = nodes.length;
        int nLines = grid.lines().size();
        this.continuum = new double[nZ][nBins][nNodes];
        this.line = new double[nZ][nBins][nLines];
        this.mass = new double[nZ][nBins];
        for (int z = 0; z < nZ; z++) {
            for (int a = 0; a < nBins; a++) {
                integrate(z, a);
            }
        }
        this.pixelWave = publishedLines ? SpectralRule.publishedGrid() : new double[0];
        this.pixels = new double[publishedLines ? nZ : 0][nBins][];
        var profiles = new double[publishedLines ? nLines : 0][];
        for (int k = 0; k < profiles.length; k++) {
            profiles[k] = Arrays.stream(pixelWave)
                    .map(grid.lines().get(k)::pixelProfile)
                    .toArray();
        }
        for (int z = 0; z < pixels.length; z++) {
            for (int a = 0; a < nBins; a++) {
                pixels[z][a] = sum(line[z][a], profiles, pixelWave.length);
            }
        }
    }

    private void integrate(int z, int a) {
        for (int t = 0; t < ageWeight[a].length; t++) {
            double w = ageWeight[a][t];
            if (w == 0) {
                continue;
            }
            var out = continuum[z][a];
            for (int j = 0; j < out.length; j++) {
                out[j] += w * grid.lnu(z, t, j);
            }
            for (int k = 0; k < line[z][a].length; k++) {
                line[z][a][k] += w * grid.line(z, t, k);
            }
            mass[z][a] += w * grid.survivingMass(z, t);
        }
    }

    private static double[] sum(double[] luminosity, double[][] profiles, int n) {
        var out = new double[n];
        for (int k = 0; k < luminosity.length; k++) {
            for (int i = 0; i < n; i++) {
                out[i] += luminosity[k] * profiles[k][i];
            }
        }
        return out;
    }

    /**
     * Weights of the published quadrature: trapezoid rule through 101 ages from the old edge down, of which the last one
     * is lost where 100 (w/100) rounds above the bin's width w.
     */
    static double[] publishedWeights(double[] ages, double young, double old) {
        double width = old - young;
        double step = width / (SAMPLES - 1);
        int n = (SAMPLES - 1) * step > width ? SAMPLES - 1 : SAMPLES;
        var sample = new double[n];
        Arrays.setAll(sample, k -> old - k * step);
        var weight = new double[ages.length];
        for (int k = 0; k < n; k++) {
            double w = 0.5 * (sample[Math.max(0, k - 1)] - sample[k] + sample[k] - sample[Math.min(n - 1, k + 1)]);
            double t = Math.max(ages[0], sample[k]);
            int i = PiecewiseLinear.interval(ages, t);
            double f = (t - ages[i]) / (ages[i + 1] - ages[i]);
            weight[i] += w * (1 - f);
            weight[i + 1] += w * f;
        }
        return weight;
    }

    int nBins() {
        return nBins;
    }

    int nMetallicities() {
        return mass.length;
    }

    StellarGrid grid() {
        return grid;
    }

    /** An integral over the bin of any number of the grid, per Msun/yr. */
    double integral(int bin, java.util.function.IntToDoubleFunction ofAge) {
        double sum = 0;
        for (int t = 0; t < ageWeight[bin].length; t++) {
            sum += ageWeight[bin][t] == 0 ? 0 : ageWeight[bin][t] * ofAge.applyAsDouble(t);
        }
        return sum;
    }

    /** Luminosity of a line in a bin at a library metallicity, Lsun per Msun/yr. */
    double line(int z, int bin, int k) {
        return line[z][bin][k];
    }

    /** Surviving mass of each bin at a metallicity (linear in Z), [nBins], Msun per Msun/yr. */
    double[] survivingMass(double metallicity) {
        var zs = grid.metallicities();
        int z = PiecewiseLinear.interval(zs, metallicity);
        double f = (metallicity - zs[z]) / (zs[z + 1] - zs[z]);
        var out = new double[nBins];
        for (int a = 0; a < nBins; a++) {
            out[a] = (1 - f) * mass[z][a] + f * mass[z + 1][a];
        }
        return out;
    }

    /**
     * Spectrum of a bin at a library metallicity on the points of a rule, [nPoints]: Lsun/Hz (continuum) and Lsun
     * (lines) per Msun/yr.
     */
    double[] spectrum(int z, int bin, SpectralRule rule) {
        var out = new double[rule.nPoints()];
        for (int i = 0; i < rule.nContinuum; i++) {
            out[i] = continuumAt(z, bin, rule.wave[i]);
        }
        for (int k = 0; k < rule.nPoints() - rule.nContinuum; k++) {
            out[rule.nContinuum + k] = line[z][bin][k];
        }
        return out;
    }

    /** Luminosity density at a wavelength [um], with the lines where they are placed in pixels. */
    double continuumAt(int z, int bin, double micron) {
        if (micron < SpectralRule.LYMAN_LIMIT) {
            return 0;
        }
        double l = PiecewiseLinear.at(nodes, continuum[z][bin], micron);
        if (publishedLines) {
            l += PiecewiseLinear.at(pixelWave, pixels[z][bin], micron);
        }
        return Math.max(0, l);
    }

    /**
     * Between two library metallicities: 10 to the power of the linear interpolation of log10 L.
     *
     * @param f      0 at the lower metallicity, 1 at the upper one
     * @param lower  [n]. Not modified.
     * @param upper  [n]. Not modified.
     */
    static double[] betweenMetallicities(double f, double[] lower, double[] upper) {
        if (f == 0) {
            return lower.clone();
        }
        if (f == 1) {
            return upper.clone();
        }
        var out = new double[lower.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = lower[i] > 0 && upper[i] > 0 ? lower[i] * Math.exp(f * Math.log(upper[i] / lower[i])) : 0;
        }
        return out;
    }

    /** Spectrum of a bin at any metallicity on the points of a rule. */
    double[] spectrum(double metallicity, int bin, SpectralRule rule) {
        var zs = grid.metallicities();
        int z = PiecewiseLinear.interval(zs, metallicity);
        double f = (metallicity - zs[z]) / (zs[z + 1] - zs[z]);
        return betweenMetallicities(
                f,
                f == 1 ? new double[rule.nPoints()] : spectrum(z, bin, rule),
                f == 0 ? new double[rule.nPoints()] : spectrum(z + 1, bin, rule));
    }
}
