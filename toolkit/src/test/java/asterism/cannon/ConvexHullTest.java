package asterism.cannon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asterism.random.RandomStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is inside the hull of the training labels. */
class ConvexHullTest {

    private static double[][] csv(String name) {
        try (var in = Objects.requireNonNull(ConvexHullTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> Arrays.stream(line.split(","))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toArray(double[][]::new);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void agreesWithTheTriangulationOfThePublishedPackage() {
        var training = Labels.of(List.of("TEFF", "LOGG", "FEH"), csv("training_labels.csv"));
        var scaling = LabelScaling.of(training);
        var hull = new ConvexHull(
                Arrays.stream(training.toArray()).map(scaling::scaled).toArray(double[][]::new));
        for (var row : csv("convex_hull.csv")) {
            assertThat(hull.contains(scaling.scaled(row[0], row[1], row[2])))
                    .as(Arrays.toString(row))
                    .isEqualTo(row[3] == 1);
        }
    }

    @Test
    void aTrainedModelKnowsTheHullOfItsLabelsOrSaysWhatToDo() {
        var training = Labels.of(List.of("TEFF", "LOGG", "FEH"), csv("training_labels.csv"));
        var bare = TrainedCannon.of(
                Vectorizer.polynomial(training.names(), 1),
                LabelScaling.of(training),
                new double[][] {{1, 0, 0, 0}},
                new double[] {0});
        assertThatThrownBy(() -> bare.inConvexHull(training)).hasMessageContaining("add them with trainingLabels(...)");
        var model = bare.trainingLabels(training);
        assertThat(model.inConvexHull(training)).containsOnly(true);
        assertThat(model.inConvexHull(training.only("FEH", "TEFF", "LOGG"))).containsOnly(true);
        assertThat(model.inConvexHull(6500, 5, 1)).isFalse();
        assertThatThrownBy(() -> model.inConvexHull(6500, 5)).hasMessageContaining("2 values for the labels");
    }

    @Test
    void everyPointIsInItsOwnHullAndSoAreMixtures() {
        for (int nDim : new int[] {1, 2, 3, 10, 17}) {
            var random = RandomStream.of(nDim);
            var points = gaussian(random, 200, nDim);
            var hull = new ConvexHull(points);
            assertThat(Arrays.stream(points)).allMatch(hull::contains);
            for (int k = 0; k < 50; k++) {
                assertThat(hull.contains(mixture(random, points)))
                        .as("seed and dimension %d", nDim)
                        .isTrue();
            }
        }
    }

    @Test
    void aPointBeyondAPlaneThatHasAllOthersOnOneSideIsOutside() {
        for (int nDim : new int[] {2, 3, 10, 17}) {
            var random = RandomStream.of(nDim);
            var points = gaussian(random, 200, nDim);
            var hull = new ConvexHull(points);
            for (int k = 0; k < 50; k++) {
                double[] normal = gaussian(random, 1, nDim)[0];
                double[] furthest = Arrays.stream(points)
                        .max(java.util.Comparator.comparingDouble(p -> dot(p, normal)))
                        .orElseThrow();
                double[] beyond = IntStream.range(0, nDim)
                        .mapToDouble(d -> furthest[d] + 1e-6 * normal[d])
                        .toArray();
                assertThat(hull.contains(beyond))
                        .as("dimension %d, case %d", nDim, k)
                        .isFalse();
                double[] other = points[k];
                double[] within = IntStream.range(0, nDim)
                        .mapToDouble(d -> furthest[d] * (1 - 1e-6) + 1e-6 * other[d])
                        .toArray();
                assertThat(hull.contains(within))
                        .as("dimension %d, case %d", nDim, k)
                        .isTrue();
            }
        }
    }

    @Test
    void repeatedAndFlatPointsAndNanDoNoHarm() {
        var flat = new ConvexHull(new double[][] {{0, 0}, {1, 1}, {1, 1}, {2, 2}});
        assertThat(flat.contains(0.5, 0.5)).isTrue();
        assertThat(flat.contains(0.5, 0.6)).isFalse();
        assertThat(flat.contains(Double.NaN, 0.6)).isFalse();
    }

    private static double[][] gaussian(RandomStream random, int n, int nDim) {
        return IntStream.range(0, n)
                .mapToObj(i -> IntStream.range(0, nDim)
                        .mapToDouble(d -> random.nextGaussian())
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double[] mixture(RandomStream random, double[][] points) {
        var out = new double[points[0].length];
        double[] weights = IntStream.range(0, points.length)
                .mapToDouble(n -> -Math.log(random.nextDouble()))
                .toArray();
        double sum = Arrays.stream(weights).sum();
        for (int n = 0; n < points.length; n++) {
            for (int d = 0; d < out.length; d++) {
                out[d] += weights[n] / sum * points[n][d];
            }
        }
        return out;
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(d -> a[d] * b[d]).sum();
    }
}
