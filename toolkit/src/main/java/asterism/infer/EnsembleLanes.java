package asterism.infer;

import asterism.param.ParameterSpace;
import asterism.random.KeyedRandom;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The threads of an ensemble, each with its fork of the density and its workspace: proposes, evaluates and accepts for
 * a half of the walkers. Allocates nothing after it is made.
 */
final class EnsembleLanes implements AutoCloseable {

    /** A batch is cut so that an interrupt is seen after about this long, s. */
    private static final double PATIENCE = 0.1;

    private final ParameterSpace space;
    private final int nDim;
    private final double[] lower;
    private final double[] upper;
    private final Lane[] lanes;
    private final Crew crew;
    private final Pace pace;
    private final Thread owner = Thread.currentThread();

    // the task at hand, published to the crew by its hand-over
    private Move move = Samplers.stretch();
    private long step;
    private double beta;
    private boolean slices;
    private int[] order = {};
    private int begin;
    private int end;
    private int members;
    private double[] theta = {};
    private double[] logP = {};
    private long[] accepted = {};
    private final Crew.Task task = this::part;
    private volatile boolean stopped;

    EnsembleLanes(Posterior posterior, Pace pace) {
        this.pace = pace;
        int threads = pace.most();
        this.space = posterior.space();
        this.nDim = space.dimension();
        this.lower = posterior.lower();
        this.upper = posterior.upper();
        this.lanes = new Lane[threads];
        var density = posterior.logDensity();
        if (density.dimension() != nDim) {
            throw new IllegalArgumentException("the log density of "
                    + posterior.provenance().title() + " takes " + density.dimension()
                    + " values, but its posterior has "
                    + nDim + " parameters " + space.names() + "; dimension() and space() must agree");
        }
        for (int i = 0; i < threads; i++) {
            lanes[i] = new Lane(density.fork());
        }
        this.crew = new Crew(threads, "asterism-ensemble");
    }

    /**
     * Moves the walkers {@code order[begin ... end - 1]} by the positions of all others.
     *
     * @param beta     the power of the density that is sampled: 1, less for a start
     * @param theta    [nWalkers x nDim], row-major. Changed.
     * @param logP     [nWalkers], of the density itself. Changed.
     * @param accepted [nWalkers]. Changed.
     * @return false when an interrupt cut the work short; the state is then half done and must be put back
     */
    boolean move(
            Move move,
            long seed,
            long step,
            double beta,
            int[] order,
            int begin,
            int end,
            double[] theta,
            double[] logP,
            long[] accepted) {
        this.move = move;
        this.beta = beta;
        this.slices = false;
        return advance(seed, step, order, begin, end, end - begin, theta, logP, accepted);
    }

    /**
     * Moves the walkers {@code order[begin ... end - 1]}, each by a slice along the difference of two others.
     *
     * @param theta    [nWalkers x nDim], row-major. Changed.
     * @param logP     [nWalkers]. Changed.
     * @param accepted [nWalkers]. Changed.
     * @return false when an interrupt cut the work short; the state is then half done and must be put back
     */
    boolean slice(
            long seed, long step, int[] order, int begin, int end, double[] theta, double[] logP, long[] accepted) {
        this.slices = true;
        int points = LineSlices.mostPoints(end - begin);
        return advance(seed, step, order, begin, end, points, theta, logP, accepted);
    }

    private boolean advance(
            long seed,
            long step,
            int[] order,
            int begin,
            int end,
            int points,
            double[] theta,
            double[] logP,
            long[] accepted) {
        this.step = step;
        this.order = order;
        this.begin = begin;
        this.end = end;
        this.theta = theta;
        this.logP = logP;
        this.accepted = accepted;
        stopped = false;
        int most = end - begin;
        for (var lane : lanes) {
            lane.prepare(seed, points);
        }
        members = pace.members();
        long t = System.nanoTime();
        crew.run(members, task);
        pace.record(System.nanoTime() - t, most);
        return !stopped;
    }

    /** Where the half that stands still begins in the order. */
    private int othersFrom() {
        return begin == 0 ? order.length / 2 : 0;
    }

    /** How many stand still. */
    private int others() {
        return begin == 0 ? order.length - order.length / 2 : order.length / 2;
    }

    private void part(int member) {
        int n = end - begin;
        int from = begin + (int) ((long) n * member / members);
        int to = begin + (int) ((long) n * (member + 1) / members);
        if (slices) {
            lanes[member].slice(from, to);
        } else {
            lanes[member].move(from, to);
        }
    }

    /** Points at which the density was evaluated, of all threads. */
    long evaluations() {
        return Arrays.stream(lanes).mapToLong(lane -> lane.evaluations).sum();
    }

    /** Whether a point lies within the hard bounds; NaN does not. */
    private boolean isInside(double[] points, int offset) {
        for (int k = 0; k < nDim; k++) {
            double x = points[offset + k];
            if (!(x >= lower[k] && x <= upper[k])) {
                return false;
            }
        }
        return true;
    }

    /**
     * Evaluates points, spread over the crew: -infinity outside the hard bounds.
     *
     * @param points  [n x nDim], row-major. Not modified.
     * @param outLogP [n]. Overwritten.
     */
    void evaluate(double[] points, int n, double[] outLogP) {
        for (var lane : lanes) {
            lane.prepare(0, n);
        }
        int k = pace.members();
        long t = System.nanoTime();
        crew.run(k, member -> {
            int from = (int) ((long) n * member / k);
            int to = (int) ((long) n * (member + 1) / k);
            lanes[member].evaluate(points, from, to, outLogP);
        });
        pace.record(System.nanoTime() - t, n);
    }

    /** Puts each stuck walker onto another one, chosen at random, moved along the difference of two more. */
    void reseed(int[] stuck, long seed, int step, double[] theta, double[] logP) {
        boolean[] isStuck = new boolean[logP.length];
        for (int w : stuck) {
            isStuck[w] = true;
        }
        int[] good = IntStream.range(0, logP.length).filter(w -> !isStuck[w]).toArray();
        double[] trial = new double[nDim];
        double[] value = new double[1];
        for (int w : stuck) {
            var random = KeyedRandom.of(seed).at(step, ~(long) w - logP.length);
            int a = good[random.nextInt(good.length)];
            int b = good[random.nextInt(good.length)];
            int c = good[random.nextInt(good.length)];
            for (int k = 0; k < nDim; k++) {
                trial[k] = theta[a * nDim + k] + 0.1 * (theta[b * nDim + k] - theta[c * nDim + k]);
            }
            evaluate(trial, 1, value);
            boolean near = value[0] > logP[a] - 10;
            System.arraycopy(near ? trial : theta, near ? 0 : a * nDim, theta, w * nDim, nDim);
            logP[w] = near ? value[0] : logP[a];
        }
    }

    @Override
    public void close() {
        crew.close();
    }

    /** What one thread works with. */
    private final class Lane {
        private final LogDensity density;
        private KeyedRandom random = KeyedRandom.of(0);
        private long seed;
        private double[] proposals = {}; // [n x nDim]
        private double[] values = {}; // [n]
        private double[] factors = {}; // [n]
        private double[] thresholds = {}; // [n]
        private int[] who = {}; // [n]
        private int chunk = Integer.MAX_VALUE;
        private long evaluations;
        private final LineSlices lines;

        private Lane(LogDensity density) {
            this.density = density;
            this.lines = new LineSlices(lower, upper);
        }

        private void prepare(long seed, int n) {
            if (values.length < n) {
                proposals = new double[n * nDim];
                values = new double[n];
                factors = new double[n];
                thresholds = new double[n];
                who = new int[n];
            }
            if (this.seed != seed) {
                this.seed = seed;
                random = KeyedRandom.of(seed);
            }
        }

        private void move(int from, int to) {
            int othersFrom = othersFrom();
            int others = others();
            int n = 0;
            for (int i = from; i < to; i++) {
                int w = order[i];
                random.at(step, w);
                double factor = move.propose(theta, nDim, w, order, othersFrom, others, random, proposals, n * nDim);
                double u = random.nextDouble();
                if (isInside(proposals, n * nDim)) {
                    who[n] = w;
                    factors[n] = factor;
                    thresholds[n] = Math.log(1 - u);
                    n++;
                }
            }
            if (!evaluateHere(n)) {
                stopped = true;
                return;
            }
            for (int i = 0; i < n; i++) {
                int w = who[i];
                if (thresholds[i] < factors[i] + beta * (values[i] - logP[w])) {
                    System.arraycopy(proposals, i * nDim, theta, w * nDim, nDim);
                    logP[w] = values[i];
                    accepted[w]++;
                }
            }
        }

        private void slice(int from, int to) {
            lines.begin(step, order, from, to, othersFrom(), others(), random, theta, logP, accepted);
            for (int n = lines.ask(random, proposals); n > 0; n = lines.ask(random, proposals)) {
                if (!evaluateHere(n)) {
                    stopped = true;
                    return;
                }
                lines.take(proposals, values);
            }
        }

        private void evaluate(double[] points, int from, int to, double[] outLogP) {
            int n = 0;
            for (int i = from; i < to; i++) {
                if (isInside(points, i * nDim)) {
                    who[n] = i;
                    System.arraycopy(points, i * nDim, proposals, n * nDim, nDim);
                    n++;
                } else {
                    outLogP[i] = Double.NEGATIVE_INFINITY;
                }
            }
            evaluateHere(n);
            for (int i = 0; i < n; i++) {
                outLogP[who[i]] = values[i];
            }
        }

        /** The first n proposals to values; false when the user does not want to wait for them. */
        private boolean evaluateHere(int n) {
            if (n == 0) {
                return true;
            }
            evaluations += n;
            if (n <= chunk) {
                long t = System.nanoTime();
                density.evaluate(proposals, n, values);
                double seconds = 1e-9 * (System.nanoTime() - t);
                if (seconds > PATIENCE) {
                    chunk = Math.max(1, (int) (n * PATIENCE / seconds));
                }
            } else if (!evaluateInChunks(n)) {
                return false;
            }
            for (int i = 0; i < n; i++) {
                if (!(values[i] < Double.POSITIVE_INFINITY)) {
                    var what = Double.isNaN(values[i]) ? "NaN" : "+infinity";
                    throw new SamplingException("the log density is " + what + " at " + words(proposals, i * nDim)
                            + "; a model must give a number, or -infinity where it is impossible");
                }
            }
            return true;
        }

        /** For densities so slow that the user's interrupt must be looked for between two pieces of a batch. */
        private boolean evaluateInChunks(int n) {
            double[] points = new double[chunk * nDim];
            double[] out = new double[chunk];
            for (int i = 0; i < n; i += chunk) {
                if (owner.isInterrupted()) {
                    return false;
                }
                int m = Math.min(chunk, n - i);
                System.arraycopy(proposals, i * nDim, points, 0, m * nDim);
                density.evaluate(points, m, out);
                System.arraycopy(out, 0, values, i, m);
            }
            return true;
        }
    }

    /** {@code center/psi_1 = 0.1, disk/qPAH = 0.02} */
    private String words(double[] points, int offset) {
        return IntStream.range(0, nDim)
                .mapToObj(k -> space.axis(k).path() + " = " + Digits.significant(points[offset + k], 6))
                .collect(Collectors.joining(", "));
    }
}
