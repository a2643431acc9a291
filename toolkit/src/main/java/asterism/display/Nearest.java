package asterism.display;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The names most like a misspelt one, for messages that offer what was probably meant. */
public final class Nearest {

    private static final int OFFERED = 3;

    private Nearest() {}

    /**
     * At most three known names that are close to the given one, nearest first: few edits (case does not count), or one
     * is the beginning of the other.
     */
    public static List<String> names(String given, Collection<String> known) {
        record Scored(String name, double distance) {}
        return known.stream()
                .distinct()
                .map(name -> new Scored(name, distance(given, name)))
                .filter(s -> s.distance()
                        <= Math.max(1, 0.4 * Math.max(given.length(), s.name().length())))
                .sorted(Comparator.comparingDouble(Scored::distance).thenComparing(Scored::name))
                .limit(OFFERED)
                .map(Scored::name)
                .toList();
    }

    /** {@code " -- did you mean 'center'?"}, or nothing where no known name is close. */
    public static String hint(String given, Collection<String> known) {
        var near = names(given, known);
        return near.isEmpty()
                ? ""
                : near.stream().map(n -> "'" + n + "'").collect(Collectors.joining(" or ", " -- did you mean ", "?"));
    }

    // edit distance without regard to case; a shared beginning makes names closer than their lengths say
    private static double distance(String given, String name) {
        String a = given.toLowerCase(Locale.ROOT);
        String b = name.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        boolean begins = a.length() >= 3 && b.length() >= 3 && (a.startsWith(b) || b.startsWith(a));
        return begins ? Math.min(row[b.length()], 1) : row[b.length()];
    }
}
