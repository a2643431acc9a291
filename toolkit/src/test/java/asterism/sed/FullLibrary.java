package asterism.sed;

import asterism.Shared;
import asterism.math.PiecewiseLinear;
import asterism.sed.fulldata.FullDraineLi;
import asterism.sed.fulldata.FullFilter;
import asterism.sed.fulldata.FullPegase;
import asterism.unit.Constants;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The full grids from ../shared/model-data behind the same interface as the compact library: shows what an importer does,
 * and separates the formulas from the compact library's thinning.
 */
final class FullLibrary implements ModelLibrary {

    private static final double LINE_WIDTH_OVER_C = 50.0 / Constants.LIGHT_SPEED_KM;

    private final Stars stars;
    private final Dust dust;
    private final FilterSet filters;

    private FullLibrary(Path modelData, List<String> labels, boolean nebular) {
        this.stars = new Stars(modelData, nebular);
        this.dust = new Dust(modelData);
        var all = new ArrayList<Filter>();
        for (var label : labels) {
            var curve = FullFilter.read(modelData, label);
            all.add(Filter.of(label, curve.wave, curve.transmission));
        }
        this.filters = FilterSet.of(all);
    }

    /** The full grids; the calling test is skipped where they are absent. */
    static FullLibrary read(List<String> labels) {
        return new FullLibrary(Shared.path("model-data"), labels, true);
    }

    static FullLibrary readWithoutGas(List<String> labels) {
        return new FullLibrary(Shared.path("model-data"), labels, false);
    }

    @Override
    public StellarGrid stars(boolean nebular) {
        return stars;
    }

    @Override
    public DustGrid dust() {
        return dust;
    }

    @Override
    public FilterSet filters() {
        return filters;
    }

    @Override
    public String provenance() {
        return "full grids";
    }

    private static final class Stars implements StellarGrid {

        private final double[] metallicity;
        private final List<FullPegase> data = new ArrayList<>();
        private final List<EmissionLine> lines = new ArrayList<>();

        Stars(Path modelData, boolean nebular) {
            this.metallicity = FullPegase.METALLICITIES.stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            for (double z : metallicity) {
                data.add(FullPegase.read(modelData, z, nebular));
            }
            var wave = data.get(0).wave;
            for (double l : nebular ? data.get(0).lineWave : new double[0]) {
                lines.add(line(l, wave));
            }
        }

        /** The Gaussian of 50 km/s sampled on the native pixels, with integral 1 over frequency. */
        private static EmissionLine line(double l, double[] wave) {
            int at = PiecewiseLinear.interval(wave, l);
            int lo = Math.max(0, at - 4);
            int hi = Math.min(wave.length - 1, at + 5);
            var pixel = Arrays.copyOfRange(wave, lo, hi + 1);
            var profile = new double[pixel.length];
            for (int i = 1; i + 1 < pixel.length; i++) {
                double x = (pixel[i] / l - 1) / LINE_WIDTH_OVER_C;
                profile[i] = Math.exp(-x * x);
            }
            double integral = 0;
            for (int i = 0; i + 1 < pixel.length; i++) {
                integral += 0.5
                        * (profile[i] + profile[i + 1])
                        * Constants.LIGHT_SPEED_MICRON
                        * (1 / pixel[i] - 1 / pixel[i + 1]);
            }
            for (int i = 0; i < profile.length; i++) {
                profile[i] /= integral;
            }
            return new EmissionLine(l, pixel, profile);
        }

        @Override
        public double[] metallicities() {
            return metallicity;
        }

        @Override
        public double[] ages() {
            return data.get(0).age;
        }

        @Override
        public double[] wavelengths() {
            return data.get(0).wave;
        }

        @Override
        public double lnu(int z, int age, int node) {
            return data.get(z).lnu[node * ages().length + age];
        }

        @Override
        public List<EmissionLine> lines() {
            return lines;
        }

        @Override
        public double line(int z, int age, int line) {
            return data.get(z).lines[line * ages().length + age];
        }

        @Override
        public double survivingMass(int z, int age) {
            return data.get(z).mstars[age];
        }

        @Override
        public double bolometric(int z, int age) {
            return data.get(z).lbol[age];
        }

        @Override
        public double ionizingPhotons(int z, int age) {
            return data.get(z).nlyc[age];
        }
    }

    private static final class Dust implements DustGrid {

        private final double[] intensity = FullDraineLi.INTENSITIES.stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        private final double[] pah =
                FullDraineLi.Q_PAH.stream().mapToDouble(Double::doubleValue).toArray();
        private final FullDraineLi[][] data = new FullDraineLi[intensity.length][pah.length];
        private final double[] frequency;

        Dust(Path modelData) {
            for (int u = 0; u < intensity.length; u++) {
                for (int q = 0; q < pah.length; q++) {
                    data[u][q] =
                            FullDraineLi.read(modelData, FullDraineLi.INTENSITIES.get(u), FullDraineLi.MODELS.get(q));
                }
            }
            this.frequency = Arrays.stream(wavelengths())
                    .map(l -> Constants.LIGHT_SPEED_MICRON / l)
                    .toArray();
        }

        @Override
        public double[] intensities() {
            return intensity;
        }

        @Override
        public double[] pahFractions() {
            return pah;
        }

        @Override
        public double[] wavelengths() {
            return data[0][0].wave;
        }

        /** Linear in frequency, as the published codes read the spectra. */
        @Override
        public double[] lnu(int u, int q, double[] micron) {
            var wave = wavelengths();
            var lnu = data[u][q].lnu;
            var out = new double[micron.length];
            for (int i = 0; i < out.length; i++) {
                if (micron[i] >= wave[0] && micron[i] <= wave[wave.length - 1]) {
                    int j = PiecewiseLinear.interval(wave, micron[i]);
                    double nu = Constants.LIGHT_SPEED_MICRON / micron[i];
                    double f = (nu - frequency[j]) / (frequency[j + 1] - frequency[j]);
                    out[i] = lnu[j] + f * (lnu[j + 1] - lnu[j]);
                }
            }
            return out;
        }

        @Override
        public double publishedBolometric(int u, int q) {
            var grid = SpectralRule.publishedGrid();
            var lnu = lnu(u, q, grid);
            double sum = 0;
            for (int i = 0; i + 1 < grid.length; i++) {
                sum += 0.5
                        * (lnu[i] + lnu[i + 1])
                        * (Constants.LIGHT_SPEED_MICRON / grid[i] - Constants.LIGHT_SPEED_MICRON / grid[i + 1]);
            }
            return sum;
        }

        @Override
        public double unitErgPerHydrogen() {
            return 1;
        }

        @Override
        public double dustToHydrogen(int q) {
            return ModelLibrary.compact().dust().dustToHydrogen(q);
        }
    }
}
