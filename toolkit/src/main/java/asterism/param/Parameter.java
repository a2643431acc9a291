package asterism.param;

import asterism.display.Markup;
import asterism.display.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * A parameter of a model: its name, how it is written, its unit, what it means and the closed interval on which the
 * model is defined.
 *
 * <p>Models declare their parameters as constants ({@code DraineLi07.Q_PAH}). A <em>vector</em> parameter stands for a
 * family of scalars whose number the model decides, such as the star formation rates of all age bins; {@link #bin}
 * names one of them. Two parameters are equal when all their fields are.
 *
 * @param name        letters, digits and underscores: {@code qPAH}, {@code psi}, {@code psi_3}
 * @param latex       the label in the markup of {@link asterism.display.Markup}: <code>q_{PAH}</code>
 * @param unit        the unit of a bare {@code double}: {@code Msun/yr}, or empty for a pure number
 * @param description one phrase without a full stop
 * @param lower       smallest value at which the model is defined; may be -infinity
 * @param upper       largest value at which the model is defined; may be +infinity
 * @param isVector    whether this stands for a family of scalars
 */
public record Parameter(
        String name, String latex, String unit, String description, double lower, double upper, boolean isVector) {

    public Parameter {
        if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException(
                    "a parameter's name has letters, digits and underscores and begins with a letter, got '" + name
                            + "'");
        }
        if (!(lower < upper)) {
            throw new IllegalArgumentException(
                    "parameter '" + name + "': lower = " + lower + " must be below upper = " + upper);
        }
    }

    /** A scalar parameter. */
    public static Parameter of(String name, String latex, String unit, String description, double lower, double upper) {
        return new Parameter(name, latex, unit, description, lower, upper, false);
    }

    /** A vector parameter; all its bins share unit, description and interval. */
    public static Parameter vector(
            String name, String latex, String unit, String description, double lower, double upper) {
        return new Parameter(name, latex, unit, description, lower, upper, true);
    }

    /** An unbounded scalar parameter of a user's own model, for use in a notebook. */
    public static Parameter parameter(String name, String unit) {
        return of(name, name, unit, name, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /**
     * One member of a vector parameter.
     *
     * @param number 1 for the first
     * @throws IllegalArgumentException where this parameter is no vector or the number is below 1
     */
    public Parameter bin(int number) {
        if (!isVector) {
            throw new IllegalArgumentException("parameter '" + name + "' is a single number and has no bins");
        }
        if (number < 1) {
            throw new IllegalArgumentException("bins of '" + name + "' are counted from 1, got " + number);
        }
        return new Parameter(name + "_" + number, latex + "_{" + number + "}", unit, description, lower, upper, false);
    }

    /** The first n members of a vector parameter, or this one alone where it is a scalar. */
    public List<Parameter> bins(int n) {
        if (!isVector) {
            return List.of(this);
        }
        var all = new ArrayList<Parameter>(n);
        for (int i = 1; i <= n; i++) {
            all.add(bin(i));
        }
        return all;
    }

    /** Whether the other parameter is this one or one of this vector's bins. */
    public boolean covers(Parameter other) {
        return equals(other)
                || (isVector
                        && other.name().startsWith(name + "_")
                        && other.name().substring(name.length() + 1).matches("[1-9][0-9]*"));
    }

    /** This parameter in a region: what a connection points to. */
    public InRegion in(String region) {
        return new InRegion(this, region);
    }

    /** The label followed by the unit in brackets, where there is one, in the markup of figures. */
    public String labelWithUnit() {
        return unit.isEmpty() ? latex : latex + " [" + Markup.unit(unit) + "]";
    }

    @Override
    public String toString() {
        return name + (isVector ? "[]" : "") + (unit.isEmpty() ? "" : " [" + unit + "]") + ": " + description + ", in "
                + Numbers.interval(lower, upper);
    }
}
