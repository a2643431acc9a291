package asterism.sed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A reference table: lines that begin with # say where it comes from, then titles, then rows. */
final class Csv {

    private final List<String> header;
    private final List<String[]> rows = new ArrayList<>();

    private Csv(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line.startsWith("#")) {
            line = in.readLine();
        }
        this.header = cells(line);
        for (line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.isBlank()) {
                rows.add(cells(line).toArray(new String[0]));
            }
        }
    }

    private static List<String> cells(String line) {
        var all = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                all.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        all.add(cell.toString());
        return all;
    }

    /** A table in src/test/resources/asterism/sed. */
    static Csv resource(String name) {
        try (var in = Csv.class.getResourceAsStream(name)) {
            return read(in, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Csv file(Path path) {
        try (var in = Files.newInputStream(path)) {
            return read(in, path.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Csv read(InputStream in, String name) throws IOException {
        var raw = name.endsWith(".gz") ? new GZIPInputStream(in) : in;
        return new Csv(new BufferedReader(new InputStreamReader(raw, StandardCharsets.UTF_8)));
    }

    int size() {
        return rows.size();
    }

    List<String> header() {
        return header;
    }

    String text(int row, String column) {
        int c = header.indexOf(column);
        if (c < 0) {
            throw new IllegalArgumentException("no column " + column + " in " + header);
        }
        return rows.get(row)[c];
    }

    String text(int row, int column) {
        return rows.get(row)[column];
    }

    double number(int row, String column) {
        return parse(text(row, column));
    }

    double number(int row, int column) {
        return parse(text(row, column));
    }

    private static double parse(String s) {
        return s.equals("nan") || s.isEmpty() ? Double.NaN : Double.parseDouble(s);
    }

    static double[] numbers(String semicolons) {
        var parts = semicolons.split(";");
        var x = new double[parts.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = Double.parseDouble(parts[i]);
        }
        return x;
    }
}
