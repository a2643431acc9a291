package asterism.xray;

import asterism.random.RandomStream;

/** Random Gamma and binomial deviates. Not thread-safe. */
final class Deviates {

    private static final int FEW = 16;

    private final RandomStream random;

    Deviates(RandomStream random) {
        this.random = random;
    }

    /** Gamma deviate of scale 1 (Marsaglia and Tsang 2000); shape at least 1. */
    double gamma(double shape) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double z = random.nextGaussian();
            double v = 1 + c * z;
            if (v > 0) {
                v = v * v * v;
                double u = random.nextDouble();
                if (Math.log(1 - u) < 0.5 * z * z + d * (1 - v + Math.log(v))) {
                    return d * v;
                }
            }
        }
    }

    /**
     * Gamma deviate of scale 1 below a bound. Where the bound is left of the mode, an exponential falling from the bound with
     * the density's slope there lies above the density and is thinned.
     */
    double gammaBelow(double shape, double bound) {
        double slope = (shape - 1) / bound - 1;
        while (true) {
            if (slope > 0) {
                double x = bound + Math.log(1 - random.nextDouble()) / slope;
                double log = x > 0 ? (shape - 1) * Math.log(x / bound) + (bound - x) * (1 + slope) : -1000;
                if (Math.log(1 - random.nextDouble()) < log) {
                    return x;
                }
            } else {
                double x = gamma(shape);
                if (x <= bound) {
                    return x;
                }
            }
        }
    }

    /**
     * Binomial deviate: large n are halved at a random order statistic of n uniform numbers (Devroye 1986, section X.4.3), few
     * are counted one by one.
     */
    double binomial(double n, double p) {
        if (p >= 1) {
            return n;
        }
        double left = n;
        double chance = p;
        double sum = 0;
        while (left > FEW) {
            double i = Math.floor((left + 1) * chance);
            i = Math.max(1, Math.min(left, i));
            double a = gamma(i);
            double y = a / (a + gamma(left + 1 - i));
            if (y <= chance) {
                sum += i;
                left -= i;
                chance = (chance - y) / (1 - y);
            } else {
                left = i - 1;
                chance /= y;
            }
        }
        for (int k = 0; k < left; k++) {
            sum += random.nextDouble() < chance ? 1 : 0;
        }
        return sum;
    }
}
