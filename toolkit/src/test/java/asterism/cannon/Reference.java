package asterism.cannon;

import asterism.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The reference set of The Cannon: what the published code and exact solvers in extended precision gave. */
final class Reference {

    static final List<String> NAMES = List.of("TEFF", "LOGG", "FEH");

    private Reference() {}

    /** A node of a JSON file: JSON is YAML. */
    record Node(Object value) {

        Node get(String key) {
            return new Node(Objects.requireNonNull(((Map<?, ?>) value).get(key), key));
        }

        boolean has(String key) {
            return ((Map<?, ?>) value).get(key) != null;
        }

        List<Node> list() {
            return ((List<?>) value).stream().map(Node::new).toList();
        }

        double number() {
            return value instanceof String text ? Double.parseDouble(text) : ((Number) value).doubleValue();
        }

        int integer() {
            return ((Number) value).intValue();
        }

        String text() {
            return (String) value;
        }

        List<String> texts() {
            return list().stream().map(Node::text).toList();
        }

        double[] numbers() {
            return list().stream().mapToDouble(Node::number).toArray();
        }

        double[][] rows() {
            return list().stream().map(Node::numbers).toArray(double[][]::new);
        }
    }

    static Node json(String file) {
        try {
            var text = Files.readString(Shared.path("reference", "cannon", file));
            return new Node(new Load(LoadSettings.builder().build()).loadFromString(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
