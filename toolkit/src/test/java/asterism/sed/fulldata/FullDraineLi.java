package asterism.sed.fulldata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One Draine and Li (2007) spectrum of a single starlight intensity U and one Milky Way model, on its 1001 wavelengths. */
public final class FullDraineLi {

    /** How the intensities are spelled in file names, ascending; the published grid leaves out 2.00. */
    public static final List<String> INTENSITIES = List.of(
            "0.10", "0.15", "0.20", "0.30", "0.40", "0.50", "0.70", "0.80", "1.00", "1.20", "1.50", "2.00", "2.50",
            "3.00", "4.00", "5.00", "7.00", "8.00", "12.0", "15.0", "20.0", "25.0", "1e2", "3e2", "1e3", "3e3", "1e4",
            "3e4", "1e5", "3e5");

    /** How the seven Milky Way models are spelled, by growing q_PAH. */
    public static final List<String> MODELS = List.of("00", "10", "20", "30", "40", "50", "60");

    /** PAH mass fractions of {@link #MODELS} (table in the files' README). */
    public static final List<Double> Q_PAH = List.of(0.0047, 0.0112, 0.0177, 0.0250, 0.0319, 0.0390, 0.0458);

    private static final int HEADER_LINES = 61;
    private static final double MICRON_HZ = 2.99792458e14;

    /** Wavelengths, um, increasing from 1 to 10000. */
    public final double[] wave;
    /** Luminosity density, erg/s/Hz per H nucleon. */
    public final double[] lnu;
    /** Power per H nucleon stated in the file's header, erg/s. */
    public final double powerPerH;

    private FullDraineLi(double[] wave, double[] lnu, double powerPerH) {
        this.wave = wave;
        this.lnu = lnu;
        this.powerPerH = powerPerH;
    }

    /** Reads one spectrum from the folder {@code model-data}; intensity and model as spelled in the lists above. */
    public static FullDraineLi read(Path modelData, String intensity, String model) {
        var file = modelData.resolve(
                "models/dust/DL07/U" + intensity + "/U" + intensity + "_" + intensity + "_MW3.1_" + model + ".txt");
        try {
            var rows = new ArrayList<double[]>();
            double power = Double.NaN;
            var lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            for (var line : lines.subList(0, HEADER_LINES)) {
                if (line.contains("= power/H")) {
                    power = Double.parseDouble(line.strip().split("\\s+")[0]);
                }
            }
            for (var line : lines.subList(HEADER_LINES, lines.size())) {
                var cells = line.strip().split("\\s+");
                rows.add(new double[] {Double.parseDouble(cells[0]), Double.parseDouble(cells[1])});
            }
            int n = rows.size();
            double[] wave = new double[n];
            double[] lnu = new double[n];
            for (int i = 0; i < n; i++) {
                double[] row = rows.get(n - 1 - i);
                wave[i] = row[0];
                lnu[i] = row[1] / (MICRON_HZ / row[0]);
            }
            return new FullDraineLi(wave, lnu, power);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
