package asterism.infer;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Suggestion;
import asterism.math.Quantiles;
import asterism.param.InRegion;
import asterism.param.Parameter;
import asterism.param.ParameterSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Draws from a posterior: nSteps steps of nWalkers walkers (or chains), one column per parameter or derived quantity,
 * and the log posterior of each draw.
 *
 * <p>Draw i is step {@code i / walkers()} of walker {@code i % walkers()}. Immutable; views of a region, without a
 * burn-in or thinned share the numbers and cost nothing. Arrays that come out are copies.
 *
 * <pre>{@code
 * fit.samples().region("center").log10(PiecewiseSfh.PSI).quantile("log10_psi_1", 0.5)
 * }</pre>
 */
public final class Samples implements Displayable {

    /** Draws that a quantile of a summary is computed from, at most; more would not change the digits shown. */
    private static final int SUMMARY_DRAWS = 200_000;

    private final String title;
    private final int steps;
    private final int walkers;
    private final ParameterSpace space;
    private final List<Column> columns;
    private final Column logP;

    private Samples(String title, int steps, int walkers, List<InRegion> axes, List<Column> columns, Column logP) {
        this.title = title;
        this.steps = steps;
        this.walkers = walkers;
        this.space = ParameterSpace.of(axes);
        this.columns = List.copyOf(columns);
        this.logP = logP;
    }

    /**
     * Samples from numbers.
     *
     * @param space   what the columns are; nDim of them
     * @param steps   nSteps
     * @param walkers nWalkers
     * @param theta   [nSteps x nWalkers x nDim], row-major: {@code (step * nWalkers + walker) * nDim + column}. Copied.
     * @param logP    [nSteps x nWalkers]. Copied.
     */
    public static Samples of(ParameterSpace space, int steps, int walkers, double[] theta, double[] logP) {
        int nDim = space.dimension();
        int n = Math.multiplyExact(steps, walkers);
        if (theta.length != Math.multiplyExact(n, nDim) || logP.length != n) {
            throw new IllegalArgumentException("samples of " + steps + " steps x " + walkers + " walkers x " + nDim
                    + " parameters need " + (long) n * nDim + " values and " + n + " log posteriors, got "
                    + theta.length + " and " + logP.length);
        }
        double[][] columns = new double[nDim][n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < nDim; k++) {
                columns[k][i] = theta[i * nDim + k];
            }
        }
        return wrap(space, steps, walkers, columns, logP.clone());
    }

    /** Samples on arrays that nobody else will write to any more: columns [nDim][at least nSteps x nWalkers]. */
    static Samples wrap(ParameterSpace space, int steps, int walkers, double[][] columns, double[] logP) {
        var list = new ArrayList<Column>(columns.length);
        for (double[] column : columns) {
            list.add(new Column(column, 0, 1));
        }
        return new Samples("", steps, walkers, space.axes(), list, new Column(logP, 0, 1));
    }

    /** Values in memory, with the first step and the stride of the view: value = data[(first + step * stride) * walkers + walker]. */
    private static final class Column {
        private final double[] data;
        private final int first;
        private final int stride;

        private Column(double[] data, int first, int stride) {
            this.data = data;
            this.first = first;
            this.stride = stride;
        }

        private int row(int step) {
            return first + step * stride;
        }

        private double at(int step, int walker, int walkers) {
            return data[row(step) * walkers + walker];
        }

        private Column from(int step) {
            return new Column(data, first + step * stride, stride);
        }

        private Column every(int n) {
            return new Column(data, first, stride * n);
        }
    }

    // ---- what there is -----------------------------------------------------------------------------------------

    /** The region that these samples belong to, or empty where they hold all of them. */
    public String title() {
        return title;
    }

    /** Number of steps of each walker, nSteps. */
    public int steps() {
        return steps;
    }

    /** Number of walkers (of an ensemble) or chains, nWalkers. */
    public int walkers() {
        return walkers;
    }

    /** Number of draws: steps times walkers. */
    public int size() {
        return steps * walkers;
    }

    /** Number of columns, nDim. */
    public int dimension() {
        return columns.size();
    }

    /** What the columns are. */
    public ParameterSpace space() {
        return space;
    }

    /** The columns' names: {@code center/psi_1}; in the view of a region without the region. */
    public List<String> names() {
        return space.names();
    }

    /** The columns' labels in the markup of {@link asterism.display.Markup}, without units. */
    public List<String> labels() {
        return space.axes().stream().map(a -> a.parameter().latex()).toList();
    }

    /** The columns' units; empty for pure numbers. */
    public List<String> units() {
        return space.axes().stream().map(a -> a.parameter().unit()).toList();
    }

    /** The regions, in the order in which they first appear; the empty name for what belongs to none. */
    public List<String> regions() {
        return space.regions();
    }

    // ---- numbers -----------------------------------------------------------------------------------------------

    /** One value. */
    public double get(int step, int walker, int column) {
        checkDraw(step, walker);
        return columns.get(column).at(step, walker, walkers);
    }

    /** One value of draw i. */
    public double get(int draw, int column) {
        return get(draw / walkers, draw % walkers, column);
    }

    /** The log posterior of draw i, up to a constant. */
    public double logP(int draw) {
        checkDraw(draw / walkers, draw % walkers);
        return logP.at(draw / walkers, draw % walkers, walkers);
    }

    /** The log posterior of all draws, [nSteps x nWalkers]. */
    public double[] logP() {
        return toArray(logP);
    }

    /** The log posterior along one walker, [nSteps]. */
    public double[] logPOfWalker(int walker) {
        return trace(logP, walker);
    }

    /** Numbers of the walkers that never come near the log posterior of the others, ascending; empty where all is well. */
    public int[] stuckWalkers() {
        return Stuck.find(this);
    }

    /** All draws of one column, [nSteps x nWalkers]. */
    public double[] column(int column) {
        return toArray(columns.get(column));
    }

    /** All draws of one column, [nSteps x nWalkers]. */
    public double[] column(String name) {
        return column(space.index(name));
    }

    /** One column along one walker, [nSteps]. */
    public double[] walker(int walker, int column) {
        return trace(columns.get(column), walker);
    }

    /** One column along all walkers, [nWalkers][nSteps]. */
    double[][] chains(int column) {
        return chains(columns.get(column));
    }

    /** The log posterior, [nWalkers][nSteps]. */
    double[][] chainsOfLogP() {
        return chains(logP);
    }

    private double[][] chains(Column values) {
        double[][] out = new double[walkers][steps];
        for (int step = 0; step < steps; step++) { // a step's walkers lie side by side in memory
            int row = values.row(step) * walkers;
            for (int w = 0; w < walkers; w++) {
                out[w][step] = values.data[row + w];
            }
        }
        return out;
    }

    /** One draw: the values of all columns, [nDim]. */
    public double[] draw(int draw) {
        double[] theta = new double[columns.size()];
        for (int k = 0; k < theta.length; k++) {
            theta[k] = get(draw, k);
        }
        return theta;
    }

    /**
     * Draws spread evenly over steps and walkers, [n][nDim]: enough for a band or a derived quantity that is slow.
     *
     * @param n how many; all of them where there are fewer
     */
    public double[][] draws(int n) {
        int m = Math.min(n, size());
        double[][] out = new double[m][];
        for (int i = 0; i < m; i++) {
            out[i] = draw((int) ((i + 0.5) * size() / m));
        }
        return out;
    }

    private void checkDraw(int step, int walker) {
        if (step < 0 || step >= steps || walker < 0 || walker >= walkers) {
            throw new IndexOutOfBoundsException("step " + step + ", walker " + walker + " of samples with " + steps
                    + " steps x " + walkers + " walkers");
        }
    }

    private double[] toArray(Column column) {
        double[] out = new double[size()];
        for (int step = 0; step < steps; step++) {
            System.arraycopy(column.data, column.row(step) * walkers, out, step * walkers, walkers);
        }
        return out;
    }

    private double[] trace(Column column, int walker) {
        if (walker < 0 || walker >= walkers) {
            throw new IndexOutOfBoundsException("walker " + walker + " of " + walkers);
        }
        double[] out = new double[steps];
        for (int step = 0; step < steps; step++) {
            out[step] = column.at(step, walker, walkers);
        }
        return out;
    }

    // ---- summaries ---------------------------------------------------------------------------------------------

    /** Mean of a column. */
    public double mean(String name) {
        double sum = 0;
        for (double x : column(name)) {
            sum += x;
        }
        return sum / size();
    }

    /** Standard deviation of a column. */
    public double sd(String name) {
        double mean = mean(name);
        double sum = 0;
        for (double x : column(name)) {
            sum += (x - mean) * (x - mean);
        }
        return Math.sqrt(sum / (size() - 1));
    }

    /** Median of a column. */
    public double median(String name) {
        return quantile(name, 0.5);
    }

    /** The value below which a fraction p of the draws lies, linearly interpolated between draws; p in [0, 1]. */
    public double quantile(String name, double p) {
        return quantiles(name, p)[0];
    }

    /** Several quantiles of a column at once, as {@link #quantile}. */
    public double[] quantiles(String name, double... p) {
        double[] sorted = column(name);
        Arrays.sort(sorted);
        return Quantiles.ofSorted(sorted, p);
    }

    /**
     * The shortest interval that holds a fraction of the draws: the highest-density interval where there is one mode. At a
     * limit it begins there, where an interval of equal tails would leave the most probable values out.
     *
     * @param content fraction of the draws inside, in (0, 1): 0.68, 0.95
     * @return lower and upper end
     */
    public double[] shortestInterval(String name, double content) {
        if (!(content > 0 && content < 1)) {
            throw new IllegalArgumentException("shortestInterval(\"" + name + "\", " + content
                    + "): the content must be between 0 and 1; 0.68 is usual");
        }
        double[] sorted = column(name);
        Arrays.sort(sorted);
        int inside = Math.min(sorted.length - 1, (int) (content * sorted.length));
        int best = 0;
        for (int i = 1; i + inside < sorted.length; i++) {
            best = sorted[i + inside] - sorted[i] < sorted[best + inside] - sorted[best] ? i : best;
        }
        return new double[] {sorted[best], sorted[best + inside]};
    }

    /** Mean, standard deviation and 16, 50, 84 % of every column. */
    public Card summary() {
        var thinned = size() > SUMMARY_DRAWS ? thin((size() + SUMMARY_DRAWS - 1) / SUMMARY_DRAWS) : this;
        var rows = new ArrayList<List<String>>();
        for (int k = 0; k < columns.size(); k++) {
            var m = Marginal.of(thinned.column(k));
            double scale = m.q84() - m.q16();
            rows.add(List.of(
                    names().get(k),
                    Digits.near(m.mean(), scale),
                    Digits.near(m.sd(), scale),
                    Digits.near(m.q16(), scale),
                    Digits.near(m.median(), scale),
                    Digits.near(m.q84(), scale),
                    units().get(k)));
        }
        return Card.of((title.isEmpty() ? "samples" : title) + ": " + steps + " steps x " + walkers + " walkers")
                .table(List.of("parameter", "mean", "sd", "16 %", "50 %", "84 %", "unit"), rows);
    }

    /** One row per draw: step, walker, every column, the log posterior. */
    public Table table() {
        int[] step = new int[size()];
        int[] walker = new int[size()];
        Arrays.setAll(step, i -> i / walkers);
        Arrays.setAll(walker, i -> i % walkers);
        var table = Table.create(title.isEmpty() ? "samples" : title)
                .addColumns(IntColumn.create("step", step), IntColumn.create("walker", walker));
        for (int k = 0; k < columns.size(); k++) {
            table.addColumns(DoubleColumn.create(names().get(k), column(k)));
        }
        return table.addColumns(DoubleColumn.create("logP", logP()));
    }

    @Override
    public Card card() {
        return summary();
    }

    @Override
    public String toString() {
        return (title.isEmpty() ? "samples" : "samples of " + title) + ": " + steps + " steps x " + walkers
                + " walkers of " + names();
    }

    // ---- views -------------------------------------------------------------------------------------------------

    /** Without the first n steps. */
    public Samples burnIn(int n) {
        if (n < 0 || n >= steps) {
            throw new IllegalArgumentException(
                    "burnIn(" + n + "): these samples have " + steps + " steps; give 0 ... " + (steps - 1));
        }
        return new Samples(
                title,
                steps - n,
                walkers,
                space.axes(),
                columns.stream().map(c -> c.from(n)).toList(),
                logP.from(n));
    }

    /** Every n-th step, beginning with the first. */
    public Samples thin(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("thin(" + n + "): keep every n-th step with n at least 1");
        }
        return new Samples(
                title,
                (steps + n - 1) / n,
                walkers,
                space.axes(),
                columns.stream().map(c -> c.every(n)).toList(),
                logP.every(n));
    }

    /** The columns of one region, named without it, so that the same parameter of two regions shares a name. */
    public Samples region(String region) {
        var axes = new ArrayList<InRegion>();
        var kept = new ArrayList<Column>();
        for (int k = 0; k < columns.size(); k++) {
            var axis = space.axis(k);
            if (axis.region().equals(region)) {
                axes.add(axis.parameter().in(""));
                kept.add(columns.get(k));
            }
        }
        if (axes.isEmpty()) {
            throw new IllegalArgumentException("no region '" + region + "' in these samples; they have " + regions()
                    + Suggestion.hint(region, regions()));
        }
        return new Samples(region, steps, walkers, axes, kept, logP);
    }

    /** Only these columns, in this order. */
    public Samples select(String... names) {
        var axes = new ArrayList<InRegion>();
        var kept = new ArrayList<Column>();
        for (var name : names) {
            int k = space.index(name);
            axes.add(space.axis(k));
            kept.add(columns.get(k));
        }
        return new Samples(title, steps, walkers, axes, kept, logP);
    }

    /**
     * The decimal logarithm instead of a parameter, in every region; all bins of a vector parameter. The column's name
     * becomes {@code log10_psi_1} and its label says log.
     *
     * @throws IllegalArgumentException where no column is this parameter, or a value is not above 0
     */
    public Samples log10(Parameter parameter) {
        return log10(axis -> parameter.covers(axis.parameter()), parameter.name());
    }

    /** As {@link #log10(Parameter)}, for one region only. */
    public Samples log10(InRegion which) {
        return log10(
                axis -> axis.region().equals(which.region())
                        && which.parameter().covers(axis.parameter()),
                which.path());
    }

    private Samples log10(java.util.function.Predicate<InRegion> chosen, String what) {
        var axes = new ArrayList<InRegion>();
        var out = new ArrayList<Column>();
        boolean found = false;
        for (int k = 0; k < columns.size(); k++) {
            var axis = space.axis(k);
            if (chosen.test(axis)) {
                found = true;
                var p = axis.parameter();
                axes.add(new InRegion(
                        Parameter.of(
                                "log10_" + p.name(),
                                "log " + p.latex(),
                                p.unit(),
                                "decimal logarithm of: " + p.description(),
                                p.lower() > 0 ? Math.log10(p.lower()) : Double.NEGATIVE_INFINITY,
                                p.upper() > 0 ? Math.log10(p.upper()) : Double.POSITIVE_INFINITY),
                        axis.region()));
                out.add(mapped(columns.get(k), Math::log10, axis));
            } else {
                axes.add(axis);
                out.add(columns.get(k));
            }
        }
        if (!found) {
            throw new IllegalArgumentException(
                    "log10: no column '" + what + "' in these samples; they have " + names());
        }
        return new Samples(title, steps, walkers, axes, out, logP);
    }

    private Column mapped(Column column, DoubleUnaryOperator log, InRegion axis) {
        double[] values = toArray(column);
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] > 0)) {
                throw new IllegalArgumentException("log10: " + axis.path() + " is " + values[i] + " at step "
                        + i / walkers + " of walker " + i % walkers
                        + "; a logarithm needs values above 0: leave this parameter linear");
            }
            values[i] = log.applyAsDouble(values[i]);
        }
        return new Column(values, 0, 1);
    }

    /**
     * One more column, computed from each draw.
     *
     * @param name     a new name, with a region in front where it belongs to one: {@code center/mass}
     * @param label    how plots write it, with its unit: <code>M_{*} [M_{\odot}]</code>
     * @param function from a draw [nDim], in the order of {@link #names()}, to the value; the array is reused
     */
    public Samples with(String name, String label, ToDoubleFunction<double[]> function) {
        int slash = name.indexOf('/');
        var region = slash < 0 ? "" : name.substring(0, slash);
        var axis = Parameter.of(
                        name.substring(slash + 1),
                        label,
                        "",
                        "derived: " + name,
                        Double.NEGATIVE_INFINITY,
                        Double.POSITIVE_INFINITY)
                .in(region);
        double[] values = new double[size()];
        double[] theta = new double[columns.size()];
        for (int i = 0; i < values.length; i++) {
            for (int k = 0; k < theta.length; k++) {
                theta[k] = columns.get(k).at(i / walkers, i % walkers, walkers);
            }
            values[i] = function.applyAsDouble(theta);
        }
        var axes = new ArrayList<>(space.axes());
        axes.add(axis);
        if (new HashSet<>(axes).size() < axes.size() || names().contains(name)) {
            throw new IllegalArgumentException("with('" + name + "', ...): these samples have such a column already");
        }
        var out = new ArrayList<>(columns);
        out.add(new Column(values, 0, 1));
        return new Samples(title, steps, walkers, axes, out, logP);
    }
}
