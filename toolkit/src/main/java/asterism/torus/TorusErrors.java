package asterism.torus;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.math.LinearAlgebra;
import asterism.random.RandomStream;
import asterism.unit.Length;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * A covariance of the parameters of a fit and what follows from it: standard deviations, correlations, draws, and errors of the
 * acceleration to first order. {@link CramerRao} says which covariances there are. Immutable.
 */
public final class TorusErrors implements Displayable {

    private static final double UNCONSTRAINED = 1e18; // a variance above this says that nothing is known
    private static final double TIGHT = 0.95; // a correlation above this is called a degeneracy

    private final TorusModel model;
    private final TorusParameters center;
    private final double[][] covariance;
    private final String words;

    TorusErrors(TorusModel model, TorusParameters center, double[][] covariance, String words) {
        this.model = model;
        this.center = center;
        this.covariance = covariance;
        this.words = words;
    }

    /** The covariance, [nDim][nDim]. A copy. */
    public double[][] covariance() {
        return Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
    }

    private boolean isBad(int k) {
        double variance = covariance[k][k];
        return !(variance >= 0 && variance <= UNCONSTRAINED);
    }

    /** The parameters that the data say nothing of: their variance is below 0 or beyond all bounds. */
    public List<String> unconstrained() {
        var names = model.space().names();
        var out = new ArrayList<String>();
        for (int k = 0; k < names.size(); k++) {
            if (isBad(k)) {
                out.add(names.get(k));
            }
        }
        return out;
    }

    /** Standard deviation of each parameter, [nDim]; 0 where it is {@link #unconstrained}. */
    public double[] sigmas() {
        double[] out = new double[covariance.length];
        for (int k = 0; k < out.length; k++) {
            out[k] = isBad(k) ? 0 : Math.sqrt(covariance[k][k]);
        }
        return out;
    }

    /** As {@link #sigmas}, in the shape of the parameters. */
    public TorusParameters uncertainties() {
        return model.parameters(sigmas());
    }

    /** Correlation of two parameters, by their names in {@code model.space()}; NaN where one is unconstrained. */
    public double correlation(String first, String second) {
        var space = model.space();
        return correlation(space.index(first), space.index(second));
    }

    private double correlation(int i, int j) {
        return isBad(i) || isBad(j) ? Double.NaN : covariance[i][j] / Math.sqrt(covariance[i][i] * covariance[j][j]);
    }

    /** Pairs of parameters of which the data know only a combination: correlations beyond 0.95, in words, the tightest first. */
    public List<String> degeneracies() {
        var names = model.space().names();
        record Pair(String words, double size) {}
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < i; j++) {
                double c = correlation(i, j);
                if (Math.abs(c) > TIGHT) {
                    pairs.add(new Pair(
                            names.get(j) + " and " + names.get(i) + " (" + Numbers.significant(c, 3) + ")",
                            Math.abs(c)));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::size).reversed());
        return pairs.stream().map(Pair::words).toList();
    }

    /**
     * Gaussian draws about the parameters with this covariance; values of {@link #unconstrained} parameters are NaN.
     *
     * @param size how many, at least 1
     */
    public List<TorusParameters> errorSamples(int size, long seed) {
        if (size < 1) {
            throw new IllegalArgumentException("errorSamples(" + size + ", seed): at least 1 sample must be asked for");
        }
        int n = covariance.length;
        double[] theta = center.toArray();
        double[][] clean = covariance();
        for (int k = 0; k < n; k++) {
            if (isBad(k)) {
                for (int i = 0; i < n; i++) {
                    clean[k][i] = 0;
                    clean[i][k] = 0;
                }
                clean[k][k] = 1;
            }
        }
        double[][] root = root(clean);
        var random = RandomStream.of(seed);
        var out = new ArrayList<TorusParameters>(size);
        for (int s = 0; s < size; s++) {
            var stream = random.split(s);
            double[] z = new double[n];
            for (int k = 0; k < n; k++) {
                z[k] = stream.nextGaussian();
            }
            double[] draw = theta.clone();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    draw[i] += root[i][j] * z[j];
                }
                draw[i] = isBad(i) ? Double.NaN : draw[i];
            }
            out.add(model.parameters(draw));
        }
        return out;
    }

    /** As {@link #errorSamples}, a row for each draw and a column for each parameter, in the order of {@code model.space()}. */
    public Table errorSampleTable(int size, long seed) {
        var draws =
                errorSamples(size, seed).stream().map(TorusParameters::toArray).toList();
        var table = Table.create("error samples");
        var names = model.space().names();
        for (int k = 0; k < names.size(); k++) {
            int column = k;
            table.addColumns(DoubleColumn.create(
                    names.get(k), draws.stream().mapToDouble(d -> d[column]).toArray()));
        }
        return table;
    }

    /** A matrix whose square is the covariance; directions of negative variance are left out. */
    private static double[][] root(double[][] covariance) {
        int n = covariance.length;
        double[] size = new double[n];
        double[][] scaled = new double[n][n];
        for (int i = 0; i < n; i++) {
            size[i] = Math.sqrt(covariance[i][i]);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                scaled[i][j] = 0.5 * (covariance[i][j] + covariance[j][i]) / (size[i] * size[j]);
            }
        }
        var eigen = LinearAlgebra.eigen(scaled);
        double[][] out = new double[n][n];
        for (int k = 0; k < n; k++) {
            double length = Math.sqrt(Math.max(0, eigen.values()[k]));
            for (int i = 0; i < n; i++) {
                out[i][k] = size[i] * length * eigen.vectors()[k][i];
            }
        }
        return out;
    }

    /** Acceleration and gradient along the height with errors carried through to first order. */
    public AccelerationProfile acceleration(Length heights) {
        var vertical = Vertical.of(model, center);
        int n = heights.size();
        double[] a = new double[n];
        double[] a1 = new double[n];
        double[] sigma = new double[n];
        double[] sigma1 = new double[n];
        double[] slope = new double[model.dimension()];
        double[] slope1 = new double[model.dimension()];
        for (int i = 0; i < n; i++) {
            a[i] = vertical.acceleration(heights.get(i));
            a1[i] = vertical.gradient(heights.get(i));
            vertical.derivatives(heights.get(i), slope, slope1);
            sigma[i] = carried(slope);
            sigma1[i] = carried(slope1);
        }
        return AccelerationProfile.gaussian(heights.inKpc(), a, sigma, a1, sigma1, words);
    }

    private double carried(double[] slope) {
        double sum = 0;
        for (int i = 0; i < slope.length; i++) {
            for (int j = 0; j < slope.length; j++) {
                sum += isBad(i) || isBad(j) ? 0 : slope[i] * covariance[i][j] * slope[j];
            }
        }
        return Math.sqrt(Math.max(0, sum));
    }

    @Override
    public Card card() {
        var rows = ParameterTable.rows(model, center.toArray(), sigmas());
        var card = Card.of("Parameters, " + words).table(List.of("parameter", "value", "sigma", "unit"), rows);
        return unconstrained().isEmpty()
                ? card
                : card.warning("the data say nothing of " + String.join(", ", unconstrained()));
    }

    @Override
    public String toString() {
        return toText();
    }
}
