package asterism.cannon;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * Reference stars: spectra whose labels are known.
 *
 * @param labels  of the stars; star n has spectrum n
 * @param spectra of the stars
 */
public record TrainingSet(Labels labels, Spectra spectra) implements Displayable {

    /** Labels that correlate more than this cannot be told apart well; a warning names them. */
    static final double CORRELATED = 0.9;

    private static final int MANY = 100; // stars, and pixels of each, that tell the usual flux

    /** Checks that every star has labels and a spectrum. */
    public TrainingSet {
        if (labels.size() != spectra.size()) {
            throw new IllegalArgumentException("training set: labels of " + labels.size() + " stars, but "
                    + spectra.size() + " spectra; star n must have labels in row n and spectrum n");
        }
        if (spectra.size() == 0 || spectra.nPixels() == 0) {
            throw new IllegalArgumentException("training set: no stars or no pixels (" + spectra + ")");
        }
    }

    /** Reference stars. */
    public static TrainingSet of(Labels labels, Spectra spectra) {
        return new TrainingSet(labels, spectra);
    }

    /** Number of stars. */
    public int size() {
        return labels.size();
    }

    /** Some of the stars, in the order given. */
    public TrainingSet select(int... stars) {
        return new TrainingSet(labels.select(stars), spectra.select(stars));
    }

    /** The stars for which all labels are finite numbers. */
    public TrainingSet complete() {
        return select(labels.complete());
    }

    /** What makes these stars bad teachers, in words: labels that correlate, data that count as missing. */
    public List<String> warnings() {
        var out = new ArrayList<>(spectra.warnings());
        double level = usualFlux();
        if (level < 0.2 || level > 2) {
            out.add("the flux is usually " + Numbers.significant(level, 3)
                    + ", not about 1: divide the spectra by their continua first, with Continuum.sines(3)");
        }
        for (int a = 0; a < labels.names().size(); a++) {
            for (int b = a + 1; b < labels.names().size(); b++) {
                double r = correlation(a, b);
                if (Math.abs(r) >= CORRELATED) {
                    out.add(labels.names().get(a) + " and " + labels.names().get(b) + " correlate with r = "
                            + Numbers.significant(r, 3)
                            + " over the training stars: the model can hardly tell them apart");
                }
            }
        }
        return List.copyOf(out);
    }

    /** The median of some of the fluxes; NaN where there are none. */
    private double usualFlux() {
        int ofStars = Math.max(1, size() / MANY);
        int ofPixels = Math.max(1, spectra.nPixels() / MANY);
        var some = new ArrayList<Double>();
        for (int n = 0; n < size(); n += ofStars) {
            for (int j = 0; j < spectra.nPixels(); j += ofPixels) {
                if (spectra.ivarRows()[n][j] > 0) {
                    some.add(spectra.fluxRows()[n][j]);
                }
            }
        }
        double[] sorted = some.stream().mapToDouble(f -> f).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : LabelScaling.percentile(sorted, 50);
    }

    /** Pearson's correlation coefficient of two labels. */
    private double correlation(int a, int b) {
        double meanA = 0;
        double meanB = 0;
        for (var row : labels.rows()) {
            meanA += row[a] / size();
            meanB += row[b] / size();
        }
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (var row : labels.rows()) {
            ab += (row[a] - meanA) * (row[b] - meanB);
            aa += (row[a] - meanA) * (row[a] - meanA);
            bb += (row[b] - meanB) * (row[b] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }

    @Override
    public Card card() {
        var card = Card.of(toString());
        for (var warning : warnings()) {
            card = card.warning(warning);
        }
        return card.section(labels.card()).section(spectra.card());
    }

    @Override
    public String toString() {
        return "training set: " + size() + " stars, " + spectra.nPixels() + " pixels, labels "
                + String.join(", ", labels.names());
    }
}
