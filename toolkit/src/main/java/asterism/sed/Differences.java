package asterism.sed;

import asterism.param.Parameter;
import java.util.function.ToDoubleFunction;

/** Derivatives of what has no formula. */
final class Differences {

    private static final double STEP = 1e-2;
    private static final int LEVELS = 5;

    private Differences() {}

    /**
     * Richardson-extrapolated central differences, taken inside the parameter's range: at its ends the centre of the steps
     * moves inwards by less than 1e-7 of its size.
     *
     * @param at the parameters. Modified at {@code index} and restored.
     */
    static double derivative(Parameter parameter, double[] at, int index, ToDoubleFunction<double[]> f) {
        double x = at[index];
        double wanted = STEP * Math.max(1, Math.abs(x));
        double room = Math.min(x - parameter.lower(), parameter.upper() - x);
        boolean atEnd = room < 1e-3 * wanted;
        double h = atEnd ? 1e-7 * wanted : Math.min(wanted, room);
        double center = !atEnd ? x : x - parameter.lower() < parameter.upper() - x ? x + h : x - h;
        var table = new double[LEVELS];
        int levels = atEnd ? 1 : LEVELS;
        for (int k = 0; k < levels; k++) {
            double step = h / (1 << k);
            at[index] = center + step;
            double up = f.applyAsDouble(at);
            at[index] = center - step;
            table[k] = (up - f.applyAsDouble(at)) / (2 * step);
        }
        at[index] = x;
        for (int order = 1; order < levels; order++) {
            double four = Math.pow(4, order);
            for (int k = levels - 1; k >= order; k--) {
                table[k] = (four * table[k] - table[k - 1]) / (four - 1);
            }
        }
        return table[levels - 1];
    }
}
