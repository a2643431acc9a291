package asterism.cannon;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Labels that a model gave, beside those that are known: bias, rms, and whether the errors are as large as they claim.
 *
 * <p>Immutable. Differences are inferred minus known, in the units of the labels; a pull is a difference over its error, and
 * pulls of honest errors have mean 0 and width 1. Stars without an answer count in {@link #unanswered} only.
 */
public final class OneToOne implements Displayable {

    private final Labels known;
    private final Labels inferred;
    private final double[][] errors;
    private final int[] answered;

    private OneToOne(Labels known, Labels inferred, double[][] errors) {
        this.known = known;
        this.inferred = inferred;
        this.errors = errors;
        this.answered = IntStream.range(0, known.size())
                .filter(n -> Arrays.stream(inferred.rows()[n]).allMatch(Double::isFinite)
                        && Arrays.stream(known.rows()[n]).allMatch(Double::isFinite))
                .toArray();
    }

    /**
     * A comparison.
     *
     * @param known    labels of the stars; those that were not inferred are left out
     * @param inferred labels of the same stars, in the same order; NaN for a star without an answer
     * @param errors   [nStars x nLabels] of the inferred labels, 1 sigma, in their units. Not modified.
     */
    public static OneToOne of(Labels known, Labels inferred, double[][] errors) {
        if (known.size() != inferred.size() || errors.length != known.size()) {
            throw new IllegalArgumentException(
                    "one-to-one: " + known.size() + " stars with known labels, " + inferred.size()
                            + " with inferred ones, " + errors.length + " with errors; all must be the same stars");
        }
        for (int n = 0; n < errors.length; n++) {
            if (errors[n].length != inferred.names().size()) {
                throw new IllegalArgumentException("one-to-one: star " + n + " has " + errors[n].length
                        + " errors for the labels " + inferred.names());
            }
        }
        return new OneToOne(
                known.only(inferred.names().toArray(String[]::new)),
                inferred,
                Arrays.stream(errors).map(double[]::clone).toArray(double[][]::new));
    }

    /** Known labels of stars beside those that a model gave to their spectra. */
    public static OneToOne of(Labels known, InferredLabels found) {
        var errors = new double[found.size()][found.labels().names().size()];
        for (int l = 0; l < found.labels().names().size(); l++) {
            double[] column = found.errors(found.labels().names().get(l));
            for (int n = 0; n < column.length; n++) {
                errors[n][l] = column[n];
            }
        }
        return of(known, found.labels(), errors);
    }

    /** The known labels. */
    public Labels known() {
        return known;
    }

    /** The inferred labels. */
    public Labels inferred() {
        return inferred;
    }

    /** Names of the labels. */
    public List<String> names() {
        return inferred.names();
    }

    /** Number of stars with an answer. */
    public int size() {
        return answered.length;
    }

    /** Number of stars without an answer. */
    public int unanswered() {
        return known.size() - answered.length;
    }

    /** Known values of one label, [size()]. */
    public double[] known(String label) {
        return select(known.column(label));
    }

    /** Inferred values of one label, [size()]. */
    public double[] inferred(String label) {
        return select(inferred.column(label));
    }

    /** Errors of one label, 1 sigma, [size()]. */
    public double[] errors(String label) {
        int l = inferred.index(label);
        return select(Arrays.stream(errors).mapToDouble(row -> row[l]).toArray());
    }

    private double[] select(double[] all) {
        return Arrays.stream(answered).mapToDouble(n -> all[n]).toArray();
    }

    /** Inferred minus known, [size()]. */
    public double[] differences(String label) {
        double[] a = inferred(label);
        double[] b = known(label);
        return IntStream.range(0, a.length).mapToDouble(n -> a[n] - b[n]).toArray();
    }

    /** Differences over their errors, [size()]. */
    public double[] pulls(String label) {
        double[] d = differences(label);
        double[] e = errors(label);
        return IntStream.range(0, d.length).mapToDouble(n -> d[n] / e[n]).toArray();
    }

    /** Mean difference, in the unit of the label. */
    public double bias(String label) {
        return mean(differences(label));
    }

    /** Root mean square difference, with the bias in it, in the unit of the label. */
    public double rms(String label) {
        return Math.sqrt(mean(Arrays.stream(differences(label)).map(d -> d * d).toArray()));
    }

    /** Mean of the pulls. */
    public double pullMean(String label) {
        return mean(finite(pulls(label)));
    }

    /** Standard deviation of the pulls about their mean: above 1 the errors are too small, below 1 too large. */
    public double pullWidth(String label) {
        double[] pulls = finite(pulls(label));
        double mean = mean(pulls);
        double sum = Arrays.stream(pulls).map(p -> (p - mean) * (p - mean)).sum();
        return Math.sqrt(sum / (pulls.length - 1));
    }

    private static double[] finite(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /** A row for each label: bias, rms, mean and width of the pulls. */
    public Table table() {
        return Table.create(
                "one-to-one",
                StringColumn.create("label", names()),
                column("bias", this::bias),
                column("rms", this::rms),
                column("pull mean", this::pullMean),
                column("pull width", this::pullWidth));
    }

    private DoubleColumn column(String name, java.util.function.ToDoubleFunction<String> value) {
        return DoubleColumn.create(name, names().stream().mapToDouble(value).toArray());
    }

    @Override
    public Card card() {
        var rows = new ArrayList<List<String>>();
        for (var label : names()) {
            rows.add(List.of(
                    label,
                    Numbers.significant(bias(label), 3),
                    Numbers.significant(rms(label), 3),
                    Numbers.significant(pullMean(label), 2),
                    Numbers.significant(pullWidth(label), 3)));
        }
        var card = Card.of(toString());
        if (unanswered() > 0) {
            card = card.warning(unanswered() + " of " + known.size() + " stars have no answer and are left out");
        }
        return card.table(List.of("label", "bias", "rms", "pull mean", "pull width"), rows)
                .note(
                        "Differences are inferred minus known; pulls are differences over their errors and should have a width of 1.");
    }

    @Override
    public String toString() {
        return "inferred and known labels of " + size() + " stars";
    }
}
