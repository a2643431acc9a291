package asterism.infer;

import asterism.random.KeyedRandom;

/**
 * One update of several walkers, each by a slice along the line through it and parallel to the difference of two walkers
 * of the other half (Karamanis and Beutler 2021, "differential move"): a level under the density, stepping out, and
 * shrinkage (Neal 2003, figures 3 and 5).
 *
 * <p>The walkers advance together, so that the density is asked for many points at once: {@link #ask} gives those of the
 * next round, {@link #take} their values. A point outside the hard bounds is known to lie outside the slice and is never
 * asked for. Allocates nothing after it has grown to the number of walkers. Not thread-safe.
 */
final class LineSlices {

    /**
     * Length of the first interval in standard deviations along the line. The slice of a Gaussian is 3 of them long; longer
     * intervals step out less often and shrink more often. From 3 to 5 the cost is the same within a tenth (docs/adr/0046).
     */
    private static final double LENGTH = 5;

    /** Most intervals that stepping out may add at both ends together; Neal's m - 1. */
    private static final int MOST_STEPS = 63;

    /** Trials after which a walker stays where it is: by then the interval is below the spacing of doubles. */
    private static final int MOST_TRIALS = 200;

    private static final byte LEFT = 0;
    private static final byte RIGHT = 1;
    private static final byte TRIAL = 2;

    private final int nDim;
    private final double[] lower;
    private final double[] upper;

    private int size; // number of walkers in this update
    private long step;
    private double[] theta = {}; // [nWalkers x nDim]
    private double[] logP = {}; // [nWalkers]
    private long[] accepted = {}; // [nWalkers]

    // of the update of each walker, [size]
    private int[] who = {};
    private double[] level = {}; // log of the height of the slice
    private double[] left = {}; // ends of the interval, in units of the direction; the walker is at 0
    private double[] right = {};
    private int[] leftSteps = {}; // how often each end may still step out; 0 when it is settled
    private int[] rightSteps = {};
    private int[] trials = {};
    private boolean[] isDone = {};
    private double[] direction = {}; // [size x nDim]

    // of the points that were asked for, [2 size] at most
    private int asked;
    private int[] slot = {};
    private byte[] kind = {};
    private double[] at = {};

    /**
     * For a density with hard bounds.
     *
     * @param lower [nDim]; may be -infinity. Kept.
     * @param upper [nDim]; may be +infinity. Kept.
     */
    LineSlices(double[] lower, double[] upper) {
        this.nDim = lower.length;
        this.lower = lower;
        this.upper = upper;
    }

    /** The most points of one round, for n walkers. */
    static int mostPoints(int n) {
        return 2 * n;
    }

    /**
     * Begins the update of the walkers {@code order[from ... to - 1]}: levels, lines, first intervals.
     *
     * @param order      numbers of all walkers, cut into halves. Not modified.
     * @param othersFrom where the other half begins in {@code order}
     * @param others     how many others there are, at least 2
     * @param random     the numbers of the seed
     * @param theta      [nWalkers x nDim], row-major. Changed by {@link #take}.
     * @param logP       [nWalkers], finite. Changed by {@link #take}.
     * @param accepted   [nWalkers]. Changed by {@link #take}.
     */
    void begin(
            long step,
            int[] order,
            int from,
            int to,
            int othersFrom,
            int others,
            KeyedRandom random,
            double[] theta,
            double[] logP,
            long[] accepted) {
        this.step = step;
        this.theta = theta;
        this.logP = logP;
        this.accepted = accepted;
        grow(to - from);
        for (int s = 0; s < size; s++) {
            int w = order[from + s];
            random.at(step, w);
            who[s] = w;
            level[s] = logP[w] + Math.log(1 - random.nextDouble());
            isDone[s] = !line(s, order, othersFrom, others, random);
            left[s] = -random.nextDouble();
            right[s] = left[s] + 1;
            leftSteps[s] = random.nextInt(MOST_STEPS + 1);
            rightSteps[s] = MOST_STEPS - leftSteps[s];
            trials[s] = 0;
        }
    }

    private void grow(int n) {
        size = n;
        if (who.length >= n) {
            return;
        }
        who = new int[n];
        level = new double[n];
        left = new double[n];
        right = new double[n];
        leftSteps = new int[n];
        rightSteps = new int[n];
        trials = new int[n];
        isDone = new boolean[n];
        direction = new double[n * nDim];
        slot = new int[mostPoints(n)];
        kind = new byte[mostPoints(n)];
        at = new double[mostPoints(n)];
    }

    /**
     * Draws the line of a walker. The difference of two independent draws is sqrt(2 nDim) standard deviations long, in the
     * metric of the covariance; the interval is scaled to {@link #LENGTH} of them, whatever the number of dimensions.
     *
     * @return false where the two others are on one spot and there is no line
     */
    private boolean line(int s, int[] order, int othersFrom, int others, KeyedRandom random) {
        int i = random.nextInt(others);
        int j = random.nextInt(others - 1);
        j += j >= i ? 1 : 0; // another one than i
        double length = LENGTH / Math.sqrt(2.0 * nDim);
        int a = order[othersFrom + i] * nDim;
        int b = order[othersFrom + j] * nDim;
        boolean isLine = false;
        for (int k = 0; k < nDim; k++) {
            double d = length * (theta[a + k] - theta[b + k]);
            direction[s * nDim + k] = d;
            isLine |= d != 0;
        }
        return isLine;
    }

    /**
     * The points of the next round.
     *
     * @param random    the numbers of the seed
     * @param outPoints [mostPoints x nDim], row-major. Overwritten.
     * @return how many there are; 0 when all walkers are done
     */
    int ask(KeyedRandom random, double[] outPoints) {
        asked = 0;
        for (int s = 0; s < size; s++) {
            if (isDone[s]) {
                continue;
            }
            if (leftSteps[s] > 0 && !ask(s, LEFT, left[s], outPoints)) {
                leftSteps[s] = 0;
            }
            if (rightSteps[s] > 0 && !ask(s, RIGHT, right[s], outPoints)) {
                rightSteps[s] = 0;
            }
            if (leftSteps[s] == 0 && rightSteps[s] == 0) {
                askTrial(s, random, outPoints);
            }
        }
        return asked;
    }

    /** A point of the interval, the ends moved in while it lies outside the hard bounds. */
    private void askTrial(int s, KeyedRandom random, double[] outPoints) {
        while (trials[s] < MOST_TRIALS) {
            // an address of its own for each trial: the walkers take their turns in any order
            random.at(step, who[s] + (trials[s] + 1L) * logP.length);
            trials[s]++;
            double t = left[s] + random.nextDouble() * (right[s] - left[s]);
            if (ask(s, TRIAL, t, outPoints)) {
                return;
            }
            shrink(s, t);
        }
        isDone[s] = true;
    }

    private void shrink(int s, double t) {
        if (t < 0) {
            left[s] = t;
        } else {
            right[s] = t;
        }
    }

    /** Asks for the point at t, where that lies within the hard bounds. */
    private boolean ask(int s, byte what, double t, double[] outPoints) {
        int x = who[s] * nDim;
        int d = s * nDim;
        int out = asked * nDim;
        for (int k = 0; k < nDim; k++) {
            double value = theta[x + k] + t * direction[d + k];
            if (!(value >= lower[k] && value <= upper[k])) {
                return false;
            }
            outPoints[out + k] = value;
        }
        slot[asked] = s;
        kind[asked] = what;
        at[asked++] = t;
        return true;
    }

    /**
     * Goes on with the values of the points that were asked for: steps out, shrinks, or moves the walker.
     *
     * @param points as {@link #ask} gave them. Not modified.
     * @param values their log densities. Not modified.
     */
    void take(double[] points, double[] values) {
        for (int i = 0; i < asked; i++) {
            int s = slot[i];
            boolean isInSlice = values[i] >= level[s];
            switch (kind[i]) {
                case LEFT -> {
                    left[s] -= isInSlice ? 1 : 0;
                    leftSteps[s] = isInSlice ? leftSteps[s] - 1 : 0;
                }
                case RIGHT -> {
                    right[s] += isInSlice ? 1 : 0;
                    rightSteps[s] = isInSlice ? rightSteps[s] - 1 : 0;
                }
                default -> {
                    if (isInSlice) {
                        moveTo(s, points, i * nDim, values[i]);
                    } else {
                        shrink(s, at[i]);
                    }
                }
            }
        }
    }

    private void moveTo(int s, double[] points, int offset, double value) {
        int w = who[s];
        System.arraycopy(points, offset, theta, w * nDim, nDim);
        logP[w] = value;
        accepted[w]++;
        isDone[s] = true;
    }
}
