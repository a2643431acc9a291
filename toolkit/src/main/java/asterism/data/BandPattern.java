package asterism.data;

import asterism.display.Suggestion;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which bands a setting is for: a full label ({@code SDSS_g}), the first words of labels ({@code GALEX} means GALEX_FUV
 * and GALEX_NUV), or a pattern with {@code *} for any characters and {@code ?} for one.
 */
public record BandPattern(String text) {

    public BandPattern {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a band pattern must not be empty; use \"*\" for all bands");
        }
    }

    /** Whether the pattern means this band. */
    public boolean matches(String label) {
        if (text.indexOf('*') < 0 && text.indexOf('?') < 0) {
            return label.equals(text)
                    || (label.startsWith(text)
                            && (text.endsWith("_") || !Character.isLetterOrDigit(label.charAt(text.length()))));
        }
        var regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return label.matches(regex.toString());
    }

    /** The labels that the pattern means, in their order. */
    public List<String> select(Collection<String> labels) {
        return labels.stream().filter(this::matches).toList();
    }

    /**
     * The labels that the pattern means, at least one.
     *
     * @param where what the message begins with: {@code calibrationError}
     * @throws IllegalArgumentException where it means none
     */
    public List<String> selectSome(String where, Collection<String> labels) {
        var found = select(labels);
        if (found.isEmpty()) {
            var names = new LinkedHashSet<>(labels);
            labels.stream()
                    .filter(l -> l.indexOf('_') > 0)
                    .map(l -> l.substring(0, l.indexOf('_')))
                    .forEach(names::add);
            throw new IllegalArgumentException(where + ": no band is meant by '" + text + "'; bands are "
                    + String.join(", ", labels) + Suggestion.hint(text, names));
        }
        return found;
    }
}
