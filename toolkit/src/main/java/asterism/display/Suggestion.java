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

    /** Letters inserted, left out, changed or swapped with their neighbor. */
    private static int edits(String a, String b) {
        var cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
