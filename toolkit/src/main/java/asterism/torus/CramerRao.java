package asterism.torus;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.math.LinearAlgebra;
import asterism.unit.Length;
import java.util.Arrays;
import java.util.List;

/**
 * The observed information of a fit, and the errors that follow from it. Two questions have two answers:
 *
 * <ul>
 *   <li>{@link #posterior}: <em>how uncertain am I of the parameters?</em> H^-1, H the exact second derivatives of -(ln L - P). The
 *       penalty P is a prior belief, so this is the width of the posterior, what {@link TorusModel#sample} draws. The published
 *       package calls it the Cramer-Rao bound. It is the answer of all methods here that do not say otherwise.
 *   <li>{@link #sampling}: <em>how much would the best parameters change with other stars of the same disk?</em> H^-1 J H^-1, J the
 *       information of the data alone. A penalty holds the estimate steady without knowing more: this scatter is always smaller
 *       than the posterior's width, the more so the more the penalty decides, and the rest of the error is a bias that does not
 *       change from one set of stars to the next. Without a penalty both are the same. Pulls of repeated mock data have unit
 *       scale in these errors, about what data without noise give.
 * </ul>
 *
 * <p>Neither knows of parameters on their bounds. Immutable.
 */
public final class CramerRao implements Displayable {

    private final TorusModel model;
    private final TorusParameters center;
    private final double[][] fisher;
    private final boolean positive; // whether all eigenvalues are
    private final TorusErrors posterior;
    private final TorusErrors sampling;

    private CramerRao(TorusModel model, TorusParameters center, double[][] fisher, double[][] dataInformation) {
        this.model = model;
        this.center = center;
        this.fisher = fisher;
        int n = fisher.length;
        double[] size = new double[n];
        for (int i = 0; i < n; i++) {
            size[i] = Math.sqrt(Math.abs(fisher[i][i]));
            size[i] = size[i] > 0 ? size[i] : 1e-12;
        }
        double[][] scaled = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                scaled[i][j] = fisher[i][j] / (size[i] * size[j]);
            }
        }
        this.positive = isPositive(scaled);
        double[][] covariance = inverse(scaled, size);
        this.posterior = new TorusErrors(model, center, covariance, "errors by the Cramer-Rao bound");
        this.sampling =
                new TorusErrors(model, center, between(covariance, dataInformation), "scatter over repeated data");
    }

    /**
     * From the information matrices.
     *
     * @param information     second derivatives of -(ln L - P), [nDim x nDim], row-major. Not modified.
     * @param dataInformation sum of the products of the labels' derivatives, by their errors, likewise. Not modified.
     */
    static CramerRao of(TorusModel model, TorusParameters center, double[] information, double[] dataInformation) {
        int n = model.dimension();
        return new CramerRao(model, center, rows(information, n), rows(dataInformation, n));
    }

    private static double[][] rows(double[] matrix, int n) {
        double[][] out = new double[n][];
        for (int i = 0; i < n; i++) {
            out[i] = Arrays.copyOfRange(matrix, i * n, (i + 1) * n);
        }
        return out;
    }

    private static boolean isPositive(double[][] scaled) {
        return Arrays.stream(scaled).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)
                && LinearAlgebra.eigen(scaled).values()[0] > 0;
    }

    /** The inverse of a matrix of which rows and columns were divided by sizes; infinite where it is singular. */
    private static double[][] inverse(double[][] scaled, double[] size) {
        int n = size.length;
        double[][] inverse = LinearAlgebra.inverse(scaled).orElseGet(() -> {
            double[][] infinite = new double[n][n];
            for (double[] row : infinite) {
                Arrays.fill(row, Double.POSITIVE_INFINITY);
            }
            return infinite;
        });
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                inverse[i][j] /= size[i] * size[j];
            }
        }
        return inverse;
    }

    /** H^-1 J H^-1. */
    private static double[][] between(double[][] covariance, double[][] information) {
        return LinearAlgebra.product(LinearAlgebra.product(covariance, information), covariance);
    }

    /** The parameters at which the information was taken. */
    public TorusParameters parameters() {
        return center;
    }

    /** The information H: second derivatives of -(ln L - P), [nDim][nDim]. A copy. */
    public double[][] fisher() {
        return Arrays.stream(fisher).map(double[]::clone).toArray(double[][]::new);
    }

    /** Whether the point is a minimum in all directions: only then is the inverse a covariance. */
    public boolean isPositive() {
        return positive;
    }

    /** How uncertain the parameters are, given these data and the penalty: H^-1. */
    public TorusErrors posterior() {
        return posterior;
    }

    /** How much the best parameters scatter from one set of data to the next: H^-1 J H^-1. */
    public TorusErrors sampling() {
        return sampling;
    }

    /** The inverse of the information, the bound on the covariance, [nDim][nDim]: that of {@link #posterior}. A copy. */
    public double[][] covariance() {
        return posterior.covariance();
    }

    /** As {@link TorusErrors#unconstrained}, of {@link #posterior}. */
    public List<String> unconstrained() {
        return posterior.unconstrained();
    }

    /** As {@link TorusErrors#sigmas}, of {@link #posterior}. */
    public double[] sigmas() {
        return posterior.sigmas();
    }

    /** As {@link TorusErrors#uncertainties}, of {@link #posterior}. */
    public TorusParameters uncertainties() {
        return posterior.uncertainties();
    }

    /** As {@link TorusErrors#correlation}, of {@link #posterior}. */
    public double correlation(String first, String second) {
        return posterior.correlation(first, second);
    }

    /** As {@link TorusErrors#degeneracies}, of {@link #posterior}. */
    public List<String> degeneracies() {
        return posterior.degeneracies();
    }

    /** As {@link TorusErrors#errorSamples}, of {@link #posterior}. */
    public List<TorusParameters> errorSamples(int size, long seed) {
        return posterior.errorSamples(size, seed);
    }

    /** As {@link TorusErrors#acceleration}, of {@link #posterior}. */
    public AccelerationProfile acceleration(Length heights) {
        return posterior.acceleration(heights);
    }

    @Override
    public Card card() {
        var card = Card.of("Cramer-Rao bound");
        if (!positive) {
            card = card.warning(
                    "the point is no minimum in all directions, so that the inverse of the information is no "
                            + "covariance; fit first, and look for parameters on their bounds");
        }
        if (!unconstrained().isEmpty()) {
            card = card.warning("the data say nothing of " + String.join(", ", unconstrained()));
        }
        var rows = ParameterTable.rows(model, center.toArray(), sigmas(), sampling.sigmas());
        card = card.table(List.of("parameter", "value", "sigma", "scatter", "unit"), rows)
                .note(
                        "sigma: width of the posterior; scatter: from one set of stars to the next, less where the penalty decides.");
        return degeneracies().isEmpty() ? card : card.row("known only together", String.join("; ", degeneracies()));
    }

    @Override
    public String toString() {
        return toText();
    }
}
