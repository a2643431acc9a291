package asterism.sed.fulldata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** One filter curve as its file gives it: wavelength in um, response per unit energy. */
public final class FullFilter {

    /** Wavelengths in the file's order, um. */
    public final double[] wave;
    /** Transmission, of any normalisation. */
    public final double[] transmission;

    private FullFilter(double[] wave, double[] transmission) {
        this.wave = wave;
        this.transmission = transmission;
    }

    /** Reads the curve of a label through the list {@code filters.json} in the folder {@code model-data}. */
    public static FullFilter read(Path modelData, String label) {
        var folder = modelData.resolve("filters");
        try {
            var entry = Pattern.compile("\"" + Pattern.quote(label) + "\"\\s*:\\s*\"([^\"]+)\"")
                    .matcher(Files.readString(folder.resolve("filters.json")));
            if (!entry.find()) {
                throw new IllegalArgumentException("no filter '" + label + "' in " + folder);
            }
            var rows = new ArrayList<double[]>();
            for (var line : Files.readAllLines(folder.resolve(entry.group(1)))) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    var cells = line.strip().split("\\s+");
                    rows.add(new double[] {Double.parseDouble(cells[0]), Double.parseDouble(cells[1])});
                }
            }
            return new FullFilter(
                    rows.stream().mapToDouble(r -> r[0]).toArray(),
                    rows.stream().mapToDouble(r -> r[1]).toArray());
        } catch (IOException e) {
            throw new UncheckedIOException("filter '" + label + "' cannot be read", e);
        }
    }
}
