package asterism.cannon;

import asterism.ReferenceJson;
import asterism.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

/** The reference set of The Cannon: what the published code and exact solvers in extended precision gave. */
final class Reference {

    static final List<String> NAMES = List.of("TEFF", "LOGG", "FEH");

    private Reference() {}

    static ReferenceJson json(String file) {
        return ReferenceJson.shared("cannon", file);
    }

    static double[][] csv(String file) {
        try (var lines = Files.lines(Shared.path("reference", "cannon", file))) {
            return lines.filter(line -> !line.startsWith("TEFF"))
                    .map(line -> Arrays.stream(line.split(","))
                            .mapToDouble(cell -> Double.parseDouble(
                                    cell.replace("inf", "Infinity").replace("nan", "NaN")))
                            .toArray())
                    .toArray(double[][]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] column(String file) {
        return Arrays.stream(csv(file)).mapToDouble(row -> row[0]).toArray();
    }

    static TrainingSet training() {
        return TrainingSet.of(
                Labels.of(NAMES, csv("training_labels.csv")),
                Spectra.of(csv("training_flux.csv"), csv("training_ivar.csv")).dispersion(column("dispersion.csv")));
    }
}
