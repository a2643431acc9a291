package asterism.cannon;

import asterism.random.RandomStream;
import java.util.List;
import java.util.stream.IntStream;

/**
 * APOGEE-like spectra of giants: Gaussian lines whose depth is exponential in temperature, gravity and metallicity, so that a
 * quadratic is a good model but not the exact one; with noise of a given signal-to-noise ratio and an intrinsic scatter.
 */
final class Simulated {

    static final List<String> LABELS = List.of("TEFF", "LOGG", "FEH");

    private final double[] wavelengths;
    private final double[] centers;
    private final double[][] response; // [nLines x 4]: ln depth, and its change with each scaled label

    Simulated(long seed, int nPixels) {
        var random = RandomStream.of(seed);
        wavelengths = IntStream.range(0, nPixels)
                .mapToDouble(j -> 15_150 * Math.exp(1.4e-5 * j))
                .toArray();
        int nLines = Math.max(2, nPixels / 12);
        centers = new double[nLines];
        response = new double[nLines][];
        for (int i = 0; i < nLines; i++) {
            centers[i] = wavelengths[0] + random.nextDouble() * (wavelengths[nPixels - 1] - wavelengths[0]);
            response[i] = new double[] {
                Math.log(0.05 + 0.3 * random.nextDouble()),
                -0.5 * random.nextDouble(),
                0.3 * (random.nextDouble() - 0.5),
                0.8 * random.nextDouble()
            };
        }
    }

    double[] wavelengths() {
        return wavelengths.clone();
    }

    /** Labels of giants: gravity follows temperature, with a spread. */
    static Labels labels(long seed, int nStars) {
        var random = RandomStream.of(seed);
        return Labels.of(
                LABELS,
                IntStream.range(0, nStars)
                        .mapToObj(n -> {
                            double teff = 4000 + 1200 * random.nextDouble();
                            double logg = 2 + (teff - 4600) / 500 + 0.35 * random.nextGaussian();
                            return new double[] {teff, logg, -0.3 + 0.3 * random.nextGaussian()};
                        })
                        .toArray(double[][]::new));
    }

    /** Flux without noise, [nPixels]. */
    double[] flux(double teff, double logg, double feh) {
        double[] x = {(teff - 4600) / 600, (logg - 2) / 1.2, (feh + 0.3) / 0.6};
        var flux = new double[wavelengths.length];
        for (int j = 0; j < flux.length; j++) {
            double absorbed = 0;
            for (int i = 0; i < centers.length; i++) {
                double z = (wavelengths[j] - centers[i]) / 0.35;
                if (Math.abs(z) < 6) {
                    double[] r = response[i];
                    absorbed += Math.exp(r[0] + r[1] * x[0] + r[2] * x[1] + r[3] * x[2] - z * z / 2);
                }
            }
            flux[j] = 1 - Math.min(absorbed, 0.9);
        }
        return flux;
    }

    /** Spectra of stars with noise 1/snr and an intrinsic scatter [flux]. */
    Spectra spectra(Labels labels, double snr, double scatter, long seed) {
        var flux = new double[labels.size()][];
        var ivar = new double[labels.size()][];
        for (int n = 0; n < flux.length; n++) {
            var random = RandomStream.of(seed).split(n);
            double[] star = labels.star(n);
            flux[n] = flux(star[0], star[1], star[2]);
            ivar[n] = new double[flux[n].length];
            for (int j = 0; j < flux[n].length; j++) {
                flux[n][j] += random.nextGaussian() / snr + scatter * random.nextGaussian();
                ivar[n][j] = snr * snr;
            }
        }
        return Spectra.of(flux, ivar).dispersion(wavelengths);
    }

    /** A training set of giants at S/N 100 with a scatter of 0.005. */
    static TrainingSet training(int nStars, int nPixels) {
        var labels = labels(1, nStars);
        return TrainingSet.of(labels, new Simulated(7, nPixels).spectra(labels, 100, 0.005, 11));
    }
}
