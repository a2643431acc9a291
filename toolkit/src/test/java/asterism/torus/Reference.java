package asterism.torus;

import asterism.ReferenceJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The reference values of orbital torus imaging. */
final class Reference {

    private Reference() {}

    static String text(String file) {
        try (var in = Objects.requireNonNull(Reference.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ReferenceJson read(String file) {
        return ReferenceJson.resource(Reference.class, file);
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

    // ---- models of the reference files ---------------------------------------------------------------------------

    /** The model of a "config", with the regularizer as published. */
    static TorusModel model(ReferenceJson config) {
        var model = TorusModel.of(config.get("label_knots").numbers());
        for (var m : config.get("e_knots").keys()) {
            int order = Integer.parseInt(m);
            model = model.e(order, config.get("e_knots", m).numbers())
                    .eSign(order, (int) config.get("e_signs", m).number());
        }
        if (!config.has("regularization")) {
            return model;
        }
        var r = config.get("regularization");
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
    static TorusParameters parameters(ReferenceJson params) {
        var p = TorusParameters.of(
                        params.get("ln_Omega0").number(),
                        params.get("label_params", "label_vals").numbers())
                .pos0(asterism.unit.Length.ofKpc(params.get("pos0").number()))
                .vel0(asterism.unit.Velocity.ofKpcPerMyr(params.get("vel0").number()));
        for (var m : params.get("e_params").keys()) {
            p = p.eVals(Integer.parseInt(m), params.get("e_params", m, "vals").numbers());
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
