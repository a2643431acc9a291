package asterism.infer;

/**
 * Finds the step size at which trajectories accept with a wanted mean probability (Hoffman and Gelman 2014, section 3.2).
 *
 * <p>Different: gamma is 0.2, not 0.05. With 0.05 the step size still swings by half at the end of a warm-up, and because
 * acceptance falls faster than it rises, the average accepts with 0.9 where 0.8 was wanted: twice the gradients.
 */
final class DualAveraging {

    private static final double GAMMA = 0.2;
    private static final double T0 = 10;
    private static final double KAPPA = 0.75;

    private final double target;
    private double mu;
    private double error; // H-bar
    private double logAverage; // log epsilon-bar
    private int count;

    DualAveraging(double target) {
        this.target = target;
    }

    /** Begins anew, at ten times this step size. */
    void restart(double stepSize) {
        mu = Math.log(10 * stepSize);
        error = 0;
        logAverage = 0;
        count = 0;
    }

    /** The next step size, after a trajectory that accepted so much. */
    double next(double acceptance) {
        count++;
        double weight = 1 / (count + T0);
        error = (1 - weight) * error + weight * (target - Math.min(1, acceptance));
        double log = mu - error * Math.sqrt(count) / GAMMA;
        double forget = Math.pow(count, -KAPPA);
        logAverage = (1 - forget) * logAverage + forget * log;
        return Math.exp(log);
    }

    /** What it has learnt, to go on from: mu, H-bar, ln epsilon-bar and the count of steps. */
    double[] state() {
        return new double[] {mu, error, logAverage, count};
    }

    /** Goes on from a {@link #state}. Not modified. */
    void restore(double[] state) {
        mu = state[0];
        error = state[1];
        logAverage = state[2];
        count = (int) state[3];
    }

    /** The step size to keep. */
    double average() {
        return Math.exp(logAverage);
    }
}
