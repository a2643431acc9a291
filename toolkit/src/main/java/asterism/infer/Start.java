package asterism.infer;

import asterism.display.Numbers;
import asterism.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Where the walkers of an ensemble begin; see {@link Samplers#multiStart()}, {@link Samplers#fromPrior()} and {@link Samplers#around}. */
public final class Start {

    static final Start MULTI_START = new Start("multi-start", new double[0], new double[0][]);
    static final Start PRIOR = new Start("prior", new double[0], new double[0][]);

    private static final int ROUNDS = 100;
    private static final long START = 0x5747; // the stream of the start

    private final String name;
    private final double[] center;
    private final double[][]
            root; // rows of the lower triangular root of the covariance, row k of at most k + 1 numbers

    private Start(String name, double[] center, double[][] root) {
        this.name = name;
        this.center = center;
        this.root = root;
    }

    static Start around(double[] center, double[] sigma) {
        if (center.length != sigma.length) {
            throw new IllegalArgumentException("around(center, sigma): as many sigmas as values are needed, got "
                    + center.length + " values and " + sigma.length + " sigmas");
        }
        for (int k = 0; k < sigma.length; k++) {
            if (!(sigma[k] > 0) || !Double.isFinite(sigma[k]) || !Double.isFinite(center[k])) {
                throw new IllegalArgumentException("around(center, sigma): value " + k
                        + " must be finite and its sigma above 0, got " + center[k] + " and " + sigma[k]);
            }
        }
        double[][] root = new double[sigma.length][];
        for (int k = 0; k < sigma.length; k++) {
            root[k] = new double[k + 1];
            root[k][k] = sigma[k];
        }
        return new Start("around", center.clone(), root);
    }

    static Start around(double[] center, double[][] covariance) {
        int n = center.length;
        if (covariance.length != n || Arrays.stream(covariance).anyMatch(row -> row.length != n)) {
            throw new IllegalArgumentException("around(center, covariance): " + n + " values need a covariance of " + n
                    + " rows and columns, got " + covariance.length + " rows");
        }
        double[][] root = new double[n][];
        for (int k = 0; k < n; k++) {
            root[k] = new double[k + 1];
            for (int j = 0; j <= k; j++) {
                double sum = covariance[k][j];
                for (int i = 0; i < j; i++) {
                    sum -= root[k][i] * root[j][i];
                }
                root[k][j] = j < k ? sum / root[j][j] : Math.sqrt(sum);
            }
            if (!(root[k][k] > 0) || !Double.isFinite(root[k][k]) || !Double.isFinite(center[k])) {
                throw new IllegalArgumentException(
                        "around(center, covariance): the covariance must be positive definite and all "
                                + "values finite; value " + k + " is " + center[k] + " with variance "
                                + covariance[k][k]);
            }
        }
        return new Start("around", center.clone(), root);
    }

    /** Whether this is the start of the published tools, which is left alone to show what it does. */
    boolean isPublished() {
        return equals(PRIOR);
    }

    /**
     * Places the walkers.
     *
     * @param outTheta [nWalkers x nDim], row-major. Overwritten.
     * @param outLogP  [nWalkers], finite. Overwritten.
     * @return what there is to say of it
     */
    List<String> place(
            Posterior posterior,
            EnsembleLanes lanes,
            Progress progress,
            long seed,
            int walkers,
            double[] outTheta,
            double[] outLogP) {
        int nDim = posterior.space().dimension();
        if (name.equals("around") && center.length != nDim) {
            throw new IllegalArgumentException("around(center, sigma): got " + center.length + " values for " + nDim
                    + " parameters; give one for each of " + posterior.space().names());
        }
        if (equals(MULTI_START)) {
            return new Ascent(posterior, lanes, progress, seed, walkers).place(outTheta, outLogP);
        }
        draw(posterior, lanes, seed, walkers, outTheta, outLogP);
        return List.of();
    }

    /** Independent draws; those where the density vanishes are drawn again. */
    void draw(Posterior posterior, EnsembleLanes lanes, long seed, int walkers, double[] outTheta, double[] outLogP) {
        int nDim = posterior.space().dimension();
        var root = RandomStream.of(seed).split(START);
        double[] trial = new double[walkers * nDim];
        double[] value = new double[walkers];
        double[] one = new double[nDim];
        int placed = 0;
        for (int round = 0; placed < walkers && round < ROUNDS; round++) {
            for (int w = placed; w < walkers; w++) {
                var random = root.split((long) round * walkers + w);
                if (name.equals("around")) {
                    ball(random, one);
                } else {
                    posterior.drawPrior(random, one);
                }
                System.arraycopy(one, 0, trial, (w - placed) * nDim, nDim);
            }
            int tried = walkers - placed;
            lanes.evaluate(trial, tried, value);
            for (int i = 0; i < tried; i++) {
                if (value[i] > Double.NEGATIVE_INFINITY) {
                    System.arraycopy(trial, i * nDim, outTheta, placed * nDim, nDim);
                    outLogP[placed++] = value[i];
                }
            }
        }
        if (placed < walkers) {
            throw new SamplingException("the log density is -infinity at " + (placed == 0 ? "all" : "nearly all")
                    + " of " + (long) ROUNDS * walkers + " starting points, "
                    + (name.equals("around") ? "Gaussian about the point that was given" + outside(posterior) : words())
                    + "; check that priors and model allow some values in common, "
                    + (name.equals("around") ? "and begin around(...) one of them" : "or begin around(point, sigma)"));
        }
    }

    /** Which values of the point are outside the hard bounds; empty where none is. */
    private String outside(Posterior posterior) {
        double[] lower = posterior.lower();
        double[] upper = posterior.upper();
        return IntStream.range(0, center.length)
                .filter(k -> center[k] < lower[k] || center[k] > upper[k])
                .mapToObj(k -> posterior.space().axis(k).path() + " = " + Numbers.exact(center[k]) + " is outside ["
                        + Numbers.exact(lower[k]) + ", " + Numbers.exact(upper[k]) + "]")
                .reduce("", (all, one) -> all + (all.isEmpty() ? ", where " : ", ") + one);
    }

    private void ball(RandomStream random, double[] out) {
        double[] normal = new double[center.length];
        for (int k = 0; k < normal.length; k++) {
            normal[k] = random.nextGaussian();
            out[k] = center[k];
            for (int j = 0; j <= k; j++) {
                out[k] += root[k][j] * normal[j];
            }
        }
    }

    /** In words, as it stands in summaries and files. */
    String words() {
        return switch (name) {
            case "multi-start" -> "populations that climb from the prior";
            case "prior" -> "draws from the prior";
            default -> "a ball around a point, hash " + (31 * Arrays.hashCode(center) + Arrays.deepHashCode(root));
        };
    }

    @Override
    public String toString() {
        return words();
    }
}
