package asterism.region;

import asterism.infer.LogDensity;
import asterism.sed.BoundSed;
import java.util.Arrays;

/** The log likelihood of a region model without its prior, on arrays, with a workspace. */
final class RegionLikelihood implements LogDensity {

    private final JointPrior prior;
    private final JointLikelihood likelihood;
    private final BoundSed[] seds;
    private final int nBands;
    private final double[] full;
    private final double[] lnu; // [nRegions x nBands], Lsun/Hz

    RegionLikelihood(JointPrior prior, JointLikelihood likelihood, BoundSed[] seds, int nBands) {
        this.prior = prior;
        this.likelihood = likelihood;
        this.seds = seds;
        this.nBands = nBands;
        this.full = prior.template();
        this.lnu = new double[seds.length * nBands];
    }

    @Override
    public int dimension() {
        return prior.dimension();
    }

    @Override
    public void evaluate(double[] theta, int n, double[] outLogL) {
        for (int i = 0; i < n; i++) {
            prior.fill(theta, i * prior.dimension(), full);
            for (int r = 0; r < seds.length; r++) {
                seds[r].bands(full, prior.offset(r), lnu, r * nBands);
            }
            outLogL[i] = likelihood.logLikelihood(lnu);
        }
    }

    @Override
    public LogDensity fork() {
        return new RegionLikelihood(
                prior, likelihood, Arrays.stream(seds).map(BoundSed::fork).toArray(BoundSed[]::new), nBands);
    }
}
