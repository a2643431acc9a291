package asterism.cannon;

import asterism.io.Hdf5Reader;
import asterism.io.Hdf5Writer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A trained model as an HDF5 file.
 *
 * <p>Group {@code cannon} has the attributes {@code format}, {@code toolkit_version}, {@code terms} (to read for people) and the
 * datasets {@code theta} [nPixels, nTerms], {@code s2} [nPixels], {@code labels}, {@code fiducials}, {@code scales} [nLabels]; a
 * term is the product of its factors: {@code factor_term}, {@code factor_label}, {@code factor_power} [nFactors]. Where they are
 * known: {@code wavelength} [nPixels], {@code training_labels} [nStars, nLabels], {@code warnings},
 * {@code theta_covariance} [nPixels, nTerms (nTerms + 1) / 2] with the covariance of terms k and l at k (k + 1) / 2 + l.
 */
final class ModelFile {

    private static final String GROUP = "cannon";
    private static final int FORMAT = 1;
    private static final String TOOLKIT = Optional.ofNullable(
                    ModelFile.class.getPackage().getImplementationVersion())
            .orElse("development");

    private ModelFile() {}

    static void write(Path file, TrainedCannon model) {
        var terms = model.vectorizer();
        double[][] theta = model.thetaRows();
        try (var out = Hdf5Writer.create(file)) {
            out.number(GROUP, "format", FORMAT)
                    .text(GROUP, "toolkit_version", TOOLKIT)
                    .text(GROUP, "terms", terms.text())
                    .words(GROUP, "labels", terms.labels().toArray(String[]::new))
                    .doubles(GROUP, "fiducials", model.scaling().fiducials())
                    .doubles(GROUP, "scales", model.scaling().scales())
                    .doubles(
                            GROUP,
                            "theta",
                            new int[] {theta.length, terms.size()},
                            (j, row) -> System.arraycopy(theta[j], 0, row, 0, row.length))
                    .doubles(GROUP, "s2", model.s2());
            factors(out, terms);
            model.dispersion().ifPresent(w -> out.doubles(GROUP, "wavelength", w));
            model.trainingLabels()
                    .ifPresent(labels -> out.doubles(
                            GROUP,
                            "training_labels",
                            new int[] {labels.size(), labels.names().size()},
                            (n, row) -> System.arraycopy(labels.rows()[n], 0, row, 0, row.length)));
            double[][] covariance = model.covarianceRows();
            if (covariance.length > 0) {
                out.doubles(
                        GROUP,
                        "theta_covariance",
                        new int[] {covariance.length, covariance[0].length},
                        (j, row) -> System.arraycopy(covariance[j], 0, row, 0, row.length));
            }
            if (!model.warnings().isEmpty()) {
                out.words(GROUP, "warnings", model.warnings().toArray(String[]::new));
            }
            out.commit();
        }
    }

    private static void factors(Hdf5Writer out, Vectorizer terms) {
        var term = new ArrayList<Double>();
        var label = new ArrayList<Double>();
        var power = new ArrayList<Double>();
        for (int t = 0; t < terms.size(); t++) {
            for (int f = 0; f < terms.factorLabels(t).length; f++) {
                term.add((double) t);
                label.add((double) terms.factorLabels(t)[f]);
                power.add(terms.factorPowers(t)[f]);
            }
        }
        out.doubles(GROUP, "factor_term", array(term))
                .doubles(GROUP, "factor_label", array(label))
                .doubles(GROUP, "factor_power", array(power));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(v -> v).toArray();
    }

    static TrainedCannon read(Path file) {
        try (var in = Hdf5Reader.open(file)) {
            if (!in.has(GROUP)) {
                throw in.foreign("no trained model of The Cannon");
            }
            int format = in.number(GROUP, "format").intValue();
            if (format != FORMAT) {
                throw new UncheckedIOException(new IOException(file + ": a model file of format " + format
                        + ", written by version " + in.text(GROUP, "toolkit_version")
                        + " of the toolkit; this one (" + TOOLKIT + ") reads format " + FORMAT
                        + ". Train the model again, or read it with the version that wrote it"));
            }
            return model(in);
        }
    }

    private static TrainedCannon model(Hdf5Reader in) {
        var terms = terms(in);
        int nTerms = terms.size();
        double[] theta = in.doubles(GROUP + "/theta");
        double[] s2 = in.doubles(GROUP + "/s2");
        if (theta.length != s2.length * nTerms) {
            throw in.foreign("theta has " + theta.length + " numbers, but " + s2.length + " pixels and " + nTerms
                    + " terms need " + (long) s2.length * nTerms);
        }
        var model = TrainedCannon.of(
                terms,
                LabelScaling.of(in.doubles(GROUP + "/fiducials"), in.doubles(GROUP + "/scales")),
                matrix(theta, nTerms),
                s2);
        if (in.has(GROUP + "/wavelength")) {
            model = model.dispersion(in.doubles(GROUP + "/wavelength"));
        }
        if (in.has(GROUP + "/training_labels")) {
            model = model.trainingLabels(Labels.of(
                    terms.labels(),
                    matrix(
                            in.doubles(GROUP + "/training_labels"),
                            terms.labels().size())));
        }
        if (in.has(GROUP + "/theta_covariance")) {
            model = model.coefficientCovariance(matrix(in.doubles(GROUP + "/theta_covariance"), Lanes.pairs(nTerms)));
        }
        return in.has(GROUP + "/warnings") ? model.warnings(List.of(in.words(GROUP + "/warnings"))) : model;
    }

    private static Vectorizer terms(Hdf5Reader in) {
        double[] term = in.doubles(GROUP + "/factor_term");
        double[] label = in.doubles(GROUP + "/factor_label");
        double[] power = in.doubles(GROUP + "/factor_power");
        int nTerms = in.dimensions(GROUP + "/theta")[1];
        var labels = new int[nTerms][];
        var powers = new double[nTerms][];
        for (int t = 0; t < nTerms; t++) {
            double wanted = t;
            int[] own = java.util.stream.IntStream.range(0, term.length)
                    .filter(f -> term[f] == wanted)
                    .toArray();
            labels[t] = Arrays.stream(own).map(f -> (int) label[f]).toArray();
            powers[t] = Arrays.stream(own).mapToDouble(f -> power[f]).toArray();
        }
        return Vectorizer.ofFactors(List.of(in.words(GROUP + "/labels")), labels, powers);
    }

    private static double[][] matrix(double[] flat, int columns) {
        var rows = new double[flat.length / columns][];
        Arrays.setAll(rows, n -> Arrays.copyOfRange(flat, n * columns, (n + 1) * columns));
        return rows;
    }
}
