package asterism.sed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** One comma-separated table of the model library that is packaged with the toolkit. */
final class LibraryTable {

    private static final String FOLDER = "/asterism/datasets/model-library/";

    private final String name;
    private final List<String> header;
    private final List<String[]> rows;

    private LibraryTable(String name, List<String> header, List<String[]> rows) {
        this.name = name;
        this.header = header;
        this.rows = rows;
    }

    /** Reads a table; a name that ends in .gz is unpacked, lines that begin with # are comments. */
    static LibraryTable read(String name) {
        try (var raw = LibraryTable.class.getResourceAsStream(FOLDER + name)) {
            if (raw == null) {
                throw new IllegalStateException("the toolkit's jar lacks " + FOLDER + name + "; build it again");
            }
            InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
            var rows = new ArrayList<String[]>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    rows.add(line.split(",", -1));
                }
            }
            return new LibraryTable(name, List.of(rows.get(0)), rows.subList(1, rows.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("model library, " + name + ": " + e.getMessage(), e);
        }
    }

    int size() {
        return rows.size();
    }

    int columns() {
        return header.size();
    }

    String header(int column) {
        return header.get(column);
    }

    String text(int row, int column) {
        return rows.get(row)[column];
    }

    double number(int row, int column) {
        return Double.parseDouble(rows.get(row)[column]);
    }

    double[] column(String title) {
        int c = header.indexOf(title);
        if (c < 0) {
            throw new IllegalStateException(name + " has no column " + title + "; it has " + header);
        }
        var all = new double[rows.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = number(i, c);
        }
        return all;
    }
}
