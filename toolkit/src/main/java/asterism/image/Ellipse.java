package asterism.image;

import asterism.param.Parameter;
import java.util.List;

/**
 * The four parameters of an elliptical shape; every galaxy has them, and a class of galaxies names them as its own
 * ({@code Sersic.Q}).
 *
 * <p>With the offset (dx, dy) from the center and the major axis along e = (-sin PA, cos PA):
 * a = dx e_x + dy e_y, b = (dx e_y - dy e_x)/q, R = sqrt(a^2 + b^2).
 */
public final class Ellipse {

    /** x of the center, arcsec on the tangent plane. */
    public static final Parameter X =
            Parameter.of("x", "x", "arcsec", "x of the center", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** y of the center, arcsec on the tangent plane. */
    public static final Parameter Y =
            Parameter.of("y", "y", "arcsec", "y of the center", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Axis ratio b/a. */
    public static final Parameter Q = Parameter.of("q", "q", "", "axis ratio b/a", 0.02, 1);

    /** Position angle of the major axis, rad from +y toward -x; cyclic with the period pi. */
    public static final Parameter PA =
            Parameter.of("PA", "PA", "rad", "position angle of the major axis, from +y toward -x", 0, Math.PI);

    /** The four, in the order of a model's vector. */
    static final List<Parameter> ALL = List.of(X, Y, Q, PA);

    private Ellipse() {}

    /** Whether the ends of a parameter's interval are the same point. */
    static boolean isCyclic(Parameter parameter) {
        return parameter.equals(PA);
    }
}
