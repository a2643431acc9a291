package asterism.xray;

import asterism.random.RandomStream;

/**
 * {@link Engine#GIBBS}: the counts of every row are split among background and sources at random, in proportion to what each is
 * expected to contribute; given the split every intensity has a Gamma posterior, cut at the bound of its prior. Nothing to tune.
 *
 * @see <a href="https://doi.org/10.1086/318984">van Dyk et al. 2001</a>
 */
final class GibbsEngine {

    private final ScaledProblem p;
    private final Deviates deviates;
    private final double[] phi;
    private final double[] split; // counts given to each column
    private final double[] part;

    private GibbsEngine(ScaledProblem p, RandomStream random) {
        this.p = p;
        this.deviates = new Deviates(random);
        this.phi = p.start();
        this.split = new double[p.nFree];
        this.part = new double[p.nSources + 2];
    }

    static Solution solve(ScaledProblem p, AperturePhotometry settings, long seed) {
        int longer = 1;
        while (true) {
            double[][][] draws = sample(p, settings, longer, seed + longer);
            var report = NutsEngine.report(
                    draws,
                    0,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    (long) settings.chains() * longer * (settings.warmUp() + settings.draws()),
                    seed + longer);
            if ((report.rHat() <= 1.01 && report.bulkEss() >= 400) || longer >= 64) {
                if (!(report.rHat() <= 1.05 && report.bulkEss() >= 100)) {
                    throw new EngineException("the Gibbs sampler did not converge: " + report + "; take EXACT or NUTS");
                }
                return new Drawn(Engine.GIBBS, NutsEngine.pooled(p, draws), report);
            }
            longer *= 4; // overlapping sources and strong backgrounds mix slowly
        }
    }

    private static double[][][] sample(ScaledProblem p, AperturePhotometry settings, int longer, long seed) {
        int kept = longer * settings.draws();
        double[][][] draws = new double[p.nFree][settings.chains()][kept];
        for (int chain = 0; chain < settings.chains(); chain++) {
            var sampler = new GibbsEngine(p, RandomStream.of(seed).split(chain));
            sampler.disperse();
            for (int step = -longer * settings.warmUp(); step < kept; step++) {
                sampler.next();
                for (int j = 0; step >= 0 && j < p.nFree; j++) {
                    draws[j][chain][step] = sampler.phi[j];
                }
            }
        }
        return draws;
    }

    // starts apart, so that chains that do not meet are seen not to
    private void disperse() {
        for (int j = 0; j < phi.length; j++) {
            phi[j] = Math.min(0.99 * p.bound[j], deviates.gamma(1 + 0.5 * phi[j]) * 2);
        }
    }

    private void next() {
        java.util.Arrays.fill(split, 0);
        for (int k = 0; k < p.nObsids; k++) {
            int n = p.source[k].length;
            for (int i = p.rowStart[k]; i < p.rowStart[k + 1]; i++) {
                double left = p.counts[i];
                double rest = p.offset[i] + (p.isFrozen ? 0 : p.o[i] * phi[p.nSources + k]);
                double held = p.offset[i];
                for (int j = 0; j < n; j++) {
                    part[j] = p.g[k][(i - p.rowStart[k]) * n + j] * phi[p.source[k][j]];
                    rest += part[j];
                }
                for (int j = 0; j < n && left > 0; j++) {
                    double z = deviates.binomial(left, part[j] / rest);
                    split[p.source[k][j]] += z;
                    left -= z;
                    rest -= part[j];
                }
                if (!p.isFrozen && left > 0 && held == 0) {
                    split[p.nSources + k] += left;
                }
            }
        }
        for (int j = 0; j < phi.length; j++) {
            phi[j] = deviates.gammaBelow(1 + split[j], p.bound[j]);
        }
    }
}
