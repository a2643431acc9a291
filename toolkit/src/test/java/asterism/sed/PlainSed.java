package asterism.sed;

import asterism.math.GaussLegendre;
import asterism.math.PiecewiseLinear;
import java.util.List;

/**
 * What {@link BoundSed} computes, written down plainly: sums over all points of the spectral rule, the integral over U by
 * quadrature. Correct conventions only. Slow; for comparison.
 */
final class PlainSed {

    private static final GaussLegendre QUADRATURE = GaussLegendre.of(24);

    private final Sed sed;
    private final SpectralRule rule;
    private final StellarBins bins;
    private final double[][][] dustBands;
    private final double[][] dustPower;

    PlainSed(Sed sed, List<String> labels) {
        this.sed = sed;
        this.rule = SpectralRule.of(sed, sed.filters().get(labels));
        this.bins = new StellarBins(sed);
        var grid = sed.library().dust();
        this.dustBands = new double[grid.intensities().length][grid.pahFractions().length][rule.nBands];
        this.dustPower = new double[grid.intensities().length][grid.pahFractions().length];
        for (int u = 0; u < dustPower.length; u++) {
            for (int q = 0; q < dustPower[u].length; q++) {
                var lnu = java.util.Arrays.copyOf(grid.lnu(u, q, rule.continuum()), rule.nPoints());
                dustPower[u][q] = rule.power(lnu);
                for (int b = 0; b < rule.nBands; b++) {
                    dustBands[u][q][b] = rule.band(b, lnu);
                }
            }
        }
    }

    /** Attenuated stars in the bands; the absorbed power last. */
    double[] stars(double[] p) {
        int nBins = bins.nBins();
        var law = sed.attenuation().orElseThrow();
        var own = java.util.Arrays.copyOfRange(
                p, nBins + 1, nBins + 1 + law.parameters().size());
        var attenuated = new double[rule.nPoints()];
        double absorbed = 0;
        for (int a = 0; a < nBins; a++) {
            var s = bins.spectrum(p[nBins], a, rule);
            for (int i = 0; i < s.length; i++) {
                double tau = law.depth(rule.wave[i], own, 0) + (a == 0 ? law.birthCloudDepth(rule.wave[i], own, 0) : 0);
                attenuated[i] += p[a] * s[i] * Math.exp(-tau);
                absorbed -= p[a] * s[i] * Math.expm1(-tau) * rule.heating[i];
            }
        }
        var out = new double[rule.nBands + 1];
        for (int b = 0; b < rule.nBands; b++) {
            out[b] = rule.band(b, attenuated);
        }
        out[rule.nBands] = absorbed;
        return out;
    }

    /** Stars and dust in the bands. */
    double[] bands(double[] p) {
        var out = stars(p);
        int at = p.length - 5;
        double[] shape = new double[rule.nBands + 1];
        double gamma = p[at + 3];
        add(p, 1 - gamma, p[at + 1], shape);
        double uMin = p[at + 1];
        double uMax = p[at + 2];
        var us = sed.library().dust().intensities();
        double norm = 0;
        for (int u = 0; u + 1 < us.length; u++) {
            norm += cell(us, u, uMin, uMax, x -> Math.pow(x, -p[at]));
        }
        double total = norm;
        for (int u = 0; u + 1 < us.length; u++) {
            double lo = Math.max(uMin, us[u]);
            double hi = Math.min(uMax, us[u + 1]);
            if (hi <= lo) {
                continue;
            }
            for (int piece = 0; piece < 4; piece++) {
                double a = lo * Math.pow(hi / lo, piece / 4.0);
                double b = lo * Math.pow(hi / lo, (piece + 1) / 4.0);
                for (int g = 0; g < QUADRATURE.size(); g++) {
                    double x = 0.5 * (a + b) + 0.5 * (b - a) * QUADRATURE.node(g);
                    add(p, gamma * Math.pow(x, -p[at]) / total * QUADRATURE.weight(g) * 0.5 * (b - a), x, shape);
                }
            }
        }
        var bands = new double[rule.nBands];
        for (int b = 0; b < bands.length; b++) {
            bands[b] = out[b] + out[rule.nBands] * shape[b] / shape[rule.nBands];
        }
        return bands;
    }

    private static double cell(double[] us, int u, double uMin, double uMax, java.util.function.DoubleUnaryOperator f) {
        double lo = Math.max(uMin, us[u]);
        double hi = Math.min(uMax, us[u + 1]);
        double sum = 0;
        for (int piece = 0; piece < 4 && hi > lo; piece++) {
            sum += QUADRATURE.integrate(
                    f, lo * Math.pow(hi / lo, piece / 4.0), lo * Math.pow(hi / lo, (piece + 1) / 4.0));
        }
        return sum;
    }

    /** Adds weight times the emission at one intensity, linear in U and q. */
    private void add(double[] p, double weight, double u, double[] outShape) {
        var us = sed.library().dust().intensities();
        var qs = sed.library().dust().pahFractions();
        double q = p[p.length - 1];
        int i = PiecewiseLinear.interval(us, u);
        int j = PiecewiseLinear.interval(qs, q);
        double f = (u - us[i]) / (us[i + 1] - us[i]);
        double g = (q - qs[j]) / (qs[j + 1] - qs[j]);
        for (int di = 0; di < 2; di++) {
            for (int dj = 0; dj < 2; dj++) {
                double w = weight * (di == 0 ? 1 - f : f) * (dj == 0 ? 1 - g : g);
                for (int b = 0; b < rule.nBands; b++) {
                    outShape[b] += w * dustBands[i + di][j + dj][b];
                }
                outShape[rule.nBands] += w * dustPower[i + di][j + dj];
            }
        }
    }
}
