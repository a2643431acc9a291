package asterism.infer;

import java.util.Arrays;

/**
 * What a chain learns while it warms up: the step size by dual averaging (Hoffman and Gelman 2014, section 3.2) and the
 * metric from the draws of windows that double in length (Stan reference manual, "Automatic parameter tuning").
 *
 * <p>Of 1000 steps, 75 find the posterior, 875 estimate the metric in windows of 25, 50, 100, 200 and 500 steps, and 50 settle the
 * step size. A window's covariance is drawn towards a thousandth of the starting one with the weight of five draws: to
 * a scale that the parameters have, where Stan takes 0.001 in whatever unit they have.
 */
final class WarmUp {

    private static final int BEGIN = 75;
    private static final int END = 50;
    private static final int FIRST_WINDOW = 25;
    private static final double PRIOR_DRAWS = 5;
    private static final double PRIOR_SCALE = 1e-3;

    // dual averaging
    private static final double GAMMA = 0.05;
    private static final double T0 = 10;
    private static final double KAPPA = 0.75;

    private final int nDim;
    private final boolean dense;
    private final double target;
    private final boolean[] ends; // of a window, per step
    private final int begin;
    private final int end;
    private final double[] variance0; // of the start, [nDim]

    // running moments of the window
    private final double[] mean;
    private final double[] moment; // [nDim] or [nDim x nDim]
    private final double[] delta;
    private int draws;

    private double mu;
    private double error; // H-bar
    private double logAverage; // log epsilon-bar
    private int count;

    /**
     * A schedule.
     *
     * @param variance0 variances of the start, [nDim]. Copied.
     */
    WarmUp(int steps, double target, boolean dense, double[] variance0) {
        this.nDim = variance0.length;
        this.dense = dense;
        this.target = target;
        this.variance0 = variance0.clone();
        this.mean = new double[nDim];
        this.moment = new double[dense ? nDim * nDim : nDim];
        this.delta = new double[nDim];
        boolean room = steps >= BEGIN + FIRST_WINDOW + END;
        this.begin = room ? BEGIN : (int) (0.15 * steps);
        this.end = steps - (room ? END : (int) (0.1 * steps));
        this.ends = new boolean[steps + 1];
        int first = begin;
        int length = room ? FIRST_WINDOW : end - begin;
        while (first < end) {
            boolean last = first + length + 2 * length > end; // the next one would not fit
            int stop = last ? end : first + length;
            ends[stop - 1] = stop > first;
            first = stop;
            length *= 2;
        }
    }

    /**
     * What was learnt since the last metric, to go on from.
     *
     * @param mean       of the window, [nDim]. Not modified.
     * @param moment     of the window, [nDim] or [nDim x nDim]. Not modified.
     * @param draws      of the window
     * @param count      steps of dual averaging
     * @param mu         what dual averaging shrinks ln epsilon to
     * @param error      H-bar
     * @param logAverage ln epsilon-bar
     */
    @SuppressWarnings("ArrayRecordComponent") // internal, never compared
    record Learnt(double[] mean, double[] moment, int draws, int count, double mu, double error, double logAverage) {}

    Learnt learnt() {
        return new Learnt(mean.clone(), moment.clone(), draws, count, mu, error, logAverage);
    }

    /** Goes on from there. */
    void restore(Learnt learnt) {
        System.arraycopy(learnt.mean, 0, mean, 0, mean.length);
        System.arraycopy(learnt.moment, 0, moment, 0, moment.length);
        draws = learnt.draws;
        count = learnt.count;
        mu = learnt.mu;
        error = learnt.error;
        logAverage = learnt.logAverage;
    }

    boolean isDense() {
        return dense;
    }

    /** Begins dual averaging anew, at ten times this step size. */
    void restart(double stepSize) {
        mu = Math.log(10 * stepSize);
        error = 0;
        logAverage = 0;
        count = 0;
    }

    /** The next step size, after a step that accepted so much. */
    double stepSize(double acceptance) {
        count++;
        double weight = 1 / (count + T0);
        error = (1 - weight) * error + weight * (target - Math.min(1, acceptance));
        double log = mu - error * Math.sqrt(count) / GAMMA;
        double forget = Math.pow(count, -KAPPA);
        logAverage = (1 - forget) * logAverage + forget * log;
        return Math.exp(log);
    }

    /** The step size to keep. */
    double averageStepSize() {
        return Math.exp(logAverage);
    }

    /**
     * Notes the draw of a step of the warm-up.
     *
     * @param z [nDim]. Not modified.
     * @return whether a window is complete, so that {@link #metric()} has something new
     */
    boolean learn(int step, double[] z) {
        if (step < begin || step >= end) {
            return false;
        }
        draws++;
        for (int k = 0; k < nDim; k++) {
            delta[k] = z[k] - mean[k];
            mean[k] += delta[k] / draws;
        }
        for (int i = 0; i < nDim; i++) {
            double after = z[i] - mean[i];
            if (dense) {
                for (int j = 0; j < nDim; j++) {
                    moment[i * nDim + j] += after * delta[j];
                }
            } else {
                moment[i] += after * delta[i];
            }
        }
        return ends[step];
    }

    /** The metric of the complete window; the next one begins empty. */
    Metric metric() {
        double[] covariance = new double[moment.length];
        double n = draws;
        for (int i = 0; i < moment.length; i++) {
            covariance[i] = n < 2 ? 0 : n / (n + PRIOR_DRAWS) * moment[i] / (n - 1);
        }
        for (int k = 0; k < nDim; k++) {
            double scale = n < 2 ? 1 : PRIOR_SCALE;
            covariance[dense ? k * nDim + k : k] += PRIOR_DRAWS / (n + PRIOR_DRAWS) * scale * variance0[k];
        }
        if (dense) { // rounding must not make it lopsided
            for (int i = 0; i < nDim; i++) {
                for (int j = 0; j < i; j++) {
                    double c = 0.5 * (covariance[i * nDim + j] + covariance[j * nDim + i]);
                    covariance[i * nDim + j] = c;
                    covariance[j * nDim + i] = c;
                }
            }
        }
        draws = 0;
        Arrays.fill(mean, 0);
        Arrays.fill(moment, 0);
        return Metric.of(nDim, dense, covariance);
    }
}
