package asterism.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/** The cells run in this session, for front ends that offer them again. Nothing is kept on disk. */
final class History {

    private static final int SESSION = 1;

    private final List<HistoryEntry> entries = new ArrayList<>();

    synchronized void add(int cell, String code) {
        entries.add(new HistoryEntry(SESSION, cell, code, null));
    }

    synchronized List<HistoryEntry> find(HistoryRequest request) {
        if (request instanceof HistoryRequest.Tail tail) {
            return last(entries, tail.getMaxReturnLength());
        }
        if (request instanceof HistoryRequest.Range range) {
            return entries.stream()
                    .filter(e -> e.getCellNumber() >= range.getStart()
                            && (e.getCellNumber() < range.getStop() || range.getStop() <= 0))
                    .toList();
        }
        if (request instanceof HistoryRequest.Search search) {
            var pattern = glob(search.getPattern());
            var found = entries.stream()
                    .filter(e -> pattern.matcher(e.getInput()).matches())
                    .toList();
            if (search.filterUnique()) {
                var unique = new LinkedHashMap<String, HistoryEntry>();
                found.forEach(e -> unique.put(e.getInput(), e));
                found = List.copyOf(unique.values());
            }
            return last(found, search.getMaxReturnLength());
        }
        return List.of();
    }

    private static List<HistoryEntry> last(List<HistoryEntry> all, int n) {
        return n > 0 && n < all.size() ? List.copyOf(all.subList(all.size() - n, all.size())) : List.copyOf(all);
    }

    /** A pattern with * and ? as a regular expression. */
    private static Pattern glob(String pattern) {
        var regex = new StringBuilder();
        pattern.chars().forEach(c -> {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf((char) c)));
            }
        });
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
