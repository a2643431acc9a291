package asterism.torus;

import asterism.display.Numbers;
import asterism.param.InRegion;
import asterism.unit.Velocity;
import java.util.ArrayList;
import java.util.List;

/** The parameters of a model with their errors as people read them: the mid-plane in pc and its velocity in km/s. */
final class ParameterTable {

    private ParameterTable() {}

    /**
     * A row for each parameter: name, value, errors, unit.
     *
     * @param theta  values, [nDim]. Not modified.
     * @param errors each [nDim]. Not modified.
     */
    static List<List<String>> rows(TorusModel model, double[] theta, double[]... errors) {
        var axes = model.space().axes();
        var rows = new ArrayList<List<String>>();
        for (int k = 0; k < theta.length; k++) {
            double factor = factor(axes.get(k));
            var row = new ArrayList<>(List.of(axes.get(k).path(), Numbers.significant(factor * theta[k], 5)));
            for (double[] error : errors) {
                row.add(Numbers.significant(factor * error[k], 2));
            }
            row.add(unit(axes.get(k)));
            rows.add(row);
        }
        return rows;
    }

    private static String unit(InRegion axis) {
        return switch (axis.parameter().unit()) {
            case "kpc" -> "pc";
            case "kpc/Myr" -> "km/s";
            default -> axis.parameter().unit();
        };
    }

    private static double factor(InRegion axis) {
        return switch (axis.parameter().unit()) {
            case "kpc" -> 1e3;
            case "kpc/Myr" -> Velocity.KM_PER_S;
            default -> 1;
        };
    }
}
