package asterism.cannon;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.math.LinearAlgebra;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A smooth continuum of sines and cosines, fitted to the pixels of each spectrum that have no lines.
 *
 * <p>In every region of wavelengths w, the continuum is a_0 + sum over k = 1 ... order of a_(2k-1) cos(2 pi k w / length) +
 * a_(2k) sin(2 pi k w / length). Amplitudes solve the normal equations weighted with ivar, with 1e-6 of their greatest
 * eigenvalue added to the diagonal, so that the continuum depends linearly on the flux: a median or quantile would make labels
 * depend on the signal-to-noise ratio (Ness et al. 2015, ApJ 808, 16, section 2.3). Immutable.
 *
 * <pre>{@code
 * Continuum.sines(3).region(15_150, 15_800).region(15_890, 16_430).pixels(pixels).fit(spectra)
 * }</pre>
 */
public final class Continuum implements Displayable {

    private static final double RIDGE = 1e-6; // of the greatest eigenvalue
    private static final double LENGTH = 1400; // Angstrom

    private final int order;
    private final double length;
    private final List<Region> regions;
    private final int[] pixels;

    /** Wavelengths with a continuum of their own; both ends belong to it. */
    private record Region(double from, double to) {
        boolean has(double wavelength) {
            return from <= wavelength && wavelength <= to;
        }

        @Override
        public String toString() {
            return Double.isInfinite(from) || Double.isInfinite(to)
                    ? "all wavelengths"
                    : Numbers.significant(from, 6) + " to " + Numbers.significant(to, 6) + " Angstrom";
        }
    }

    private Continuum(int order, double length, List<Region> regions, int[] pixels) {
        this.order = order;
        this.length = length;
        this.regions = List.copyOf(regions);
        this.pixels = pixels;
    }

    /**
     * Sines and cosines up to an order, over a length of 1400 Angstrom, in one region of all wavelengths, fitted to all pixels.
     *
     * @param order at least 0, which is a constant; 3 is usual for APOGEE
     */
    public static Continuum sines(int order) {
        if (order < 0) {
            throw new IllegalArgumentException("continuum of order " + order + ": the order must be 0 or more");
        }
        return new Continuum(order, LENGTH, List.of(), new int[0]);
    }

    /** This continuum with another length of the longest sine, Angstrom. */
    public Continuum length(double angstrom) {
        if (!(angstrom > 0) || Double.isInfinite(angstrom)) {
            throw new IllegalArgumentException("continuum: the length must be above 0 Angstrom, got " + angstrom);
        }
        return new Continuum(order, angstrom, regions, pixels);
    }

    /**
     * This continuum with one more region that has its own amplitudes, such as a detector. Pixels outside all regions are left
     * as they are; where regions overlap, the later one counts.
     *
     * @param from first wavelength, Angstrom
     * @param to   last wavelength, Angstrom
     */
    public Continuum region(double from, double to) {
        if (!(from < to)) {
            throw new IllegalArgumentException("continuum: region(from, to) needs from < to, got " + from + ", " + to);
        }
        var more = new ArrayList<>(regions);
        more.add(new Region(from, to));
        return new Continuum(order, length, more, pixels);
    }

    /** This continuum fitted to these pixels only, counted from 0: those without lines. */
    public Continuum pixels(int... pixels) {
        if (pixels.length == 0) {
            throw new IllegalArgumentException("continuum: pixels() needs at least one pixel without lines");
        }
        return new Continuum(order, length, regions, pixels.clone());
    }

    /**
     * Fits the continuum of every spectrum and divides by it. A region of a spectrum without a continuum pixel that has data
     * counts as without data, and a warning names the spectrum.
     *
     * @throws IllegalArgumentException where the spectra have no wavelengths, or a pixel is not one of theirs
     */
    public NormalizedSpectra fit(Spectra spectra) {
        double[] wavelengths = spectra.dispersion()
                .orElseThrow(() -> new IllegalArgumentException(
                        "continuum: the spectra have no wavelengths; add them with spectra.dispersion(...)"));
        for (int pixel : pixels) {
            if (pixel < 0 || pixel >= spectra.nPixels()) {
                throw new IllegalArgumentException(
                        "continuum: no pixel " + pixel + "; the spectra have pixels 0 to " + (spectra.nPixels() - 1));
            }
        }
        return new Fitting(spectra, wavelengths).result();
    }

    /** The fit of all spectra. */
    private final class Fitting {
        private final Spectra spectra;
        private final double[] wavelengths;
        private final List<Region> parts =
                regions.isEmpty() ? List.of(new Region(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)) : regions;
        private final double[][] continuum;
        private final double[][] flux;
        private final double[][] ivar;
        private final double[][][] amplitudes;
        private final double[][] condition;
        private final List<String> warnings = new ArrayList<>();

        Fitting(Spectra spectra, double[] wavelengths) {
            this.spectra = spectra;
            this.wavelengths = wavelengths;
            int n = spectra.size();
            continuum = new double[n][wavelengths.length];
            flux = new double[n][];
            ivar = new double[n][];
            amplitudes = new double[n][parts.size()][];
            condition = new double[n][parts.size()];
        }

        NormalizedSpectra result() {
            int[][] inside = parts.stream()
                    .map(r -> IntStream.range(0, wavelengths.length)
                            .filter(j -> r.has(wavelengths[j]))
                            .toArray())
                    .toArray(int[][]::new);
            int[] used = pixels.length == 0
                    ? IntStream.range(0, wavelengths.length).toArray()
                    : Arrays.stream(pixels).sorted().distinct().toArray();
            for (int n = 0; n < spectra.size(); n++) {
                flux[n] = spectra.flux(n);
                ivar[n] = spectra.ivar(n);
                Arrays.fill(continuum[n], 1);
                for (int r = 0; r < inside.length; r++) {
                    fit(n, r, inside[r], used);
                }
                divide(n);
            }
            warnOfUncovered(inside);
            var normalized = Spectra.of(flux, ivar).dispersion(wavelengths).names(spectra.names());
            return new NormalizedSpectra(normalized, continuum, amplitudes, condition, warnings);
        }

        private void fit(int n, int r, int[] inside, int[] used) {
            int[] fitted = Arrays.stream(used)
                    .filter(j -> parts.get(r).has(wavelengths[j]) && spectra.ivarRows()[n][j] > 0)
                    .toArray();
            if (fitted.length == 0) {
                amplitudes[n][r] = new double[0];
                condition[n][r] = Double.NaN;
                Arrays.stream(inside).forEach(j -> ivar[n][j] = 0);
                if (inside.length > 0) {
                    warnings.add("spectrum " + spectra.names().get(n) + " has no continuum pixel with data in "
                            + parts.get(r) + ": it counts as without data there");
                }
                return;
            }
            var normal = new NormalEquations(2 * order + 1);
            for (int j : fitted) {
                normal.add(basis(wavelengths[j]), spectra.fluxRows()[n][j], spectra.ivarRows()[n][j]);
            }
            amplitudes[n][r] = normal.solve();
            condition[n][r] = normal.condition();
            for (int j : inside) {
                continuum[n][j] = dot(amplitudes[n][r], basis(wavelengths[j]));
            }
        }

        private void divide(int n) {
            for (int j = 0; j < wavelengths.length; j++) {
                double c = continuum[n][j];
                flux[n][j] /= c;
                ivar[n][j] *= c * c;
                if (!(ivar[n][j] > 0) || !Double.isFinite(flux[n][j]) || Double.isInfinite(ivar[n][j])) {
                    flux[n][j] = 1;
                    ivar[n][j] = 0;
                }
            }
        }

        private void warnOfUncovered(int[][] inside) {
            var uncovered = new TreeSet<Integer>();
            IntStream.range(0, wavelengths.length).forEach(uncovered::add);
            Arrays.stream(inside).flatMapToInt(Arrays::stream).forEach(uncovered::remove);
            uncovered.removeIf(j -> Arrays.stream(spectra.ivarRows()).noneMatch(w -> w[j] > 0));
            if (!uncovered.isEmpty()) {
                warnings.add(uncovered.size() + " pixels with data lie outside all regions and were not normalized: "
                        + LabelScaling.few(List.copyOf(uncovered)) + "; add a region(...) for them");
            }
        }
    }

    private double[] basis(double wavelength) {
        var out = new double[2 * order + 1];
        out[0] = 1;
        for (int k = 1; k <= order; k++) {
            double phase = 2 * Math.PI * k * wavelength / length;
            out[2 * k - 1] = Math.cos(phase);
            out[2 * k] = Math.sin(phase);
        }
        return out;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    /** M^T W M a = M^T W f with the ridge on the diagonal. */
    private static final class NormalEquations {
        private final double[][] matrix;
        private final double[] right;
        private double condition = Double.NaN;

        NormalEquations(int size) {
            matrix = new double[size][size];
            right = new double[size];
        }

        void add(double[] row, double flux, double weight) {
            for (int i = 0; i < row.length; i++) {
                right[i] += row[i] * weight * flux;
                for (int k = 0; k < row.length; k++) {
                    matrix[i][k] += row[i] * weight * row[k];
                }
            }
        }

        double[] solve() {
            double[] eigenvalues = LinearAlgebra.eigen(matrix).values();
            double greatest = eigenvalues[eigenvalues.length - 1];
            double least = eigenvalues[0];
            double ridge = RIDGE * greatest;
            condition = (greatest + ridge) / (least + ridge);
            for (int k = 0; k < right.length; k++) {
                matrix[k][k] += ridge;
            }
            return LinearAlgebra.solvePositive(matrix, right).orElseThrow();
        }

        double condition() {
            return condition;
        }
    }

    @Override
    public Card card() {
        var card = Card.of(toString());
        for (var region : regions) {
            card = card.row("region", region.toString());
        }
        return card.row("fitted to", pixels.length == 0 ? "all pixels" : pixels.length + " pixels");
    }

    @Override
    public String toString() {
        return "continuum of sines and cosines: order " + order + ", length " + Numbers.significant(length, 6)
                + " Angstrom";
    }
}
