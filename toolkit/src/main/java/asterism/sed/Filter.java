package asterism.sed;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.math.PiecewiseLinear;
import asterism.unit.Constants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The response of a band: a label and a transmission curve, linear between its points and 0 outside them.
 *
 * <p>A band averages the luminosity density over frequency: int T L_nu dnu / int T dnu where T is the response per unit
 * energy (the default, as in the shipped curves), int T L_nu dnu/nu / int T dnu/nu where T is the response per photon.
 * The normalisation of T does not matter.
 */
public final class Filter implements Displayable {

    /** The unit of a curve's wavelengths. */
    public enum WavelengthUnit {
        /** 1e-6 m. */
        MICRON(1),
        /** 1e-9 m. */
        NANOMETER(1e-3),
        /** 1e-10 m. */
        ANGSTROM(1e-4);

        private final double micron;

        WavelengthUnit(double micron) {
            this.micron = micron;
        }
    }

    private final String label;
    private final double[] wave;
    private final double[] transmission;
    private final boolean countsPhotons;
    private final String source;

    private Filter(String label, double[] wave, double[] transmission, boolean countsPhotons, String source) {
        this.label = label;
        this.wave = wave;
        this.transmission = transmission;
        this.countsPhotons = countsPhotons;
        this.source = source;
    }

    /**
     * A filter from a curve. Points are sorted by wavelength; points of equal wavelength are averaged.
     *
     * @param micron       [n], um, n at least 2. Not modified.
     * @param transmission [n], response per unit energy in any unit, not negative, somewhere above 0. Not modified.
     */
    public static Filter of(String label, double[] micron, double[] transmission) {
        return of(label, micron, transmission, "given by the user");
    }

    static Filter of(String label, double[] micron, double[] transmission, String source) {
        var where = "filter '" + label + "'";
        if (label.isBlank()) {
            throw new IllegalArgumentException("a filter needs a label");
        }
        if (micron.length != transmission.length || micron.length < 2) {
            throw new IllegalArgumentException(where + ": needs as many transmissions as wavelengths, 2 at least; got "
                    + micron.length + " wavelengths and " + transmission.length + " transmissions");
        }
        double peak = 0;
        for (int i = 0; i < micron.length; i++) {
            if (!(micron[i] > 0) || !Double.isFinite(micron[i])) {
                throw new IllegalArgumentException(
                        where + ": wavelength of point " + (i + 1) + " must be above 0 um, got " + micron[i]);
            }
            if (!(transmission[i] >= 0) || !Double.isFinite(transmission[i])) {
                throw new IllegalArgumentException(where + ": transmission at " + Numbers.significant(micron[i], 6)
                        + " um must be 0 or above, got " + transmission[i]
                        + "; set measured noise below 0 to 0");
            }
            peak = Math.max(peak, transmission[i]);
        }
        if (peak == 0) {
            throw new IllegalArgumentException(where + ": the transmission is 0 everywhere");
        }
        return sorted(label, micron, transmission, source);
    }

    private static Filter sorted(String label, double[] micron, double[] transmission, String source) {
        var order = new Integer[micron.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> micron[i]));
        var x = new double[order.length];
        var t = new double[order.length];
        int n = 0;
        for (int i = 0; i < order.length; ) {
            int j = i;
            double sum = 0;
            while (j < order.length && micron[order[j]] == micron[order[i]]) {
                sum += transmission[order[j++]];
            }
            x[n] = micron[order[i]];
            t[n++] = sum / (j - i);
            i = j;
        }
        if (n < 2) {
            throw new IllegalArgumentException("filter '" + label + "': all points have the same wavelength");
        }
        return new Filter(label, Arrays.copyOf(x, n), Arrays.copyOf(t, n), false, source);
    }

    /** A filter that is 1 between two wavelengths [um] and 0 elsewhere, with exact edges. */
    public static Filter topHat(String label, double fromMicron, double toMicron) {
        if (!(fromMicron > 0 && fromMicron < toMicron) || !Double.isFinite(toMicron)) {
            throw new IllegalArgumentException("filter '" + label + "': topHat needs 0 < from < to [um], got from = "
                    + fromMicron + ", to = " + toMicron);
        }
        return of(label, new double[] {fromMicron, toMicron}, new double[] {1, 1}, "top hat");
    }

    /** Reads a curve with wavelengths in um: see {@link #read(String, Path, WavelengthUnit)}. */
    public static Filter read(String label, String file) {
        return read(label, Path.of(file), WavelengthUnit.MICRON);
    }

    /**
     * Reads a curve from a text file: two columns, wavelength and transmission, divided by blanks, tabs, commas or
     * semicolons. Lines that begin with # and a first line of titles are passed over.
     *
     * @throws IllegalArgumentException where a line holds something else; the message names file and line
     * @throws UncheckedIOException     where the file cannot be read
     */
    public static Filter read(String label, Path file, WavelengthUnit unit) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("filter '" + label + "': cannot read " + file + ": " + e.getMessage(), e);
        }
        var wave = new ArrayList<Double>();
        var transmission = new ArrayList<Double>();
        boolean titles = true;
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            var cells = line.split("[\\s,;]+");
            double x = cells.length < 2 ? Double.NaN : number(cells[0]);
            double t = cells.length < 2 ? Double.NaN : number(cells[1]);
            if (Double.isNaN(x) || Double.isNaN(t)) {
                if (titles && Double.isNaN(x) && cells[0].matches("[A-Za-z\"'].*")) {
                    titles = false;
                    continue;
                }
                throw new IllegalArgumentException(file + ", line " + (i + 1) + ": '" + line
                        + "' does not hold a wavelength and a transmission; correct or remove the line");
            }
            titles = false;
            wave.add(x * unit.micron);
            transmission.add(t);
        }
        if (wave.isEmpty()) {
            throw new IllegalArgumentException(file + ": no line holds a wavelength and a transmission");
        }
        return of(
                label,
                wave.stream().mapToDouble(Double::doubleValue).toArray(),
                transmission.stream().mapToDouble(Double::doubleValue).toArray(),
                file.getFileName().toString());
    }

    private static double number(String cell) {
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The same curve, understood as response per photon instead of per unit energy. */
    public Filter countingPhotons() {
        return new Filter(label, wave, transmission, true, source);
    }

    /** The same curve under another label. */
    public Filter label(String other) {
        return new Filter(other, wave, transmission, countsPhotons, source);
    }

    /** The name by which photometry refers to it. */
    public String label() {
        return label;
    }

    /** Whether the curve is a response per photon. */
    public boolean isCountingPhotons() {
        return countsPhotons;
    }

    /** Number of points of the curve. */
    public int size() {
        return wave.length;
    }

    /** Wavelengths of the curve's points, [size], um, increasing; a copy. */
    public double[] wavelengths() {
        return wave.clone();
    }

    /** Transmission at the curve's points, [size]; a copy. */
    public double[] transmissions() {
        return transmission.clone();
    }

    /** Transmission at a wavelength [um], observed frame. */
    public double at(double micron) {
        return PiecewiseLinear.at(wave, transmission, micron);
    }

    /** Shortest wavelength of the curve, um. */
    public double shortest() {
        return wave[0];
    }

    /** Longest wavelength of the curve, um. */
    public double longest() {
        return wave[wave.length - 1];
    }

    /** Mean wavelength int T lambda dlambda / int T dlambda, um. */
    public double meanWavelength() {
        return moment(1) / moment(0);
    }

    /** Pivot wavelength, um: sqrt(int T dlambda / int T/lambda^2 dlambda) for T per unit energy. */
    public double pivotWavelength() {
        return countsPhotons ? Math.sqrt(moment(1) / moment(-1)) : Math.sqrt(moment(0) / moment(-2));
    }

    /** int T dlambda over [a, b], um. */
    double integral(double a, double b) {
        double lo = Math.max(a, wave[0]);
        double hi = Math.min(b, wave[wave.length - 1]);
        if (!(hi > lo)) {
            return 0;
        }
        var w = PiecewiseLinear.integralWeights(wave, lo, hi);
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            sum += w[i] * transmission[i];
        }
        return sum;
    }

    /** int T lambda^power dlambda, exact for the piecewise linear curve. */
    private double moment(int power) {
        double sum = 0;
        for (int i = 0; i + 1 < wave.length; i++) {
            double a = wave[i];
            double b = wave[i + 1];
            double slope = (transmission[i + 1] - transmission[i]) / (b - a);
            sum += (transmission[i] - slope * a) * powerIntegral(a, b, power) + slope * powerIntegral(a, b, power + 1);
        }
        return sum;
    }

    private static double powerIntegral(double a, double b, int power) {
        return power == -1 ? Math.log(b / a) : (Math.pow(b, power + 1) - Math.pow(a, power + 1)) / (power + 1);
    }

    /** Frequency of the pivot wavelength, Hz. */
    public double pivotFrequency() {
        return Constants.LIGHT_SPEED_MICRON / pivotWavelength();
    }

    @Override
    public Card card() {
        return Card.of("Filter " + label)
                .row("pivot wavelength", Numbers.significant(pivotWavelength(), 6) + " um")
                .row("range", Numbers.significant(shortest(), 6) + " to " + Numbers.significant(longest(), 6) + " um")
                .row("response", countsPhotons ? "per photon" : "per unit energy")
                .row("curve", size() + " points, " + source);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s (%s um)", label, Numbers.significant(pivotWavelength(), 6));
    }
}
