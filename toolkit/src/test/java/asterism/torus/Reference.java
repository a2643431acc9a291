package asterism.torus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A node of a JSON file of reference values. */
final class Reference {

    private final Object value;

    private Reference(Object value) {
        this.value = value;
    }

    static String text(String file) {
        try (var in = Objects.requireNonNull(Reference.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Reference read(String file) {
        return new Reference(new Load(LoadSettings.builder().build())
                .loadFromString(text(file).replace('\t', ' ')));
    }

    /** Columns of a CSV file, in its order; "nan" is NaN. */
    static double[][] columns(String file) {
        var lines = text(file).lines().skip(1).toList();
        int n = lines.get(0).split(",").length;
        double[][] out = new double[n][lines.size()];
        for (int i = 0; i < lines.size(); i++) {
            var cells = lines.get(i).split(",");
            for (int c = 0; c < n; c++) {
                out[c][i] = cells[c].equals("nan") ? Double.NaN : Double.parseDouble(cells[c]);
            }
        }
        return out;
    }

    Reference get(String... path) {
        Object at = value;
        for (var key : path) {
            at = Objects.requireNonNull(((Map<?, ?>) at).get(key), () -> "no " + Arrays.toString(path));
        }
        return new Reference(at);
    }

    List<Reference> list() {
        var out = new ArrayList<Reference>();
        for (Object o : (List<?>) value) {
            out.add(new Reference(o));
        }
        return out;
    }

    List<String> keys() {
        return ((Map<?, ?>) value).keySet().stream().map(Object::toString).toList();
    }

    double number() {
        return value instanceof Number n ? n.doubleValue() : Double.parseDouble(value.toString());
    }

    boolean isTrue() {
        return (Boolean) value;
    }

    boolean isNone() {
        return value == null;
    }

    double[] numbers() {
        return list().stream().mapToDouble(Reference::number).toArray();
    }

    double[][] rows() {
        return list().stream().map(Reference::numbers).toArray(double[][]::new);
    }

    // ---- models of the reference files ---------------------------------------------------------------------------

    /** The model of a "config", with the regularizer as published. */
    TorusModel model() {
        var model = TorusModel.of(get("label_knots").numbers());
        for (var m : get("e_knots").keys()) {
            int order = Integer.parseInt(m);
            model = model.e(order, get("e_knots", m).numbers())
                    .eSign(order, (int) get("e_signs", m).number());
        }
        if (((Map<?, ?>) value).get("regularization") == null) {
            return model;
        }
        var r = get("regularization");
        var regularizer = SplineRegularizer.of()
                .labelL2Sigma(r.get("label_l2_sigma").number())
                .labelSmoothSigma(r.get("label_smooth_sigma").number())
                .daccStrength(r.get("dacc_strength").number())
                .daccDposScale(r.get("dacc_dpos_scale").number())
                .asPublished();
        for (int m : model.orders()) {
            regularizer = regularizer
                    .eL2Sigma(m, r.get("e_l2_sigmas", "" + m).number())
                    .eSmoothSigma(m, r.get("e_smooth_sigmas", "" + m).number());
        }
        return model.regularizer(regularizer);
    }

    /** The "params" of a model. */
    TorusParameters parameters() {
        var p = TorusParameters.of(
                        get("ln_Omega0").number(),
                        get("label_params", "label_vals").numbers())
                .pos0(asterism.unit.Length.ofKpc(get("pos0").number()))
                .vel0(asterism.unit.Velocity.ofKpcPerMyr(get("vel0").number()));
        for (var m : get("e_params").keys()) {
            p = p.eVals(Integer.parseInt(m), get("e_params", m, "vals").numbers());
        }
        return p;
    }

    /** The binned mock disk. */
    static BinnedData slab() {
        double[][] c = columns("slab_label_binned.csv");
        return BinnedData.of(asterism.unit.Length.ofKpc(c[0]), asterism.unit.Velocity.ofKpcPerMyr(c[1]))
                .label(c[3], c[4])
                .counts(c[2]);
    }

    /** The star counts of the mock disk. */
    static BinnedData slabCounts() {
        double[][] c = columns("slab_counts.csv");
        return BinnedData.of(asterism.unit.Length.ofKpc(c[0]), asterism.unit.Velocity.ofKpcPerMyr(c[1]))
                .counts(c[2]);
    }
}
