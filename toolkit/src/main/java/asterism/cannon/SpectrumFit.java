package asterism.cannon;

import asterism.display.Card;
import asterism.display.Displayable;

/** The labels of one spectrum, with what led to them. Immutable. */
public final class SpectrumFit implements Displayable {

    private final InferredLabels found;
    private final Labels starts;
    private final double[] modelFlux;

    SpectrumFit(InferredLabels found, Labels starts, double[] modelFlux) {
        this.found = found;
        this.starts = starts;
        this.modelFlux = modelFlux;
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

    /** The model's flux, [nPixels]; 1 in pixels that were not used. */
    public double[] modelFlux() {
        return modelFlux.clone();
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
        double[] from =
                starts.only(found.labels().names().toArray(String[]::new)).star(bestStart());
        for (int l = 0; l < labels.length; l++) {
            if (Math.abs(labels[l] - from[l]) > 1e-8 + 1e-5 * Math.abs(from[l])) {
                return labels;
            }
        }
        java.util.Arrays.fill(labels, Double.NaN);
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
