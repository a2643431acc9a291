package asterism.infer;

import asterism.display.Card;
import asterism.display.Displayable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How well a model predicts each datum from all others: leave-one-out cross-validation from one set of posterior draws, by
 * Pareto-smoothed importance sampling (PSIS-LOO).
 *
 * @see <a href="https://doi.org/10.1007/s11222-016-9696-4">Vehtari, Gelman &amp; Gabry 2017</a>
 */
public final class Loo implements Displayable {

    /** Above this k-hat the estimate of a term is not to be trusted. */
    public static final double LARGEST_K = 0.7;

    private final List<String> terms;
    private final double[] elpd;
    private final double[] kHat;
    private final double effectiveParameters;
    private final boolean normalized;

    /**
     * On arrays that nobody writes to any more, [nTerms].
     *
     * @param normalized as {@link PointwiseLogLikelihood#isNormalized}
     */
    Loo(List<String> terms, double[] elpd, double[] kHat, double effectiveParameters, boolean normalized) {
        this.terms = List.copyOf(terms);
        this.elpd = elpd;
        this.kHat = kHat;
        this.effectiveParameters = effectiveParameters;
        this.normalized = normalized;
    }

    /** From the draws of a fit whose model gives its likelihood term by term. */
    static Loo of(Fit fit, PointwiseLogLikelihood pointwise) {
        var samples = fit.samples();
        var few = samples.thin(Math.max(1, samples.size() / 8000));
        int n = few.size();
        int nTerms = pointwise.terms().size();
        double[][] logLikelihood = new double[nTerms][n];
        double[] out = new double[nTerms];
        for (int i = 0; i < n; i++) {
            pointwise.evaluate(few.draw(i), out);
            for (int t = 0; t < nTerms; t++) {
                logLikelihood[t][i] = out[t];
            }
        }
        double ess = fit.ess();
        return of(pointwise.terms(), logLikelihood, ess > 0 ? Math.min(1, ess / n) : 1, pointwise.isNormalized());
    }

    /**
     * From a matrix of normalised log likelihoods.
     *
     * @param terms         their names
     * @param logLikelihood [nTerms][nDraws]. Not modified.
     * @param relativeEss   effective number of draws over nDraws, at most 1
     */
    public static Loo of(List<String> terms, double[][] logLikelihood, double relativeEss) {
        return of(terms, logLikelihood, relativeEss, true);
    }

    private static Loo of(List<String> terms, double[][] logLikelihood, double relativeEss, boolean normalized) {
        if (terms.size() != logLikelihood.length || terms.isEmpty()) {
            throw new IllegalArgumentException("leave-one-out: " + terms.size() + " terms are named and "
                    + logLikelihood.length + " rows of log likelihoods given");
        }
        double[] elpd = new double[terms.size()];
        double[] kHat = new double[terms.size()];
        double parameters = 0;
        for (int t = 0; t < elpd.length; t++) {
            double[] row = logLikelihood[t];
            int n = row.length;
            double[] ratios = new double[n];
            double[] weights = new double[n];
            for (int i = 0; i < n; i++) {
                if (!Double.isFinite(row[i])) {
                    throw new IllegalArgumentException("leave-one-out: the log likelihood of '" + terms.get(t) + "' is "
                            + row[i] + " at draw " + i + "; every draw of a posterior has a finite one");
                }
                ratios[i] = -row[i];
            }
            kHat[t] = Pareto.smooth(ratios, relativeEss, weights);
            double[] both = new double[n];
            for (int i = 0; i < n; i++) {
                both[i] = weights[i] + row[i];
            }
            elpd[t] = logSum(both);
            parameters += logSum(row) - Math.log(n) - elpd[t];
        }
        return new Loo(terms, elpd, kHat, parameters, normalized);
    }

    private static double logSum(double[] logs) {
        double max = Double.NEGATIVE_INFINITY;
        for (double l : logs) {
            max = Math.max(max, l);
        }
        double sum = 0;
        for (double l : logs) {
            sum += Math.exp(l - max);
        }
        return max + Math.log(sum);
    }

    /** Names of the terms. */
    public List<String> terms() {
        return terms;
    }

    /** Expected log predictive density of all terms: larger is better. */
    public double elpd() {
        double sum = 0;
        for (double e : elpd) {
            sum += e;
        }
        return sum;
    }

    /** Standard error of {@link #elpd} from the scatter of the terms. */
    public double error() {
        return error(elpd);
    }

    /** sqrt(n) times the standard deviation of n terms. */
    static double error(double[] terms) {
        int n = terms.length;
        double mean = 0;
        for (double t : terms) {
            mean += t / n;
        }
        double sum = 0;
        for (double t : terms) {
            sum += (t - mean) * (t - mean);
        }
        return n > 1 ? Math.sqrt(n * sum / (n - 1)) : Double.NaN;
    }

    /** Log predictive density of each term given the others, [nTerms]. */
    public double[] pointwise() {
        return elpd.clone();
    }

    /** Pareto k-hat of each term, [nTerms]. */
    public double[] kHat() {
        return kHat.clone();
    }

    /** Effective number of parameters: what the log score loses when each term is predicted and not fitted. */
    public double effectiveParameters() {
        return effectiveParameters;
    }

    /** Whether the likelihood is a normalised density of the data: only then it compares with that of another model. */
    public boolean isNormalized() {
        return normalized;
    }

    /** A likelihood that is not normalised, and terms whose importance weights cannot be trusted, in words. */
    public List<String> warnings() {
        var out = new ArrayList<String>();
        if (!normalized) {
            out.add(Evidence.NOT_NORMALIZED);
        }
        var bad = new ArrayList<String>();
        for (int t = 0; t < kHat.length; t++) {
            if (!(kHat[t] <= LARGEST_K)) {
                bad.add(String.format(Locale.ROOT, "%s (k = %.2f)", terms.get(t), kHat[t]));
            }
        }
        if (!bad.isEmpty()) {
            out.add("leaving out changes the posterior too much to be had by weights: " + String.join(", ", bad)
                    + "; fit again without each of them, or look at why the model is so sure there");
        }
        return List.copyOf(out);
    }

    /** One row per term. */
    public Table table() {
        return Table.create(
                "leave one out",
                StringColumn.create("term", terms),
                DoubleColumn.create("elpd", elpd),
                DoubleColumn.create("kHat", kHat));
    }

    @Override
    public Card card() {
        var card = Card.of("elpd = " + words());
        for (var warning : warnings()) {
            card = card.warning(warning);
        }
        return card.row("terms", Digits.count(terms.size()))
                .row("effective parameters", String.format(Locale.ROOT, "%.1f", effectiveParameters));
    }

    String words() {
        return String.format(Locale.ROOT, "%.1f \u00b1 %.1f", elpd(), error());
    }

    @Override
    public String toString() {
        return toText();
    }
}
