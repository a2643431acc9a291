package asterism.cannon;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Labels of spectra with their errors, as the test step found them.
 *
 * <p>Immutable. Labels and covariances are in the units of the labels. Where a spectrum says nothing its labels are NaN and
 * {@link #problem} says why; the other spectra keep their answers. A warning names spectra that the model does not describe: there the
 * errors mean nothing. Errors are those of the noise and of the scatter of the
 * pixels; those of the model's coefficients are in them where it was trained with {@link Cannon#coefficientErrors}.
 */
public final class InferredLabels implements Displayable {

    private static final int SHOWN = 10;

    /** What the searches took, [nSpectra] each. */
    @SuppressWarnings("ArrayRecordComponent") // handed on inside the package only, never compared
    record Search(int[] evaluations, int[] linearizations, boolean[] converged) {}

    private final LabelScaling scaling;
    private final Labels labels;
    private final double[][] covariance; // scaled, [nSpectra][nLabels x nLabels]
    private final double[] chi2;
    private final int[] pixels;
    private final int[] start;
    private final Search search;
    private final IntToDoubleFunction signalToNoise; // of a spectrum, worked out when it is asked for
    private final List<String> problems; // empty where there is none
    private final List<String> names;
    private final List<String> warnings;

    InferredLabels(
            LabelScaling scaling,
            Labels labels,
            double[][] covariance,
            double[] chi2,
            int[] pixels,
            int[] start,
            Search search,
            IntToDoubleFunction signalToNoise,
            List<String> problems,
            List<String> names,
            List<String> warnings) {
        this.scaling = scaling;
        this.labels = labels;
        this.covariance = covariance;
        this.chi2 = chi2;
        this.pixels = pixels;
        this.start = start;
        this.search = search;
        this.signalToNoise = signalToNoise;
        this.problems = List.copyOf(problems);
        this.names = List.copyOf(names);
        this.warnings = List.copyOf(warnings);
    }

    /** The labels; NaN for a spectrum without an answer. */
    public Labels labels() {
        return labels;
    }

    /** Number of spectra. */
    public int size() {
        return labels.size();
    }

    /** One label of one spectrum, in its unit. */
    public double get(int spectrum, String label) {
        return labels.get(spectrum, label);
    }

    /** Standard error of a label of all spectra, [nSpectra], in its unit. */
    public double[] errors(String label) {
        int l = labels.index(label);
        int nLabels = labels.names().size();
        return Arrays.stream(covariance)
                .mapToDouble(c -> Math.sqrt(c[l * nLabels + l]) * scaling.scale(l))
                .toArray();
    }

    /** Covariance of the labels of a spectrum, [nLabels x nLabels], in label units: (J^T J)^-1 at the best labels. */
    public double[][] covariance(int spectrum) {
        var out = scaledCovariance(spectrum);
        for (int a = 0; a < out.length; a++) {
            for (int b = 0; b < out.length; b++) {
                out[a][b] *= scaling.scale(a) * scaling.scale(b);
            }
        }
        return out;
    }

    /** Covariance of the scaled labels, which the published code returns. */
    public double[][] scaledCovariance(int spectrum) {
        int nLabels = labels.names().size();
        var out = new double[nLabels][];
        for (int a = 0; a < nLabels; a++) {
            out[a] = Arrays.copyOfRange(covariance[spectrum], a * nLabels, (a + 1) * nLabels);
        }
        return out;
    }

    /** Chi-squared of a spectrum at its labels, with the scatter of the pixels in the weights. */
    public double chiSquared(int spectrum) {
        return chi2[spectrum];
    }

    /** Chi-squared over the number of pixels less the number of labels and one; NaN where that is not above 0. */
    public double reducedChiSquared(int spectrum) {
        return reduced(chi2[spectrum], pixels[spectrum], labels.names().size());
    }

    static double reduced(double chi2, int pixels, int nLabels) {
        int freedom = pixels - nLabels - 1;
        return freedom > 0 ? chi2 / freedom : Double.NaN;
    }

    /** Number of pixels used. */
    public int pixels(int spectrum) {
        return pixels[spectrum];
    }

    /** Which start led to the answer, counted from 0; -1 where there is none. */
    public int bestStart(int spectrum) {
        return start[spectrum];
    }

    /** Evaluations of chi-squared from all starts. */
    public int evaluations(int spectrum) {
        return search.evaluations[spectrum];
    }

    /** Evaluations of its derivatives from all starts. */
    public int linearizations(int spectrum) {
        return search.linearizations[spectrum];
    }

    /** Whether the best start led to a minimum, and did not use up its evaluations. */
    public boolean converged(int spectrum) {
        return search.converged[spectrum];
    }

    /** Median of flux over error, scatter included, over the pixels used. */
    public double signalToNoise(int spectrum) {
        return signalToNoise.applyAsDouble(spectrum);
    }

    /** Why a spectrum has no labels, or whether there is doubt about them; empty where all is well. */
    public String problem(int spectrum) {
        return problems.get(spectrum);
    }

    /** Names of the spectra. */
    public List<String> names() {
        return names;
    }

    /** What a user should know, in words. */
    public List<String> warnings() {
        return warnings;
    }

    /** A table with a row for each spectrum: labels, errors, chi-squared, signal to noise, problems. */
    public Table table() {
        var table = Table.create("labels", StringColumn.create("spectrum", names));
        for (var name : labels.names()) {
            table.addColumns(
                    DoubleColumn.create(name, labels.column(name)), DoubleColumn.create(name + " error", errors(name)));
        }
        table.addColumns(
                DoubleColumn.create("chi2", chi2),
                IntColumn.create("pixels", pixels),
                DoubleColumn.create(
                        "reduced chi2",
                        IntStream.range(0, size())
                                .mapToDouble(this::reducedChiSquared)
                                .toArray()),
                DoubleColumn.create(
                        "S/N",
                        IntStream.range(0, size()).mapToDouble(signalToNoise).toArray()),
                StringColumn.create("problem", problems));
        return table;
    }

    @Override
    public Card card() {
        var card = Card.of(toString());
        for (var warning : warnings) {
            card = card.warning(warning);
        }
        var header = new ArrayList<>(List.of("spectrum"));
        header.addAll(labels.names());
        header.add("reduced \\chi^2");
        var rows = new ArrayList<List<String>>();
        for (int n = 0; n < Math.min(SHOWN, size()); n++) {
            var row = new ArrayList<>(List.of(names.get(n)));
            for (var name : labels.names()) {
                row.add(Numbers.measured(get(n, name), errors(name)[n]));
            }
            row.add(Numbers.significant(reducedChiSquared(n), 3));
            rows.add(row);
        }
        card = card.table(header, rows);
        return size() > SHOWN ? card.note("... and " + (size() - SHOWN) + " more; all in .table()") : card;
    }

    @Override
    public String toString() {
        return "labels of " + Spectra.number(size()) + ": " + String.join(", ", labels.names());
    }
}
