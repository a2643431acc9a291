package asterism.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a panel: linear or logarithmic, its label, and its range where it is not to be read off the data.
 *
 * <p>Labels are written in the markup of {@link asterism.display.Markup}: {@code "\\lambda [\\mu m]"}.
 */
public final class Axis {

    private final boolean log;
    private final String label;
    private final double lo;
    private final double hi;
    private final boolean inverted;
    private final List<Tick> ticks;

    private Axis(boolean log, String label, double lo, double hi, boolean inverted, List<Tick> ticks) {
        this.log = log;
        this.label = label;
        this.lo = lo;
        this.hi = hi;
        this.inverted = inverted;
        this.ticks = List.copyOf(ticks);
    }

    /** A linear axis whose range follows the data. */
    public static Axis linear(String label) {
        return new Axis(false, label, Double.NaN, Double.NaN, false, List.of());
    }

    /** A logarithmic axis whose range follows the data. */
    public static Axis log(String label) {
        return new Axis(true, label, Double.NaN, Double.NaN, false, List.of());
    }

    /** This axis from lo to hi. */
    public Axis range(double lo, double hi) {
        if (!(lo < hi) || Double.isInfinite(lo) || Double.isInfinite(hi)) {
            throw new IllegalArgumentException("axis '" + label + "': range(lo, hi) needs finite lo < hi, got " + lo
                    + ", " + hi + "; use inverted() to let it run downwards");
        }
        return from(lo).to(hi);
    }

    /** This axis beginning at lo; its other end stays as it was. */
    public Axis from(double lo) {
        return new Axis(log, label, checked(lo), hi, inverted, ticks);
    }

    /** This axis ending at hi; its other end stays as it was. */
    public Axis to(double hi) {
        return new Axis(log, label, lo, checked(hi), inverted, ticks);
    }

    /** This axis running from its largest to its smallest value, as for magnitudes. */
    public Axis inverted() {
        return new Axis(log, label, lo, hi, true, ticks);
    }

    /** This axis with another label. */
    public Axis label(String label) {
        return new Axis(log, label, lo, hi, inverted, ticks);
    }

    /** This axis with a tick of one's own; as soon as there is one, there are no others. */
    public Axis tick(double at, String label) {
        var more = new ArrayList<>(ticks);
        more.add(new Tick(at, label));
        return new Axis(log, this.label, lo, hi, inverted, more);
    }

    /** The label. */
    public String label() {
        return label;
    }

    /** Whether it is logarithmic. */
    public boolean isLog() {
        return log;
    }

    List<Tick> ownTicks() {
        return ticks;
    }

    /** Whether it was said where this axis begins, and is not left to the data. */
    boolean hasBeginning() {
        return !Double.isNaN(lo);
    }

    /** The scale that this axis has over data between min and max, widened by a margin where the end is not fixed. */
    Scale over(double min, double max, double margin) {
        boolean none = !(min <= max);
        double from = Double.isNaN(lo) ? none ? (log ? 1 : 0) : min : lo;
        double to = Double.isNaN(hi) ? none ? (log ? 10 : 1) : max : hi;
        if (!(from < to)) { // one value only, or a fixed end beyond all data
            double half = log ? 1 : from == 0 ? 1 : 0.1 * Math.abs(from);
            double middle = Double.isNaN(lo) && !Double.isNaN(hi) ? to : from;
            from = Double.isNaN(lo) ? (log ? middle / 3 : middle - half) : from;
            to = Double.isNaN(hi) ? (log ? middle * 3 : middle + half) : to;
        }
        double a = log ? Math.log10(from) : from;
        double b = log ? Math.log10(to) : to;
        double pad = margin * (b - a);
        double c = Double.isNaN(lo) ? a - pad : a;
        double d = Double.isNaN(hi) ? b + pad : b;
        return new Scale(log, log ? Math.pow(10, c) : c, log ? Math.pow(10, d) : d, inverted);
    }

    private double checked(double end) {
        if (!Double.isFinite(end) || (log && end <= 0)) {
            throw new IllegalArgumentException("axis '" + label + "': its ends must be finite"
                    + (log ? " and above 0 because it is logarithmic" : "") + ", got " + end);
        }
        return end;
    }

    @Override
    public String toString() {
        return (log ? "log" : "linear") + " axis '" + label + "'"
                + (Double.isNaN(lo) && Double.isNaN(hi) ? "" : " from " + lo + " to " + hi);
    }
}
