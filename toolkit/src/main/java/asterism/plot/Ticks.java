package asterism.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The ticks of an axis: 1, 2 or 5 times a power of ten on a linear one, decades on a logarithmic one.
 *
 * <p>A logarithmic axis that shows fewer than two decades gets ticks at 1, 2, 5 or, where it is shorter still, the ticks of
 * a linear one: it is never left without labels.
 *
 * @param major    labelled ticks in ascending order
 * @param minor    unlabelled ones
 * @param exponent n where the labels are to be multiplied by 10^n; else 0
 */
record Ticks(List<Tick> major, List<Double> minor, int exponent) {

    private static final int[] STEPS = {1, 2, 5};
    private static final int[] SHORT_STEPS = {3, 4};

    Ticks {
        major = List.copyOf(major);
        minor = List.copyOf(minor);
    }

    /** Whether the labels of these ticks have room. */
    interface Room extends Predicate<List<Tick>> {}

    /**
     * The densest ticks that have room.
     *
     * @param atMost how many labels there may be
     */
    static Ticks of(Scale scale, int atMost, Room room) {
        return scale.log() ? log(scale, atMost, room) : linear(scale, atMost, room);
    }

    private static Ticks linear(Scale scale, int atMost, Room room) {
        double largest = Math.max(Math.abs(scale.lo()), Math.abs(scale.hi()));
        int magnitude = (int) Math.floor(Math.log10(largest));
        int exponent = magnitude < -3 || magnitude > 4 ? magnitude : 0;
        var ticks = linear(scale, STEPS, atMost, exponent, room);
        if (ticks.major.size() < 2) { // a short axis: one label tells no scale, a third or a step of 3 or 4 does
            var other = linear(scale, STEPS, Math.max(3, atMost), exponent, room);
            if (other.major.size() < 2) {
                other = linear(scale, SHORT_STEPS, Math.max(2, atMost), exponent, room);
            }
            ticks = other.major.size() >= 2 || ticks.major.isEmpty() ? other : ticks;
        }
        if (ticks.major.isEmpty()) { // no room at all: the middle one of the coarsest three
            var three = linear(scale, STEPS, 3, exponent, any -> true);
            ticks = new Ticks(
                    three.major.subList(three.major.size() / 2, three.major.size() / 2 + 1), List.of(), exponent);
        }
        return ticks;
    }

    /** The finest ticks with room, or none. */
    private static Ticks linear(Scale scale, int[] steps, int atMost, int exponent, Room room) {
        int finest = (int) Math.floor(Math.log10((scale.hi() - scale.lo()) / Math.max(atMost, 1))) - 1;
        for (int power = finest; power <= finest + 4; power++) {
            for (int digit : steps) {
                var candidate = linear(scale, digit, power, exponent);
                int n = candidate.major.size();
                if (n > 0 && n <= Math.max(atMost, 1) && room.test(candidate.major)) {
                    return candidate;
                }
            }
        }
        return new Ticks(List.of(), List.of(), 0);
    }

    private static Ticks linear(Scale scale, int digit, int power, int exponent) {
        double step = digit * Math.pow(10, power);
        int decimals = Math.max(0, exponent - power);
        double unit = Math.pow(10, exponent);
        double slack = 1e-9 * (scale.hi() - scale.lo());
        var major = new ArrayList<Tick>();
        for (long i = (long) Math.ceil((scale.lo() - slack) / step); i * step <= scale.hi() + slack; i++) {
            double at = round(i * step, power);
            major.add(new Tick(at, number(at / unit, decimals)));
            if (major.size() > 200) {
                break;
            }
        }
        int parts = digit == 2 || digit == 4 ? 4 : digit == 3 ? 3 : 5;
        var minor = new ArrayList<Double>();
        double small = step / parts;
        long from = (long) Math.ceil((scale.lo() - slack) / small);
        for (long i = from; i * small <= scale.hi() + slack && i - from < 1000; i++) {
            if (Math.floorMod(i, (long) parts) != 0) {
                minor.add(i * small);
            }
        }
        return new Ticks(major, minor, exponent);
    }

    private static Ticks log(Scale scale, int atMost, Room room) {
        double decades = Math.log10(scale.hi() / scale.lo());
        if (decades < 0.7) {
            return linear(scale, atMost, room);
        }
        int first = (int) Math.ceil(Math.log10(scale.lo()) - 1e-9);
        int last = (int) Math.floor(Math.log10(scale.hi()) + 1e-9);
        var minor = logMinor(scale, first, last);
        if (last - first < 2) {
            for (int[] digits : new int[][] {{1, 2, 5}, {1, 3}}) {
                var major = logMajor(scale, digits);
                if (major.size() >= 2 && major.size() <= atMost + 1 && room.test(major)) {
                    return new Ticks(major, minor, 0);
                }
            }
            if (first > last || last == first) {
                return linear(scale, Math.max(2, atMost), room);
            }
        }
        boolean plain = first >= -2 && last <= 4;
        for (int every = 1; every <= Math.max(1, last - first); every++) {
            var major = new ArrayList<Tick>();
            for (int p = first; p <= last; p++) {
                if (Math.floorMod(p, every) == 0) {
                    major.add(new Tick(Math.pow(10, p), power(p, plain)));
                }
            }
            if (major.size() <= Math.max(1, atMost) && room.test(major)) {
                return new Ticks(major, every == 1 ? minor : decadesBetween(first, last, every), 0);
            }
        }
        return new Ticks(List.of(new Tick(Math.pow(10, last), power(last, plain))), minor, 0);
    }

    private static List<Tick> logMajor(Scale scale, int[] digits) {
        var major = new ArrayList<Tick>();
        int low = (int) Math.floor(Math.log10(scale.lo()));
        int high = (int) Math.ceil(Math.log10(scale.hi()));
        boolean plain = low >= -3 && high <= 5;
        for (int p = low; p <= high; p++) {
            for (int d : digits) {
                double at = round(d * Math.pow(10, p), p);
                if (scale.contains(at)) {
                    var label = plain
                            ? number(at, Math.max(0, -p))
                            : d == 1 ? power(p, false) : d + "\u00d7" + power(p, false);
                    major.add(new Tick(at, label));
                }
            }
        }
        return major;
    }

    private static List<Double> logMinor(Scale scale, int first, int last) {
        var minor = new ArrayList<Double>();
        for (int p = first - 1; p <= last; p++) {
            for (int d = 2; d < 10; d++) {
                double at = d * Math.pow(10, p);
                if (scale.contains(at)) {
                    minor.add(at);
                }
            }
        }
        return minor;
    }

    private static List<Double> decadesBetween(int first, int last, int every) {
        var minor = new ArrayList<Double>();
        for (int p = first; p <= last; p++) {
            if (Math.floorMod(p, every) != 0) {
                minor.add(Math.pow(10, p));
            }
        }
        return minor;
    }

    private static String power(int p, boolean plain) {
        return plain ? number(Math.pow(10, p), Math.max(0, -p)) : "10^{" + (p < 0 ? "\u2212" : "") + Math.abs(p) + "}";
    }

    /** A number with a true minus sign and no sign before zero. */
    static String number(double value, int decimals) {
        var text = String.format(Locale.ROOT, "%." + decimals + "f", Math.abs(value));
        return value < 0 && !text.matches("[0.]*") ? "\u2212" + text : text;
    }

    private static double round(double value, int power) {
        double scale = Math.pow(10, power);
        double rounded = Math.round(value / scale) * scale;
        return power < 0 ? Math.round(value * Math.pow(10, -power)) / Math.pow(10, -power) : rounded;
    }
}
