package asterism.infer;

import asterism.random.KeyedRandom;
import java.util.Arrays;

/** The points of a nested run that died, in the order of their likelihoods. */
final class DeadPoints {

    private static final int LEAST = 1 << 12; // room at first

    private final int nDim;
    private double[] points;
    private double[] logL;
    private int[] among; // live points when it died, itself included
    private int size;
    private boolean shared; // the arrays are those of another, which may write behind our end

    DeadPoints(int nDim) {
        this.nDim = nDim;
        this.points = new double[LEAST * nDim];
        this.logL = new double[LEAST];
        this.among = new int[LEAST];
    }

    /** These points, whatever is added to the original later. Costs nothing until something is added to it. */
    DeadPoints snapshot() {
        return new DeadPoints(this);
    }

    private DeadPoints(DeadPoints of) {
        nDim = of.nDim;
        points = of.points;
        logL = of.logL;
        among = of.among;
        size = of.size;
        shared = true;
    }

    int size() {
        return size;
    }

    double logL(int i) {
        return logL[i];
    }

    /** Live points when it died, itself included. */
    int among(int i) {
        return among[i];
    }

    void point(int i, double[] outUnit) {
        System.arraycopy(points, i * nDim, outUnit, 0, nDim);
    }

    void add(double[] from, int i, double value, int n) {
        if (shared || size == logL.length) {
            int room = Math.max(LEAST, 2 * size);
            logL = Arrays.copyOf(logL, room);
            among = Arrays.copyOf(among, room);
            points = Arrays.copyOf(points, Math.multiplyExact(room, nDim));
            shared = false;
        }
        System.arraycopy(from, i * nDim, points, size * nDim, nDim);
        logL[size] = value;
        among[size] = n;
        size++;
    }

    /** ln of likelihood times volume between a point's contour and the one before, for the mean shrinkage. */
    double[] logWeights() {
        double[] out = new double[size];
        double logX = 0;
        for (int i = 0; i < size; i++) {
            double step = i == size - 1 ? Double.NEGATIVE_INFINITY : -1.0 / among[i]; // the last one takes what is left
            out[i] = logL[i] + logX + Math.log(-Math.expm1(step));
            logX += step;
        }
        return out;
    }

    /** ln Z for so many random shrinkages: ratios of volumes are Beta(n, 1), their logarithms ln(u) / n. */
    double[] simulate(KeyedRandom random, int sets) {
        double[] out = new double[sets];
        double max = Double.NEGATIVE_INFINITY;
        double logX = 0;
        for (int i = 0; i < size; i++) {
            max = Math.max(max, logL[i] + logX);
            logX -= 1.0 / among[i];
        }
        for (int s = 0; s < sets; s++) {
            double sum = 0;
            double x = 0; // ln X
            for (int i = 0; i < size; i++) {
                double step = i == size - 1 ? Double.NEGATIVE_INFINITY : Math.log(1 - random.nextDouble()) / among[i];
                double height = logL[i] + x - max;
                if (height > -60) {
                    sum += Math.exp(height) * -Math.expm1(step);
                }
                x += step;
            }
            out[s] = max + Math.log(sum);
        }
        return out;
    }
}
