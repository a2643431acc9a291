package asterism.torus;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.unit.Length;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** A measured acceleration beside a known one: relative errors and pulls, (measured - true) / sigma. Immutable. */
public final class PotentialComparison implements Displayable {

    private final AccelerationProfile profile;
    private final double[] truth;

    private PotentialComparison(AccelerationProfile profile, double[] truth) {
        this.profile = profile;
        this.truth = truth;
    }

    /** Measured and true acceleration at the heights of the measured one. */
    public static PotentialComparison of(AccelerationProfile measured, VerticalPotential truth) {
        return new PotentialComparison(measured, truth.acceleration(measured.heights()));
    }

    /** True acceleration, kpc/Myr^2, [n]. */
    public double[] truth() {
        return truth.clone();
    }

    /** (measured - true) / true, [n]; infinite or NaN where the true one is 0. */
    public double[] relativeError() {
        double[] a = profile.acceleration();
        return each(i -> (a[i] - truth[i]) / truth[i]);
    }

    /** (measured - true) / sigma, [n]. */
    public double[] pulls() {
        double[] a = profile.acceleration();
        double[] sigma = profile.accelerationSigma();
        return each(i -> (a[i] - truth[i]) / sigma[i]);
    }

    private double[] each(IntToDoubleFunction of) {
        return IntStream.range(0, truth.length).mapToDouble(of).toArray();
    }

    /** The largest |relative error| at heights with lo &lt;= |z| &lt;= hi. */
    public double largestError(Length lo, Length hi) {
        double[] error = relativeError();
        int[] within = within(lo, hi);
        return IntStream.of(within).mapToDouble(i -> Math.abs(error[i])).max().getAsDouble();
    }

    /** The root mean square of relative errors at heights with lo &lt;= |z| &lt;= hi. */
    public double rmsError(Length lo, Length hi) {
        double[] error = relativeError();
        int[] within = within(lo, hi);
        return Math.sqrt(IntStream.of(within)
                .mapToDouble(i -> error[i] * error[i])
                .average()
                .getAsDouble());
    }

    private int[] within(Length lo, Length hi) {
        double[] z = profile.heights().inKpc();
        int[] out = IntStream.range(0, z.length)
                .filter(i -> Math.abs(z[i]) >= lo.single() - 1e-12 && Math.abs(z[i]) <= hi.single() + 1e-12)
                .toArray();
        if (out.length == 0) {
            throw new IllegalArgumentException("no height of the profile (" + profile.heights() + ") lies within " + lo
                    + " ... " + hi + " of 0; ask for heights that it has");
        }
        return out;
    }

    /** Columns pos [kpc], acc, acc_sigma and truth [kpc/Myr^2], relative_error, pull. */
    public Table table() {
        return Table.create(
                "comparison",
                DoubleColumn.create("pos", profile.heights().inKpc()),
                DoubleColumn.create("acc", profile.acceleration()),
                DoubleColumn.create("acc_sigma", profile.accelerationSigma()),
                DoubleColumn.create("truth", truth),
                DoubleColumn.create("relative_error", relativeError()),
                DoubleColumn.create("pull", pulls()));
    }

    @Override
    public Card card() {
        double[] z = profile.heights().inKpc();
        double[] a = profile.acceleration();
        double[] error = relativeError();
        double[] pull = pulls();
        var rows = new ArrayList<List<String>>();
        int step = Math.max(1, z.length / 12);
        for (int i = 0; i < z.length; i += step) {
            rows.add(List.of(
                    Numbers.significant(z[i], 3),
                    Numbers.significant(a[i], 4),
                    Numbers.significant(truth[i], 4),
                    Double.isFinite(error[i]) ? Numbers.percent(error[i]) : "\u2013",
                    Numbers.significant(pull[i], 2)));
        }
        return Card.of("Measured and true acceleration, " + profile.source())
                .table(List.of("z [kpc]", "measured [kpc/Myr^2]", "true", "error", "pull"), rows);
    }

    @Override
    public String toString() {
        return toText();
    }
}
