package asterism.cannon;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The terms of a polynomial in the scaled labels: V(x) = [1, product of x_l^p, ...].
 *
 * <p>Immutable. A full quadratic of L labels has (L + 1)(L + 2) / 2 terms. Terms have readable names such as
 * {@code LOGG*TEFF^2}, which {@link #of(List, String)} reads again.
 *
 * <pre>{@code
 * Vectorizer.polynomial(List.of("TEFF", "LOGG", "FEH"), 2);
 * Vectorizer.of(List.of("Teff", "logg", "feh"), "Teff^4 + logg*Teff^3 + feh")
 * }</pre>
 */
public final class Vectorizer implements Displayable {

    private final List<String> labels;
    private final int[][] index; // [nTerms][factors]; the constant has none
    private final double[][] power;

    private Vectorizer(List<String> labels, int[][] index, double[][] power) {
        this.labels = List.copyOf(labels);
        this.index = index;
        this.power = power;
    }

    /** A polynomial with products of the labels one order below: order 2 is the usual quadratic. */
    public static Vectorizer polynomial(List<String> labels, int order) {
        return polynomial(labels, order, order - 1);
    }

    /**
     * A polynomial: powers of single labels up to an order, and products of several labels in which no single power is above
     * the cross-term order.
     *
     * @param labels         names, in the order of the label vectors
     * @param order          greatest power of a single label, at least 1
     * @param crossTermOrder greatest power of a label in a product; 0 or less for no products
     */
    public static Vectorizer polynomial(List<String> labels, int order, int crossTermOrder) {
        Labels.requireNames(labels);
        if (order < 1) {
            throw new IllegalArgumentException("polynomial of order " + order + ": the order must be at least 1");
        }
        var index = new ArrayList<int[]>();
        var power = new ArrayList<double[]>();
        index.add(new int[0]);
        power.add(new double[0]);
        for (int degree = 1; degree <= Math.max(order, crossTermOrder + 1); degree++) {
            multisets(labels.size(), degree, 0, new ArrayList<>(), factors -> {
                var powers = new LinkedHashMap<Integer, Double>();
                factors.forEach(l -> powers.merge(l, 1.0, Double::sum));
                double greatest =
                        powers.values().stream().mapToDouble(p -> p).max().orElse(0);
                if (greatest <= (powers.size() == 1 ? order : crossTermOrder)) {
                    int[] sorted = powers.keySet().stream()
                            .sorted((a, b) -> labels.get(a).compareTo(labels.get(b)))
                            .mapToInt(l -> l)
                            .toArray();
                    index.add(sorted);
                    power.add(Arrays.stream(sorted).mapToDouble(powers::get).toArray());
                }
            });
        }
        return new Vectorizer(labels, index.toArray(int[][]::new), power.toArray(double[][]::new));
    }

    private static void multisets(
            int nLabels, int degree, int from, List<Integer> chosen, Consumer<List<Integer>> visit) {
        if (chosen.size() == degree) {
            visit.accept(chosen);
            return;
        }
        for (int l = from; l < nLabels; l++) {
            chosen.add(l);
            multisets(nLabels, degree, l, chosen, visit);
            chosen.remove(chosen.size() - 1);
        }
    }

    /**
     * Terms from text such as {@code "Teff^4 + logg*Teff^3 + feh"}. A label that stands twice in a term adds its powers, a power
     * of 0 is left out; powers may be negative or fractions. The constant is always there, with or without a {@code 1}.
     *
     * @param labels names, in the order of the label vectors; without blanks and the signs + * ^
     */
    public static Vectorizer of(List<String> labels, String terms) {
        Labels.requireNames(labels);
        for (var label : labels) {
            if (label.matches(".*[\\s+*^].*")) {
                throw new IllegalArgumentException(
                        "terms from text: label '" + label + "' has a blank or one of the signs + * ^ in its name");
            }
        }
        var index = new ArrayList<int[]>();
        var power = new ArrayList<double[]>();
        index.add(new int[0]);
        power.add(new double[0]);
        var seen = new HashSet<Map<Integer, Double>>();
        for (var term : terms.split("\\+", -1)) {
            var powers = factors(labels, term.strip(), terms);
            if (!powers.isEmpty()) {
                if (!seen.add(powers)) {
                    throw new IllegalArgumentException(
                            "term '" + term.strip() + "' stands twice in '" + terms + "'; leave one out");
                }
                index.add(powers.keySet().stream().mapToInt(l -> l).toArray());
                power.add(powers.values().stream().mapToDouble(p -> p).toArray());
            }
        }
        if (index.size() == 1) {
            throw new IllegalArgumentException("no term with a label in '" + terms + "'; write for example '"
                    + labels.get(0) + " + " + labels.get(0) + "^2'");
        }
        return new Vectorizer(labels, index.toArray(int[][]::new), power.toArray(double[][]::new));
    }

    private static Map<Integer, Double> factors(List<String> labels, String term, String all) {
        var powers = new LinkedHashMap<Integer, Double>();
        if (term.equals("1")) {
            return powers;
        }
        for (var factor : term.split("\\*", -1)) {
            var parts = factor.strip().split("\\^", -1);
            int l = labels.indexOf(parts[0].strip());
            if (l < 0 || parts.length > 2) {
                throw new IllegalArgumentException("cannot read '" + factor.strip() + "' in '" + all
                        + "': a factor is a label, or a label and its power as in 'Teff^2'; labels are " + labels
                        + (l < 0 ? Suggestion.hint(parts[0].strip(), labels) : ""));
            }
            powers.merge(l, parts.length == 1 ? 1.0 : readPower(parts[1].strip(), term), Double::sum);
        }
        powers.values().removeIf(p -> p == 0);
        return powers;
    }

    private static double readPower(String text, String term) {
        try {
            double p = Double.parseDouble(text);
            if (Double.isFinite(p)) {
                return p;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the power '" + text + "' in '" + term + "' is not a number", e);
        }
        throw new IllegalArgumentException("the power '" + text + "' in '" + term + "' is not a finite number");
    }

    /**
     * Terms from their factors, as {@link #factorLabels} and {@link #factorPowers} give them.
     *
     * @param index [nTerms x factors] positions of labels; the first term has none
     * @param power [nTerms x factors]
     */
    static Vectorizer ofFactors(List<String> labels, int[][] index, double[][] power) {
        Labels.requireNames(labels);
        return new Vectorizer(labels, index, power);
    }

    /** The positions of the labels in a term; none for the constant. */
    int[] factorLabels(int term) {
        return index[term];
    }

    /** The powers of the labels in a term. */
    double[] factorPowers(int term) {
        return power[term];
    }

    /** Names of the labels, in the order of the label vectors. */
    public List<String> labels() {
        return labels;
    }

    /** Number of terms, with the constant. */
    public int size() {
        return index.length;
    }

    /** Readable names of the terms; the first is {@code 1}. */
    public List<String> terms() {
        return terms("*", "^");
    }

    /** Names of the terms with other signs between labels and before powers. */
    public List<String> terms(String times, String toThe) {
        var out = new ArrayList<String>();
        for (int t = 0; t < index.length; t++) {
            out.add(term(t, times, toThe));
        }
        return List.copyOf(out);
    }

    private String term(int t, String times, String toThe) {
        var factors = new ArrayList<String>();
        for (int f = 0; f < index[t].length; f++) {
            double p = power[t][f];
            var name = labels.get(index[t][f]);
            factors.add(
                    p == 1 ? name : name + toThe + (p == Math.rint(p) ? Long.toString((long) p) : Double.toString(p)));
        }
        return factors.isEmpty() ? "1" : String.join(times, factors);
    }

    /** All terms in one line: {@code 1 + TEFF + LOGG + TEFF^2 + ...}. */
    public String text() {
        return String.join(" + ", terms());
    }

    /** The position of a term; labels of a product may stand in any order. */
    public int index(String term) {
        int t = terms().indexOf(term);
        if (t >= 0) {
            return t;
        }
        var wanted = sorted(term);
        for (int k = 0; k < size(); k++) {
            if (sorted(term(k, "*", "^")).equals(wanted)) {
                return k;
            }
        }
        throw new IllegalArgumentException(
                "no term '" + term + "'; there are " + text() + Suggestion.hint(term, terms()));
    }

    private static String sorted(String term) {
        return Arrays.stream(term.split("\\*")).map(String::strip).sorted().collect(Collectors.joining("*"));
    }

    /** Whether a label stands in a term. */
    boolean uses(int term, int label) {
        return Arrays.stream(index[term]).anyMatch(l -> l == label);
    }

    /** V(x), [nTerms], of one vector of scaled labels. */
    public double[] labelVector(double... x) {
        requireLabels(x);
        var out = new double[size()];
        evaluate(x, out);
        return out;
    }

    /** The label vectors of many stars as columns, [nTerms x nStars]: the transpose of the design matrix. */
    public double[][] labelVectors(double[][] x) {
        var design = designMatrix(x);
        var out = new double[size()][x.length];
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < size(); t++) {
                out[t][n] = design[n][t];
            }
        }
        return out;
    }

    /** The design matrix [nStars x nTerms]: row n is V(x_n) of the scaled labels x [nStars x nLabels]. */
    public double[][] designMatrix(double[][] x) {
        return Arrays.stream(x).map(this::labelVector).toArray(double[][]::new);
    }

    /** dV_t/dx_l, [nTerms x nLabels], at scaled labels x; the first row, of the constant, is 0. */
    public double[][] derivative(double... x) {
        requireLabels(x);
        var flat = new double[size() * labels.size()];
        derivative(x, flat);
        var out = new double[size()][];
        for (int t = 0; t < size(); t++) {
            out[t] = Arrays.copyOfRange(flat, t * labels.size(), (t + 1) * labels.size());
        }
        return out;
    }

    private void requireLabels(double[] x) {
        if (x.length != labels.size()) {
            throw new IllegalArgumentException(
                    "label vector: " + x.length + " values for the " + labels.size() + " labels " + labels);
        }
    }

    /**
     * V(x).
     *
     * @param x    [nLabels]. Not modified.
     * @param outV [nTerms]. Overwritten.
     */
    void evaluate(double[] x, double[] outV) {
        for (int t = 0; t < index.length; t++) {
            double product = 1;
            for (int f = 0; f < index[t].length; f++) {
                product *= pow(x[index[t][f]], power[t][f]);
            }
            outV[t] = product;
        }
    }

    /**
     * dV_t/dx_l.
     *
     * @param x      [nLabels]. Not modified.
     * @param outDv  [nTerms x nLabels], entry t * nLabels + l. Overwritten.
     */
    void derivative(double[] x, double[] outDv) {
        Arrays.fill(outDv, 0, size() * labels.size(), 0);
        for (int t = 0; t < index.length; t++) {
            for (int f = 0; f < index[t].length; f++) {
                double p = power[t][f];
                double product = p * pow(x[index[t][f]], p - 1);
                for (int g = 0; g < index[t].length; g++) {
                    product *= g == f ? 1 : pow(x[index[t][g]], power[t][g]);
                }
                outDv[t * labels.size() + index[t][f]] = product;
            }
        }
    }

    private static double pow(double x, double p) {
        return p == 1 ? x : p == 2 ? x * x : p == 0 ? 1 : p == 3 ? x * x * x : Math.pow(x, p);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vectorizer v && labels.equals(v.labels) && terms().equals(v.terms());
    }

    @Override
    public int hashCode() {
        return 31 * labels.hashCode() + terms().hashCode();
    }

    @Override
    public Card card() {
        return Card.of("polynomial of " + size() + " terms in " + String.join(", ", labels))
                .note(text());
    }

    @Override
    public String toString() {
        return text();
    }
}
