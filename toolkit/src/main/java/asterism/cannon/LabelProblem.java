package asterism.cannon;

import asterism.display.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The spectra whose labels are looked for, in arrays, and the results as they come: one thread writes each spectrum. */
final class LabelProblem implements KeptRows.Work {

    private static final double BAD = 5; // reduced chi-squared of a spectrum that the model does not describe

    private final TrainedCannon model;
    private final Spectra spectra;
    private final double[] s2;
    private final double[][] common; // scaled starts for every spectrum
    private final double[][] own; // or one for each
    private final double[][] labels;
    private final double[][] covariance;
    private final double[] chi2;
    private final int[] pixels;
    private final int[] start;
    private final int[] evaluations;
    private final int[] linearizations;
    private final boolean[] converged;
    private final LabelSearch.Rule rule;
    private final AtomicIntegerArray done;

    LabelProblem(TrainedCannon model, Spectra spectra, LabelSearch search) {
        this.model = model;
        this.spectra = spectra;
        this.s2 = model.s2();
        int n = spectra.size();
        int nLabels = model.vectorizer().labels().size();
        var given = search.starts().map(s -> s.only(model.vectorizer().labels().toArray(String[]::new)));
        this.own = search.onePerSpectrum() ? scaled(given.orElseThrow()) : new double[0][];
        if (search.onePerSpectrum() && own.length != n) {
            throw new IllegalArgumentException(
                    "startOfEach: starts for " + own.length + " spectra, but there are " + n + " spectra");
        }
        this.common = given.map(this::scaled).orElseGet(() -> usualStarts(nLabels));
        this.labels = new double[n][nLabels];
        this.covariance = new double[n][];
        this.chi2 = new double[n];
        this.pixels = new int[n];
        this.start = new int[n];
        this.evaluations = new int[n];
        this.linearizations = new int[n];
        this.converged = new boolean[n];
        this.rule = search.rule();
        this.done = new AtomicIntegerArray(n);
    }

    private double[][] scaled(Labels given) {
        return Arrays.stream(given.rows()).map(model.scaling()::scaled).toArray(double[][]::new);
    }

    /** The fiducial labels, and all lower and all upper quartiles of the training labels. */
    private double[][] usualStarts(int nLabels) {
        var lower = new double[nLabels];
        var upper = new double[nLabels];
        Arrays.fill(lower, -0.25);
        Arrays.fill(upper, 0.25);
        model.trainingLabels().ifPresent(training -> {
            for (int l = 0; l < nLabels; l++) {
                double[] sorted = column(scaled(training), l);
                lower[l] = LabelScaling.percentile(sorted, 25);
                upper[l] = LabelScaling.percentile(sorted, 75);
            }
        });
        return new double[][] {new double[nLabels], lower, upper};
    }

    private static double[] column(double[][] rows, int l) {
        return Arrays.stream(rows).mapToDouble(row -> row[l]).sorted().toArray();
    }

    Vectorizer vectorizer() {
        return model.vectorizer();
    }

    double[][] flux() {
        return spectra.fluxRows();
    }

    double[][] ivar() {
        return spectra.ivarRows();
    }

    /** [nPixels][nTerms]. */
    double[][] theta() {
        return model.thetaRows();
    }

    double[] s2() {
        return s2;
    }

    @Override
    public int size() {
        return spectra.size();
    }

    int nPixels() {
        return s2.length;
    }

    double[][] starts(int spectrum) {
        return own.length > 0 ? new double[][] {own[spectrum]} : common;
    }

    /** Covariances of the coefficients, [nPixels][nPairs], or without pixels. */
    double[][] thetaCovariance() {
        return model.covarianceRows();
    }

    LabelSearch.Rule rule() {
        return rule;
    }

    /** What the search of a spectrum took: said before {@link #solved}. */
    void counted(int spectrum, int values, int derivatives, boolean isMinimum) {
        evaluations[spectrum] = values;
        linearizations[spectrum] = derivatives;
        converged[spectrum] = isMinimum;
    }

    void solved(int spectrum, double[] x, double[] scaledCovariance, double chiSquared, int used, int best) {
        labels[spectrum] = model.scaling().labels(x);
        covariance[spectrum] = scaledCovariance;
        chi2[spectrum] = used == 0 ? Double.NaN : chiSquared;
        pixels[spectrum] = used;
        start[spectrum] = best;
        done.set(spectrum, 1);
    }

    @Override
    public boolean isDone(int spectrum) {
        return done.get(spectrum) == 1;
    }

    @Override
    public int width() {
        int nLabels = vectorizer().labels().size();
        return nLabels + nLabels * nLabels + 6;
    }

    @Override
    public void keep(int spectrum, double[] outRow) {
        int nLabels = vectorizer().labels().size();
        if (isDone(spectrum)) {
            System.arraycopy(labels[spectrum], 0, outRow, 0, nLabels);
            System.arraycopy(covariance[spectrum], 0, outRow, nLabels, nLabels * nLabels);
            int at = nLabels + nLabels * nLabels;
            outRow[at] = chi2[spectrum];
            outRow[at + 1] = pixels[spectrum];
            outRow[at + 2] = start[spectrum];
            outRow[at + 3] = evaluations[spectrum];
            outRow[at + 4] = linearizations[spectrum];
            outRow[at + 5] = converged[spectrum] ? 1 : 0;
        }
    }

    @Override
    public void restore(int spectrum, double[] row) {
        int nLabels = vectorizer().labels().size();
        labels[spectrum] = Arrays.copyOf(row, nLabels);
        int at = nLabels + nLabels * nLabels;
        covariance[spectrum] = Arrays.copyOfRange(row, nLabels, at);
        chi2[spectrum] = row[at];
        pixels[spectrum] = (int) row[at + 1];
        start[spectrum] = (int) row[at + 2];
        evaluations[spectrum] = (int) row[at + 3];
        linearizations[spectrum] = (int) row[at + 4];
        converged[spectrum] = row[at + 5] == 1;
        done.set(spectrum, 1);
    }

    @Override
    public String fingerprint() {
        long hash = 31L * Arrays.deepHashCode(theta()) + Arrays.hashCode(s2);
        hash = 31 * hash + Arrays.deepHashCode(thetaCovariance());
        hash = 31 * hash + Arrays.deepHashCode(common);
        hash = 31 * hash + Arrays.deepHashCode(own);
        hash = 31 * hash + rule.hashCode();
        for (int n = 0; n < size(); n++) {
            hash = 31 * hash + Arrays.hashCode(flux()[n]);
            hash = 31 * hash + Arrays.hashCode(ivar()[n]);
        }
        return Long.toHexString(hash);
    }

    InferredLabels result() {
        var problems = IntStream.range(0, size()).mapToObj(this::problem).toList();
        var warnings = new ArrayList<>(spectra.warnings());
        String why = "; problem(n) and the table say why";
        say(warnings, n -> start[n] < 0, "have no labels", why);
        say(warnings, n -> start[n] >= 0 && !problems.get(n).isEmpty(), "have labels that are in doubt", why);
        int nLabels = vectorizer().labels().size();
        say(
                warnings,
                n -> InferredLabels.reduced(chi2[n], pixels[n], nLabels) > BAD,
                "fit badly, with a reduced chi-squared above " + Numbers.exact(BAD),
                "; these stars are unlike those that the model learned from, or their errors or continua are wrong;"
                        + " the errors of their labels mean nothing");
        return new InferredLabels(
                model.scaling(),
                Labels.of(vectorizer().labels(), labels),
                covariance,
                chi2,
                pixels,
                start,
                new InferredLabels.Search(evaluations, linearizations, converged),
                this::signalToNoise,
                problems,
                spectra.names(),
                warnings);
    }

    private void say(List<String> outWarnings, IntPredicate which, String what, String more) {
        var affected = IntStream.range(0, size())
                .filter(which)
                .mapToObj(spectra.names()::get)
                .toList();
        if (!affected.isEmpty()) {
            outWarnings.add(
                    affected.size() + " of " + size() + " spectra " + what + ": " + LabelScaling.few(affected) + more);
        }
    }

    private String problem(int n) {
        if (pixels[n] == 0) {
            return "no pixel has data and is used by the model";
        }
        if (start[n] < 0) {
            return "chi-squared is not a number at any start";
        }
        if (!converged[n]) {
            return "the search used up its " + rule.evaluations()
                    + " evaluations before it was at a minimum; allow more with LabelSearch.DEFAULT.evaluations(...)";
        }
        if (Double.isNaN(covariance[n][0])) {
            return "its " + pixels[n] + " pixels do not determine all labels";
        }
        return "";
    }

    private double signalToNoise(int n) {
        double[] flux = flux()[n];
        double[] ivar = ivar()[n];
        var each = new double[pixels[n]];
        int k = 0;
        for (int j = 0; j < s2.length; j++) {
            double w = ivar[j] / (1 + ivar[j] * s2[j]);
            if (w > 0) {
                each[k++] = flux[j] * Math.sqrt(w);
            }
        }
        Arrays.sort(each);
        return k == 0 ? Double.NaN : LabelScaling.percentile(each, 50);
    }
}
