package asterism.cannon;

import asterism.display.Card;
import asterism.display.Displayable;
import java.util.Arrays;
import java.util.List;

/** The labels of one spectrum, with what led to them and what the published function returns beside them. Immutable. */
public final class SpectrumFit implements Displayable {

    private final InferredLabels found;
    private final Labels starts;
    private final LabelSearch search;
    private final TrainedCannon model;
    private final double[] flux;
    private final double[] ivar;

    SpectrumFit(
            InferredLabels found,
            Labels starts,
            LabelSearch search,
            TrainedCannon model,
            double[] flux,
            double[] ivar) {
        this.found = found;
        this.starts = starts.only(found.labels().names().toArray(String[]::new));
        this.search = search;
        this.model = model;
        this.flux = flux.clone();
        this.ivar = ivar;
    }

    /** Names of the labels, in the order of the numbers. */
    public List<String> labelNames() {
        return found.labels().names();
    }

    /** Labels in their units, [nLabels]; NaN where there is no answer. */
    public double[] labels() {
        return found.labels().star(0);
    }

    /** Covariance of the labels in their units, [nLabels x nLabels]. */
    public double[][] covariance() {
        return found.covariance(0);
    }

    /** Covariance of the scaled labels, which the published code returns. */
    public double[][] scaledCovariance() {
        return found.scaledCovariance(0);
    }

    /** Chi-squared at the labels, with the scatter in the weights. */
    public double chiSquared() {
        return found.chiSquared(0);
    }

    /** Chi-squared over the number of pixels less the number of labels and one. */
    public double reducedChiSquared() {
        return found.reducedChiSquared(0);
    }

    /** Median of flux over error, scatter included. */
    public double signalToNoise() {
        return found.signalToNoise(0);
    }

    /** The starts that were tried. */
    public Labels starts() {
        return starts;
    }

    /** The start that led to the answer, counted from 0; -1 where none did. */
    public int bestStart() {
        return found.bestStart(0);
    }

    /** The labels of the start that led to the answer, [nLabels]; NaN where none did. */
    public double[] start() {
        if (bestStart() < 0) {
            return labels();
        }
        return starts.star(bestStart());
    }

    /** How the labels were searched for: tolerance, limit, kind of derivatives. */
    public LabelSearch search() {
        return search;
    }

    /** The name of the method. */
    public String method() {
        return "Levenberg-Marquardt on the quadratic form of chi-squared, last step at full resolution";
    }

    /** Whether the search ended at a minimum, and did not use up its evaluations. */
    public boolean converged() {
        return found.converged(0);
    }

    /** How the search ended, in words. */
    public String message() {
        return !problem().isEmpty() ? problem() : "the steps of the search vanish";
    }

    /** Evaluations of chi-squared from all starts. */
    public int evaluations() {
        return found.evaluations(0);
    }

    /** Evaluations of its derivatives from all starts. */
    public int linearizations() {
        return found.linearizations(0);
    }

    /** The model's flux, [nPixels]; 1 in pixels that were not used, and everywhere without an answer. */
    public double[] modelFlux() {
        double[] weight = weights();
        var out = new double[weight.length];
        Arrays.fill(out, 1);
        if (bestStart() >= 0) {
            double[] predicted = model.predict(labels());
            Arrays.setAll(out, j -> weight[j] > 0 ? predicted[j] : 1);
        }
        return out;
    }

    /** (model - flux) over the error with the scatter, [nPixels]; 0 in pixels that were not used. Their squares sum to chi-squared. */
    public double[] residuals() {
        double[] weight = weights();
        double[] predicted = modelFlux();
        var out = new double[weight.length];
        Arrays.setAll(out, j -> weight[j] > 0 ? (predicted[j] - flux[j]) * Math.sqrt(weight[j]) : 0);
        return out;
    }

    /** Derivatives of the residuals with respect to the scaled labels, [nPixels x nLabels]; NaN without an answer. */
    public double[][] jacobian() {
        double[] weight = weights();
        double[][] dv = model.vectorizer().derivative(model.scaling().scaled(labels()));
        var out = new double[weight.length][labelNames().size()];
        for (int j = 0; j < out.length; j++) {
            if (weight[j] > 0) {
                double[] theta = model.thetaRows()[j];
                for (int l = 0; l < out[j].length; l++) {
                    double sum = 0;
                    for (int t = 0; t < theta.length; t++) {
                        sum += theta[t] * dv[t][l];
                    }
                    out[j][l] = sum * Math.sqrt(weight[j]);
                }
            }
        }
        return out;
    }

    private double[] weights() {
        double[] s2 = model.s2();
        var out = new double[s2.length];
        for (int j = 0; j < out.length; j++) {
            double w = ivar[j] / (1 + ivar[j] * s2[j]);
            out[j] = w > 0 ? w : 0;
        }
        return out;
    }

    /** Why there is no answer; empty where there is one. */
    public String problem() {
        return found.problem(0);
    }

    /**
     * The labels by the published rule: all NaN where they are within 1e-5 of their start, although a search that starts at the
     * answer is right to stay there.
     */
    public double[] asPublished() {
        double[] labels = labels();
        if (bestStart() < 0) {
            return labels;
        }
        double[] from = start();
        for (int l = 0; l < labels.length; l++) {
            if (Math.abs(labels[l] - from[l]) > 1e-8 + 1e-5 * Math.abs(from[l])) {
                return labels;
            }
        }
        Arrays.fill(labels, Double.NaN);
        return labels;
    }

    @Override
    public Card card() {
        return found.card();
    }

    @Override
    public String toString() {
        return found.toString();
    }
}
