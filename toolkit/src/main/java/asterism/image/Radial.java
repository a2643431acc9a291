package asterism.image;

import asterism.param.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A galaxy with a profile of one's own: I(R) = 10^I0 f(R), with any function f of the elliptical radius.
 *
 * <pre>{@code
 * Radial.of("ring", r -> Math.exp(-Math.pow((r - 5) / 0.8, 2)));
 * Radial.with("king", (r, p) -> Math.pow(1 / Math.sqrt(1 + r * r / (p[0] * p[0])), 3), Radial.CORE)
 * }</pre>
 *
 * <p>Derivatives are differences of fourth order. The function must be finite and smooth for R above 0.
 */
public final class Radial {

    /** x of the center, arcsec. */
    public static final Parameter X = Ellipse.X;

    /** y of the center, arcsec. */
    public static final Parameter Y = Ellipse.Y;

    /** Axis ratio. */
    public static final Parameter Q = Ellipse.Q;

    /** Position angle, rad. */
    public static final Parameter PA = Ellipse.PA;

    /** A core radius, for profiles that have one, arcsec. */
    public static final Parameter CORE = Moffat.R_D;

    /** log10 of the factor before the function, flux/arcsec2. */
    public static final Parameter I_0 = Moffat.I_0;

    private Radial() {}

    /** Brightness at an elliptical radius for parameters p. */
    @FunctionalInterface
    public interface Profile {

        /**
         * Brightness, in units of 10^I0.
         *
         * @param r elliptical radius, arcsec
         * @param p the profile's parameters, in the order in which they were named. Not modified.
         */
        double brightness(double r, double[] p);
    }

    /** A galaxy whose profile is this function of R, arcsec, times 10^I0. */
    public static Component of(String name, DoubleUnaryOperator brightness) {
        return with(name, (r, p) -> brightness.applyAsDouble(r));
    }

    /** A galaxy whose profile has parameters of its own. */
    public static Component with(String name, Profile profile, Parameter... parameters) {
        return Component.of(
                name, EllipticalLight.of("radial", List.of(parameters), I_0, () -> new Numeric(profile, parameters)));
    }

    private static final class Numeric implements RadialProfile {

        private static final double STEP = 1e-3; // relative

        private final Profile profile;
        private final List<Parameter> parameters;
        private double[] p;

        Numeric(Profile profile, Parameter[] parameters) {
            this.profile = profile;
            this.parameters = new ArrayList<>(Arrays.asList(parameters));
            p = new double[parameters.length];
        }

        @Override
        public void set(double[] values, int from) {
            p = Arrays.copyOfRange(values, from, from + p.length);
        }

        @Override
        public void values(double[] r, int n, double[] out) {
            for (int i = 0; i < n; i++) {
                out[i] = at(r[i]);
            }
        }

        private double at(double r) {
            double value = profile.brightness(r, p);
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("the profile gives " + value + " at R = " + r + " arcsec"
                        + (p.length == 0
                                ? ""
                                : " for "
                                        + parameters.stream()
                                                .map(Parameter::name)
                                                .toList() + " = " + Arrays.toString(p))
                        + "; it must be finite for every R above 0");
            }
            return value;
        }

        @Override
        public void derivatives(double[] r, int n, double[][] out) {
            values(r, n, out[0]);
            for (int i = 0; i < n; i++) {
                double radius = r[i];
                out[1][i] = slope(x -> at(x), radius, STEP * radius);
                for (int k = 0; k < p.length; k++) {
                    out[2 + k][i] = byParameter(k, radius);
                }
            }
        }

        private double byParameter(int k, double r) {
            double value = p[k];
            double slope = slope(
                    v -> {
                        p[k] = v;
                        return at(r);
                    },
                    value,
                    STEP * Math.max(1e-3, Math.abs(value)));
            p[k] = value;
            return slope;
        }

        private static double slope(DoubleUnaryOperator f, double x, double h) {
            double wide = f.applyAsDouble(x + h) - f.applyAsDouble(x - h);
            double narrow = f.applyAsDouble(x + h / 2) - f.applyAsDouble(x - h / 2);
            return (8 * narrow - wide) / (6 * h);
        }
    }
}
