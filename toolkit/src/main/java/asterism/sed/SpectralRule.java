package asterism.sed;

import asterism.display.Numbers;
import asterism.math.GaussLegendre;
import asterism.math.PiecewiseLinear;
import asterism.unit.Constants;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How integrals over the spectrum become sums: rest wavelengths, the weights of every band's average, and the weights of
 * the power that heats dust.
 *
 * <p>The first {@link #nContinuum} points are wavelengths of the continuum, where a spectrum is a luminosity density
 * [Lsun/Hz]; the points after them are emission lines, where a spectrum is a luminosity [Lsun]. Band averages carry the
 * factor 1 + z of the observed frame.
 */
final class SpectralRule {

    /** Ionized gas lets nothing through below this wavelength, um. */
    static final double LYMAN_LIMIT = 0.0912;

    /** Least part of a filter's integral that must lie inside the model's wavelengths. */
    private static final double LEAST_COVERAGE = 0.95;

    private static final GaussLegendre CELL = GaussLegendre.of(3);
    private static final double WIDEST_CELL = 0.02; // in ln(wavelength)

    private static final double PUBLISHED_FROM = 0.1;
    private static final double PUBLISHED_TO = 1000;
    private static final int PUBLISHED_POINTS = 1200;

    final double[] wave;
    final int nContinuum;
    final double[] heating;
    final int nBands;
    final int[] bandStart;
    final int[] bandPoint;
    final double[] bandWeight;

    private SpectralRule(double[] wave, int nContinuum, double[] heating, double[][] bands) {
        this.wave = wave;
        this.nContinuum = nContinuum;
        this.heating = heating;
        this.nBands = bands.length;
        this.bandStart = new int[nBands + 1];
        int n = 0;
        for (var band : bands) {
            for (double w : band) {
                n += w != 0 ? 1 : 0;
            }
        }
        this.bandPoint = new int[n];
        this.bandWeight = new double[n];
        int k = 0;
        for (int b = 0; b < nBands; b++) {
            for (int i = 0; i < wave.length; i++) {
                if (bands[b][i] != 0) {
                    bandPoint[k] = i;
                    bandWeight[k++] = bands[b][i];
                }
            }
            bandStart[b + 1] = k;
        }
    }

    /** The rule for a model and its bands. */
    static SpectralRule of(Sed sed, List<Filter> filters) {
        var stars = sed.library().stars(sed.stars().isNebular());
        double reddest = Math.max(
                last(stars.wavelengths()),
                sed.dust().isPresent() ? last(sed.library().dust().wavelengths()) : 0);
        boolean published = sed.uses(Convention.WAVELENGTH_GRID);
        double from = published ? PUBLISHED_FROM : LYMAN_LIMIT;
        double to = published ? Math.min(PUBLISHED_TO, reddest) : reddest;
        for (var filter : filters) {
            requireCovered(filter, sed.distance().redshift(), from, to);
        }
        boolean lineByLine = !sed.uses(Convention.LINE_PLACEMENT);
        var lines = lineByLine
                ? stars.lines().stream().mapToDouble(EmissionLine::micron).toArray()
                : new double[0];
        return published ? grid(sed, filters, lines) : exact(sed, filters, stars, lines, to);
    }

    /** The wavelengths on which the published codes integrate: 1200 points, equal steps in the logarithm. */
    static double[] publishedGrid() {
        var grid = new double[PUBLISHED_POINTS];
        double lo = Math.log10(PUBLISHED_FROM);
        double hi = Math.log10(PUBLISHED_TO);
        for (int i = 0; i < grid.length; i++) {
            grid[i] = Math.pow(10, lo + i * ((hi - lo) / (PUBLISHED_POINTS - 1)));
        }
        return grid;
    }

    private static void requireCovered(Filter filter, double z, double from, double to) {
        double whole = filter.integral(filter.shortest(), filter.longest());
        double inside = filter.integral(from * (1 + z), to * (1 + z)) / whole;
        if (inside < LEAST_COVERAGE) {
            throw new IllegalArgumentException(String.format(
                    "band '%s': only %.1f %% of its filter (%s to %s um) lies inside the model's wavelengths at"
                            + " z = %s, %s to %s um; needs 95 %%. Leave the band out with .without(\"%s\")",
                    filter.label(),
                    100 * inside,
                    Numbers.significant(filter.shortest(), 6),
                    Numbers.significant(filter.longest(), 6),
                    Numbers.significant(z, 6),
                    Numbers.significant(from * (1 + z), 6),
                    Numbers.significant(to * (1 + z), 6),
                    filter.label()));
        }
    }

    /** The published rule: trapezoid on 1200 points, filters sampled on them. */
    private static SpectralRule grid(Sed sed, List<Filter> filters, double[] lines) {
        var grid = publishedGrid();
        boolean fromLymanLimit = !sed.uses(Convention.HEATING_RANGE);
        var cells = fromLymanLimit ? cells(new double[] {LYMAN_LIMIT, grid[0]}) : new double[0];
        int extra = CELL.size() * Math.max(0, cells.length - 1);
        int n = grid.length + extra;
        var wave = Arrays.copyOf(grid, n + lines.length);
        var heating = new double[wave.length];
        var dLambda = new double[grid.length];
        for (int i = 0; i < grid.length; i++) {
            int left = Math.max(0, i - 1);
            int right = Math.min(grid.length - 1, i + 1);
            dLambda[i] = 0.5 * (grid[right] - grid[left]);
            heating[i] = 0.5 * (Constants.LIGHT_SPEED_MICRON / grid[left] - Constants.LIGHT_SPEED_MICRON / grid[right]);
        }
        fillCells(cells, grid.length, wave, heating);
        fillLines(lines, n, wave, heating);
        var bands = new double[filters.size()][];
        for (int b = 0; b < bands.length; b++) {
            bands[b] = bandWeights(sed, filters.get(b), wave, grid.length, n, dLambda);
        }
        return new SpectralRule(wave, n, heating, bands);
    }

    /** The rule that is exact up to 1e-9: three Gauss-Legendre points between any two nodes of anything. */
    private static SpectralRule exact(
            Sed sed, List<Filter> filters, StellarGrid stars, double[] lines, double reddest) {
        double z = sed.distance().redshift();
        var breaks = DoubleStream.builder().add(LYMAN_LIMIT).add(PUBLISHED_FROM).add(reddest);
        DoubleStream.of(stars.wavelengths()).forEach(breaks);
        sed.attenuation().ifPresent(law -> DoubleStream.of(law.breaks()).forEach(breaks));
        if (sed.dust().isPresent()) {
            DoubleStream.of(sed.library().dust().wavelengths()).forEach(breaks);
        }
        if (sed.uses(Convention.LINE_PLACEMENT)) {
            DoubleStream.of(publishedGrid()).forEach(breaks);
        }
        filters.forEach(f -> DoubleStream.of(f.wavelengths()).forEach(l -> breaks.add(l / (1 + z))));
        var cells = cells(breaks.build()
                .filter(l -> l >= LYMAN_LIMIT && l <= reddest)
                .sorted()
                .distinct()
                .toArray());
        int n = CELL.size() * (cells.length - 1);
        var wave = new double[n + lines.length];
        var heating = new double[wave.length];
        fillCells(cells, 0, wave, heating);
        fillLines(lines, n, wave, heating);
        var dLambda = new double[n];
        for (int i = 0; i < n; i++) {
            dLambda[i] = heating[i] * wave[i] * wave[i] / Constants.LIGHT_SPEED_MICRON;
            if (sed.uses(Convention.HEATING_RANGE) && wave[i] < PUBLISHED_FROM) {
                heating[i] = 0;
            }
        }
        var bands = new double[filters.size()][];
        for (int b = 0; b < bands.length; b++) {
            bands[b] = bandWeights(sed, filters.get(b), wave, n, n, dLambda);
        }
        return new SpectralRule(wave, n, heating, bands);
    }

    /** Cuts the intervals between breaks until none is wider than a few percent; returns the cells' edges. */
    private static double[] cells(double[] breaks) {
        var edges = DoubleStream.builder();
        for (int i = 0; i + 1 < breaks.length; i++) {
            double width = Math.log(breaks[i + 1] / breaks[i]);
            int parts = Math.max(1, (int) Math.ceil(width / WIDEST_CELL));
            for (int j = 0; j < parts; j++) {
                edges.add(j == 0 ? breaks[i] : breaks[i] * Math.exp(width * j / parts));
            }
        }
        return edges.add(breaks[breaks.length - 1]).build().toArray();
    }

    /** Puts the Gauss-Legendre points of cells and their weights of int dnu into the arrays from {@code at} on. */
    private static void fillCells(double[] cells, int at, double[] outWave, double[] outPower) {
        for (int i = 0; i + 1 < cells.length; i++) {
            double half = 0.5 * (cells[i + 1] - cells[i]);
            double middle = 0.5 * (cells[i + 1] + cells[i]);
            for (int g = 0; g < CELL.size(); g++) {
                int k = at + i * CELL.size() + g;
                double l = middle + half * CELL.node(g);
                outWave[k] = l;
                outPower[k] = half * CELL.weight(g) * Constants.LIGHT_SPEED_MICRON / (l * l);
            }
        }
    }

    private static void fillLines(double[] lines, int at, double[] outWave, double[] outPower) {
        for (int k = 0; k < lines.length; k++) {
            outWave[at + k] = lines[k];
            outPower[at + k] = 1;
        }
    }

    /**
     * Weights w with sum_i w_i L_i = (1 + z) int W L_nu dlambda / int W dlambda, where W is T/lambda^2 (response per unit
     * energy), T/lambda (per photon) or T (published).
     *
     * @param nRule number of leading points that stand for the integral over wavelength
     * @param n     number of points before the lines
     */
    private static double[] bandWeights(Sed sed, Filter filter, double[] wave, int nRule, int n, double[] dLambda) {
        double z = sed.distance().redshift();
        int power = sed.uses(Convention.BAND_WEIGHT) ? 0 : filter.isCountingPhotons() ? -1 : -2;
        var w = new double[wave.length];
        double norm = 0;
        for (int i = 0; i < nRule; i++) {
            w[i] = filter.at(wave[i] * (1 + z)) * dLambda[i] * Math.pow(wave[i], power);
            norm += w[i];
        }
        for (int i = n; i < wave.length; i++) { // a line is L delta(nu - nu_k), and dlambda = lambda^2/c dnu
            w[i] = filter.at(wave[i] * (1 + z)) * Math.pow(wave[i], power + 2) / Constants.LIGHT_SPEED_MICRON;
        }
        if (!(norm > 0)) {
            throw new IllegalArgumentException("band '" + filter.label() + "': the filter falls between two of the "
                    + PUBLISHED_POINTS + " published wavelengths; leave out Convention.WAVELENGTH_GRID");
        }
        for (int i = 0; i < w.length; i++) {
            w[i] *= (1 + z) / norm;
        }
        return w;
    }

    int nPoints() {
        return wave.length;
    }

    /** The wavelengths of the continuum's points in increasing order, for sampling; empty lines left out. */
    double[] continuum() {
        return Arrays.copyOf(wave, nContinuum);
    }

    /** Average of a spectrum in a band. */
    double band(int b, double[] spectrum) {
        double sum = 0;
        for (int k = bandStart[b]; k < bandStart[b + 1]; k++) {
            sum += bandWeight[k] * spectrum[bandPoint[k]];
        }
        return sum;
    }

    /** Power of a spectrum, Lsun. */
    double power(double[] spectrum) {
        double sum = 0;
        for (int i = 0; i < Math.min(spectrum.length, wave.length); i++) {
            sum += heating[i] * spectrum[i];
        }
        return sum;
    }

    static double[] sample(double[] nodes, double[] values, double[] points) {
        var y = new double[points.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = PiecewiseLinear.at(nodes, values, points[i]);
        }
        return y;
    }

    private static double last(double[] x) {
        return x[x.length - 1];
    }
}
