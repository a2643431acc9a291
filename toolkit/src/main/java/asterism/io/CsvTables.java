package asterism.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tables in text files: a line of names, then rows, separated by commas, semicolons or tabs (whichever the first line
 * has). Lines that begin with {@code #} are comments; a unit may stand in brackets behind a name: {@code flux [mJy]}.
 */
public final class CsvTables {

    private CsvTables() {}

    /**
     * Reads a table. A column whose every cell is a number, or empty, or {@code nan}, is a column of numbers.
     *
     * @throws UncheckedIOException     where the file cannot be read
     * @throws IllegalArgumentException where a row has another number of cells than the line of names
     */
    public static Columns read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UncheckedIOException(file + ": no such file", new NoSuchFileException(file.toString()));
        }
        try {
            return parse(file.getFileName().toString(), Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read as text: " + e.getMessage(), e);
        }
    }

    /** As {@link #read} for lines that are already there; the origin begins every message. */
    public static Columns parse(String origin, List<String> lines) {
        var rows = new ArrayList<List<String>>();
        char separator = ',';
        for (int i = 0; i < lines.size(); i++) {
            var line =
                    i == 0 && lines.get(i).startsWith("\ufeff") ? lines.get(i).substring(1) : lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (rows.isEmpty()) {
                separator =
                        line.indexOf('\t') >= 0 ? '\t' : line.indexOf(',') < 0 && line.indexOf(';') >= 0 ? ';' : ',';
            }
            var cells = split(line, separator);
            if (!rows.isEmpty() && cells.size() != rows.get(0).size()) {
                throw new IllegalArgumentException(origin + ", line " + (i + 1) + ": " + cells.size()
                        + " cells, the line of names has " + rows.get(0).size());
            }
            rows.add(cells);
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(origin + ": no line of column names");
        }
        var columns = Columns.of(origin);
        for (int c = 0; c < rows.get(0).size(); c++) {
            columns = column(columns, rows, c);
        }
        return columns;
    }

    private static Columns column(Columns columns, List<List<String>> rows, int c) {
        var head = rows.get(0).get(c);
        int bracket = head.endsWith("]") ? head.lastIndexOf('[') : -1;
        var name = bracket > 0 ? head.substring(0, bracket).strip() : head;
        var unit = bracket > 0 ? head.substring(bracket + 1, head.length() - 1).strip() : "";
        double[] numbers = new double[rows.size() - 1];
        boolean isNumber = true;
        var text = new ArrayList<String>();
        for (int r = 1; r < rows.size(); r++) {
            var cell = rows.get(r).get(c);
            text.add(cell);
            try {
                numbers[r - 1] = number(cell);
            } catch (NumberFormatException e) {
                isNumber = false;
            }
        }
        boolean empty = text.stream().allMatch(String::isEmpty);
        return isNumber && !empty ? columns.numbers(name, unit, numbers) : columns.text(name, text);
    }

    private static double number(String cell) {
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "", "nan", "null", "--", "\u2013" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(cell);
        };
    }

    private static List<String> split(String line, char separator) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == separator && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }

    /** Writes a table, names first, with units in brackets; numbers so that they read back as the same doubles. */
    public static void write(Path file, Columns columns) {
        var lines = new ArrayList<String>();
        lines.add(String.join(
                ",",
                columns.names().stream()
                        .map(n -> quote(
                                columns.unit(n).map(u -> n + " [" + u + "]").orElse(n)))
                        .toList()));
        var cells = columns.names().stream().map(columns::text).toList();
        for (int r = 0; r < columns.rows(); r++) {
            int row = r;
            lines.add(
                    String.join(",", cells.stream().map(c -> quote(c.get(row))).toList()));
        }
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static String quote(String cell) {
        return cell.matches(".*[,\";\\s].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
