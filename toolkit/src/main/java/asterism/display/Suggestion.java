package asterism.display;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The names that a misspelled one may have meant, for messages. */
public final class Suggestion {

    private Suggestion() {}

    /** The n candidates nearest to a name, nearest first: fewest edited letters, case and punctuation ignored. */
    public static List<String> nearest(String name, Collection<String> candidates, int n) {
        var wanted = plain(name);
        return candidates.stream()
                .sorted(Comparator.<String>comparingDouble(c -> distance(wanted, plain(c)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(n)
                .toList();
    }

    /** {@code " -- did you mean 'center'?"} with at most three names that are close, or nothing where none is. */
    public static String hint(String name, Collection<String> candidates) {
        var wanted = plain(name);
        var near = nearest(name, List.copyOf(new LinkedHashSet<>(candidates)), 3).stream()
                .filter(c ->
                        distance(wanted, plain(c)) <= Math.max(1.5, 0.4 * Math.max(wanted.length(), plain(c).length())))
                .toList();
        return near.isEmpty()
                ? ""
                : near.stream().map(c -> "'" + c + "'").collect(Collectors.joining(" or ", " -- did you mean ", "?"));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static double distance(String a, String b) {
        double edits = edits(a, b);
        return a.length() >= 2 && (b.startsWith(a) || b.endsWith(a)) ? Math.min(edits, 0.5 + 0.01 * edits) : edits;
    }

    private static int edits(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? diagonal : diagonal + 1;
                row[j] = Math.min(same, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
