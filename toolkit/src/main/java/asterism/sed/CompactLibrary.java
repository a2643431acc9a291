package asterism.sed;

import asterism.math.PiecewiseLinear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.DoubleStream;

/** The model library packaged with the toolkit; datasets/README.md says how it was made and how accurate it is. */
final class CompactLibrary implements ModelLibrary {

    /** Loads the library when it is first asked for. */
    static final class Holder {
        static final CompactLibrary INSTANCE = new CompactLibrary();

        private Holder() {}
    }

    /** Loads populations when they are first asked for. */
    private static final class WithGas {
        static final Stars STARS = new Stars(true);

        private WithGas() {}
    }

    private static final class WithoutGas {
        static final Stars STARS = new Stars(false);

        private WithoutGas() {}
    }

    private static final class Grains {
        static final Dust DUST = new Dust();

        private Grains() {}
    }

    private final FilterSet filters = readFilters();

    private CompactLibrary() {}

    @Override
    public StellarGrid stars(boolean nebular) {
        return nebular ? WithGas.STARS : WithoutGas.STARS;
    }

    @Override
    public DustGrid dust() {
        return Grains.DUST;
    }

    @Override
    public FilterSet filters() {
        return filters;
    }

    @Override
    public String toString() {
        return provenance();
    }

    @Override
    public String provenance() {
        return "compact model library of November 2026 (PEGASE.2, DL07, 46 filters)";
    }

    private static FilterSet readFilters() {
        var table = LibraryTable.read("filters.csv.gz");
        var curves = new LinkedHashMap<String, List<double[]>>();
        for (int i = 0; i < table.size(); i++) {
            curves.computeIfAbsent(table.text(i, 0), k -> new ArrayList<>())
                    .add(new double[] {table.number(i, 1), table.number(i, 2)});
        }
        var all = new ArrayList<Filter>();
        curves.forEach((label, points) -> all.add(Filter.of(
                label,
                points.stream().mapToDouble(p -> p[0]).toArray(),
                points.stream().mapToDouble(p -> p[1]).toArray(),
                "compact model library")));
        return FilterSet.of(all);
    }

    /** Stars on 420 nodes, and gas as one continuum template and fixed line ratios on top. */
    private static final class Stars implements StellarGrid {

        private final double[] metallicity;
        private final double[] age;
        private final double[] wave;
        private final double[][] lnu;
        private final double[][] scalars;
        private final List<EmissionLine> lines;
        private final double[] lineRatio;

        private Stars(boolean nebular) {
            var spectra = LibraryTable.read("stellar_ssp.csv.gz");
            var nodes = new double[spectra.columns() - 2];
            Arrays.setAll(nodes, j -> Double.parseDouble(spectra.header(j + 2)));
            var z = spectra.column("Z");
            var t = spectra.column("age_yr");
            this.metallicity = DoubleStream.of(z).distinct().toArray();
            this.age = DoubleStream.of(t).distinct().toArray();

            var table = LibraryTable.read("stellar_scalars.csv.gz");
            this.scalars = new double[table.size()][table.columns()];
            for (int i = 0; i < table.size(); i++) {
                for (int j = 0; j < table.columns(); j++) {
                    scalars[i][j] = table.number(i, j);
                }
                if (scalars[i][0] != z[i] || scalars[i][1] != t[i]) {
                    throw new IllegalStateException("stellar_scalars and stellar_ssp differ in row " + i);
                }
            }

            var gas = LibraryTable.read("nebular_continuum.csv");
            var gasWave = gas.column("wave_um");
            var gasLnu = gas.column(gas.header(1));
            this.wave = nebular
                    ? DoubleStream.concat(DoubleStream.of(nodes), DoubleStream.of(gasWave))
                            .sorted()
                            .distinct()
                            .toArray()
                    : nodes;
            this.lnu = new double[spectra.size()][];
            var row = new double[nodes.length];
            var gasOnWave = PiecewiseLinear.at(gasWave, gasLnu, wave);
            for (int i = 0; i < lnu.length; i++) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = spectra.number(i, j + 2);
                }
                double amplitude = nebular ? scalars[i][6] : 0;
                lnu[i] = PiecewiseLinear.at(nodes, row, wave);
                for (int j = 0; j < wave.length; j++) {
                    lnu[i][j] += amplitude * gasOnWave[j];
                }
            }

            this.lines = nebular ? readLines() : List.of();
            this.lineRatio = LibraryTable.read("nebular_lines.csv").column("L_over_LHbeta");
        }

        private static List<EmissionLine> readLines() {
            var table = LibraryTable.read("nebular_lines.csv");
            var all = new ArrayList<EmissionLine>();
            for (int i = 0; i < table.size(); i++) {
                var pixel = new double[5];
                var profile = new double[5];
                for (int j = 0; j < 5; j++) {
                    pixel[j] = table.number(i, 3 + j);
                    profile[j] = j == 0 || j == 4 ? 0 : table.number(i, 7 + j);
                }
                all.add(new EmissionLine(table.number(i, 1), pixel, profile));
            }
            return List.copyOf(all);
        }

        private int row(int z, int ageIndex) {
            return z * age.length + ageIndex;
        }

        @Override
        public double[] metallicities() {
            return metallicity.clone();
        }

        @Override
        public double[] ages() {
            return age.clone();
        }

        @Override
        public double[] wavelengths() {
            return wave.clone();
        }

        @Override
        public double lnu(int z, int ageIndex, int node) {
            return lnu[row(z, ageIndex)][node];
        }

        @Override
        public List<EmissionLine> lines() {
            return lines;
        }

        @Override
        public double line(int z, int ageIndex, int line) {
            return scalars[row(z, ageIndex)][5] * lineRatio[line];
        }

        @Override
        public double survivingMass(int z, int ageIndex) {
            return scalars[row(z, ageIndex)][2];
        }

        @Override
        public double bolometric(int z, int ageIndex) {
            return scalars[row(z, ageIndex)][3];
        }

        @Override
        public double ionizingPhotons(int z, int ageIndex) {
            return scalars[row(z, ageIndex)][4];
        }
    }

    /** Dust spectra on 240 nodes; one unit of luminosity is that of the model U = 1, q_PAH = 0.0047. */
    private static final class Dust implements DustGrid {

        /** Luminosity of the model U = 1, q_PAH = 0.0047 in the full data, erg/s per H atom: printed by make-tables.py. */
        private static final double UNIT = 4.467235895e-24;

        /** Dust mass per hydrogen mass of the models MW3.1_00 to MW3.1_60: Draine and Li (2007), table 3. */
        private static final double[] DUST_TO_HYDROGEN = {0.0100, 0.0100, 0.0101, 0.0102, 0.0102, 0.0103, 0.0104};

        private final double[] intensity;
        private final double[] pah;
        private final double[] wave;
        private final double[][] lnu;
        private final double[] bolometric;

        private Dust() {
            var table = LibraryTable.read("dl07.csv.gz");
            this.wave = new double[table.columns() - 4];
            Arrays.setAll(wave, j -> Double.parseDouble(table.header(j + 4)));
            this.intensity = DoubleStream.of(table.column("U")).distinct().toArray();
            this.pah = DoubleStream.of(table.column("q_PAH_true")).distinct().toArray();
            this.lnu = new double[table.size()][wave.length];
            this.bolometric = new double[table.size()];
            for (int i = 0; i < lnu.length; i++) {
                double u = table.number(i, 0); // the table is divided by U
                bolometric[i] = u * table.number(i, 3);
                for (int j = 0; j < wave.length; j++) {
                    lnu[i][j] = u * table.number(i, j + 4);
                }
            }
        }

        @Override
        public double[] intensities() {
            return intensity.clone();
        }

        @Override
        public double[] pahFractions() {
            return pah.clone();
        }

        @Override
        public double[] wavelengths() {
            return wave.clone();
        }

        @Override
        public double[] lnu(int u, int q, double[] micron) {
            return PiecewiseLinear.at(wave, lnu[u * pah.length + q], micron);
        }

        @Override
        public double publishedBolometric(int u, int q) {
            return bolometric[u * pah.length + q];
        }

        @Override
        public double unitErgPerHydrogen() {
            return UNIT;
        }

        @Override
        public double dustToHydrogen(int q) {
            return DUST_TO_HYDROGEN[q];
        }
    }
}
