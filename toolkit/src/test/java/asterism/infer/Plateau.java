package asterism.infer;

import static asterism.infer.Targets.filled;

import java.util.Arrays;

/**
 * A posterior with the structure of two-region spectral fits without the log-determinant: 18 parameters, 40 data, the
 * variance (f M)^2 grows with the model, so that every chi2 saturates at 1 / f^2 = 100 when the model is far too bright
 * and nearly all of the prior's volume is a plateau.
 *
 * <p>Each region has five star formation rates, a dust optical depth and three dust parameters; stars and dust are black
 * bodies, 16 bands see the regions, 8 see only their sum. The data are the model at {@link #TRUTH}, without noise.
 */
final class Plateau {

    private static final int REGION = 9;
    private static final double[] WAVELENGTH = { // micron
        0.153, 0.227, 0.36, 0.48, 0.62, 0.76, 0.91, 1.25, 1.65, 2.15, 3.6, 4.5, 5.7, 7.9, 3.4, 22, 24, 100, 160, 250,
        350, 4.6, 12, 70
    };
    private static final int RESOLVED = 16;
    private static final double[] STAR_TEMPERATURE = {30_000, 15_000, 9_000, 5_500, 4_500};
    private static final double[] STAR_POWER = {1, 0.8, 1.2, 2, 1.5};
    private static final double MODEL_ERROR = 0.1;

    /** psi_1 ... psi_5, tauV, uMin, gamma, qPAH of the centre, then of the disk. */
    static final double[] TRUTH = {
        1e-4, 2e-4, 1e-3, 0.02, 4e-3, 0.15, 10, 0.3, 0.038, 0.17, 0.26, 2.5, 0.63, 0.32, 0.47, 1.8, 0.013, 0.044
    };

    private static final double[] LOWER = {0, 0, 0, 0, 0, 0, 0.1, 0, 0.0047, 0, 0, 0, 0, 0, 0, 0.1, 0, 0.0047};
    private static final double[] UPPER = {1, 1, 1, 1, 1, 3, 25, 1, 0.0458, 10, 10, 10, 10, 10, 3, 25, 1, 0.0458};

    private static final double[][] STARS = stars();
    private static final double[] DATA = data();

    private Plateau() {}

    static Posterior posterior() {
        return Targets.of("plateau", LOWER, UPPER, true, Plateau::logLikelihood);
    }

    private static double planck(double micron, double kelvin) {
        double x = 14_388 / (micron * kelvin);
        return x > 500 ? 0 : 1 / (micron * micron * micron * micron * (Math.exp(x) - 1)) / Math.pow(kelvin, 4) * 1e12;
    }

    private static double[][] stars() {
        double[][] out = new double[STAR_POWER.length][WAVELENGTH.length];
        for (int a = 0; a < out.length; a++) {
            for (int b = 0; b < WAVELENGTH.length; b++) {
                out[a][b] = STAR_POWER[a] * planck(WAVELENGTH[b], STAR_TEMPERATURE[a]);
            }
        }
        return out;
    }

    private static void bands(double[] theta, int offset, double[] out) {
        double tau = theta[offset + 5];
        double u = theta[offset + 6];
        double gamma = theta[offset + 7];
        double pah = theta[offset + 8];
        double absorbed = 0;
        for (int b = 0; b < WAVELENGTH.length; b++) {
            double light = 0;
            for (int a = 0; a < STARS.length; a++) {
                light += theta[offset + a] * STARS[a][b];
            }
            double through = Math.exp(-tau * Math.pow(0.55 / WAVELENGTH[b], 0.8));
            out[b] = light * through;
            absorbed += b < 10 ? light * (1 - through) : 0;
        }
        double cold = 18 * Math.pow(u, 1.0 / 6);
        for (int b = 0; b < WAVELENGTH.length; b++) {
            double l = WAVELENGTH[b];
            out[b] += absorbed
                    * ((1 - gamma) * planck(l, cold)
                            + gamma * 0.1 * planck(l, 4 * cold)
                            + pah * Math.exp(-0.5 * Math.pow(Math.log(l / 8) / 0.3, 2)));
        }
    }

    private static double[] data() {
        double[] center = new double[WAVELENGTH.length];
        double[] disk = new double[WAVELENGTH.length];
        bands(TRUTH, 0, center);
        bands(TRUTH, REGION, disk);
        double[] out = new double[2 * RESOLVED + WAVELENGTH.length - RESOLVED];
        System.arraycopy(center, 0, out, 0, RESOLVED);
        System.arraycopy(disk, 0, out, RESOLVED, RESOLVED);
        for (int b = RESOLVED; b < WAVELENGTH.length; b++) {
            out[RESOLVED + b] = center[b] + disk[b];
        }
        return out;
    }

    static double logLikelihood(double[] theta) {
        double[] center = new double[WAVELENGTH.length];
        double[] disk = new double[WAVELENGTH.length];
        bands(theta, 0, center);
        bands(theta, REGION, disk);
        double chi2 = 0;
        for (int b = 0; b < WAVELENGTH.length; b++) {
            if (b < RESOLVED) {
                chi2 += term(center[b], DATA[b]) + term(disk[b], DATA[RESOLVED + b]);
            } else {
                chi2 += term(center[b] + disk[b], DATA[RESOLVED + b]);
            }
        }
        return -0.5 * chi2;
    }

    private static double term(double model, double datum) {
        double sigma = 0.07 * datum;
        return (model - datum) * (model - datum) / (sigma * sigma + MODEL_ERROR * MODEL_ERROR * model * model);
    }

    public static void main(String[] args) {
        System.out.println("truth " + logLikelihood(TRUTH) + " dim " + filled(2, 0).length);
        var p = posterior();
        var s = args.length > 0 && args[0].equals("prior") ? Samplers.fromPrior() : Samplers.multiStart();
        int steps = args.length > 1 ? Integer.parseInt(args[1]) : 2000;
        for (int seed = 1; seed <= 5; seed++) {
            long t = System.nanoTime();
            var fit = Samplers.ensemble()
                    .start(s)
                    .threads(1)
                    .seed(seed)
                    .steps(steps)
                    .run(p);
            System.out.printf("%.2f s%n", 1e-9 * (System.nanoTime() - t));
            var chain = fit.chain();
            for (int step : new int[] {0, steps / 100, steps / 10, steps / 2, steps - 1}) {
                double[] l = new double[64];
                for (int w = 0; w < 64; w++) {
                    l[w] = chain.logP(step * 64 + w);
                }
                Arrays.sort(l);
                System.out.printf("  step %d: logP %.1f %.1f %.1f%n", step, l[0], l[32], l[63]);
            }
            System.out.println(fit.warnings() + " " + fit.notes() + " acc " + fit.acceptance() + " tau " + fit.tau()
                    + " rhat " + fit.rHat() + " " + fit.burnIn());
        }
    }
}
