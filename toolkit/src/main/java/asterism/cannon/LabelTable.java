package asterism.cannon;

import asterism.io.Columns;
import asterism.io.CsvTables;
import asterism.io.FitsTables;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Labels in the columns of a table. */
final class LabelTable {

    private LabelTable() {}

    static Columns read(Path file) {
        var name = file.toString().toLowerCase(Locale.ROOT);
        if (name.matches(".*\\.(fits|fit|fts)(\\.gz)?")) {
            return FitsTables.read(file, 1);
        }
        if (name.matches(".*\\.(csv|tsv|txt|dat)")) {
            return CsvTables.read(file);
        }
        throw new IllegalArgumentException("label table '" + file.getFileName()
                + "': the ending must be .fits, .fit, .fits.gz, .csv, .tsv, .txt or .dat");
    }

    /** The named columns; all columns of numbers where none is named. */
    static Labels labels(Columns columns, String... names) {
        var taken = names.length > 0
                ? List.of(names)
                : columns.names().stream().filter(c -> !columns.isText(c)).toList();
        var values = new double[columns.rows()][taken.size()];
        for (int l = 0; l < taken.size(); l++) {
            double[] column = columns.numbers(taken.get(l));
            for (int n = 0; n < values.length; n++) {
                values[n][l] = column[n];
            }
        }
        return Labels.of(taken, values);
    }
}
