package asterism.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/** The cells run in this session, for front ends that offer them again. Nothing is kept on disk. */
final class History {

    private static final int SESSION = 1;

    private record Cell(int number, String code) {}

    private final List<Cell> entries = new ArrayList<>();

    synchronized void add(int cell, String code) {
        entries.add(new Cell(cell, code));
    }

    synchronized List<Object> find(HistoryRequest request) {
        return matching(request).stream()
                .map(e -> entry(e, request.includeOutput()))
                .toList();
    }

    /** As the protocol wants it: session, number, code; the code with its output where that is asked for. */
    private static Object entry(Cell cell, boolean output) {
        return List.of(SESSION, cell.number(), output ? List.of(cell.code(), "") : cell.code());
    }

    private List<Cell> matching(HistoryRequest request) {
        if (request instanceof HistoryRequest.Tail tail) {
            return last(entries, tail.getMaxReturnLength());
        }
        if (request instanceof HistoryRequest.Range range) {
            return entries.stream()
                    .filter(e ->
                            e.number() >= range.getStart() && (e.number() < range.getStop() || range.getStop() <= 0))
                    .toList();
        }
        if (request instanceof HistoryRequest.Search search) {
            var pattern = glob(search.getPattern());
            var found = entries.stream()
                    .filter(e -> pattern.matcher(e.code()).matches())
                    .toList();
            if (search.filterUnique()) {
                var unique = new LinkedHashMap<String, Cell>();
                found.forEach(e -> unique.put(e.code(), e));
                found = List.copyOf(unique.values());
            }
            return last(found, search.getMaxReturnLength());
        }
        return List.of();
    }

    private static List<Cell> last(List<Cell> all, int n) {
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
