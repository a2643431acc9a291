package asterism.sed;

import asterism.param.Parameter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The Calzetti law with a free slope, a 2175 A bump that goes with it, and birth clouds.
 *
 * <p>tau = tau_V (k + D)/4.05 (l/0.55)^delta with D = (0.85 - 1.9 delta) / (((l^2 - 0.2175^2)/(0.035 l))^2 + 1), and
 * tau_BC 0.55/l in addition for the youngest age bin. Bump and slope act only where k does, from 0.0912 to 2.2 um.
 *
 * @see <a href="https://doi.org/10.1051/0004-6361/200912497">Noll et al. 2009</a>
 * @see <a href="https://doi.org/10.1088/2041-8205/775/1/L16">Kriek &amp; Conroy 2013</a>, equation 3
 */
public final class ModifiedCalzetti implements Attenuation {

    /** Optical depth of the diffuse dust at 0.55 um, before the bump is added. */
    public static final Parameter TAU_V = Calzetti.TAU_V;

    /** Slope of the change to the law; the bump vanishes at its upper end. */
    public static final Parameter DELTA = Parameter.of(
            "delta", "\\delta", "", "slope added to the attenuation law", Double.NEGATIVE_INFINITY, 0.85 / 1.9);

    /** Optical depth of the birth clouds at 0.55 um. */
    public static final Parameter TAU_BC = Parameter.of(
            "tauBC", "\\tau_{BC}", "", "optical depth of the birth clouds at 0.55 um", 0, Double.POSITIVE_INFINITY);

    private final Set<Convention> published;

    private ModifiedCalzetti(Set<Convention> published) {
        this.published = Set.copyOf(published);
    }

    /** The law. */
    public static ModifiedCalzetti law() {
        return new ModifiedCalzetti(Set.of());
    }

    /** With birth clouds in front of all stars and the bump at all wavelengths, as in the published codes. */
    @Override
    public ModifiedCalzetti asPublished() {
        return asPublished(Convention.BIRTH_CLOUDS, Convention.BUMP_RANGE);
    }

    /** With the named published conventions; those of other components are left alone. */
    public ModifiedCalzetti asPublished(Convention... which) {
        var own = EnumSet.of(Convention.BIRTH_CLOUDS, Convention.BUMP_RANGE);
        own.retainAll(List.of(which));
        own.addAll(published);
        return new ModifiedCalzetti(own);
    }

    @Override
    public double depth(double micron, double[] p, int offset) {
        double tau = diffuse(micron, p[offset], p[offset + 1]);
        return published.contains(Convention.BIRTH_CLOUDS) ? tau + clouds(micron, p[offset + 2]) : tau;
    }

    @Override
    public double birthCloudDepth(double micron, double[] p, int offset) {
        return published.contains(Convention.BIRTH_CLOUDS) ? 0 : clouds(micron, p[offset + 2]);
    }

    private double diffuse(double l, double tauV, double delta) {
        double k = Calzetti.k(l);
        if (k == 0 && !published.contains(Convention.BUMP_RANGE)) {
            return 0;
        }
        double off = (l * l - 0.2175 * 0.2175) / (0.035 * l);
        double bump = (0.85 - 1.9 * delta) / (off * off + 1);
        return tauV * (k + bump) / Calzetti.R_V * Math.pow(l / 0.55, delta);
    }

    @Override
    public double depthDerivative(int parameter, double micron, double[] p, int offset) {
        return switch (parameter) {
            case 0 -> diffuse(micron, 1, p[offset + 1]);
            case 1 -> diffusePerDelta(micron, p[offset], p[offset + 1]);
            default -> published.contains(Convention.BIRTH_CLOUDS) ? clouds(micron, 1) : 0;
        };
    }

    @Override
    public double birthCloudDepthDerivative(int parameter, double micron, double[] p, int offset) {
        return parameter == 2 && !published.contains(Convention.BIRTH_CLOUDS) ? clouds(micron, 1) : 0;
    }

    private double diffusePerDelta(double l, double tauV, double delta) {
        double k = Calzetti.k(l);
        if (k == 0 && !published.contains(Convention.BUMP_RANGE)) {
            return 0;
        }
        double off = (l * l - 0.2175 * 0.2175) / (0.035 * l);
        double bump = (0.85 - 1.9 * delta) / (off * off + 1);
        return tauV
                / Calzetti.R_V
                * Math.pow(l / 0.55, delta)
                * ((k + bump) * Math.log(l / 0.55) - 1.9 / (off * off + 1));
    }

    private static double clouds(double l, double tauBc) {
        return tauBc * 0.55 / l;
    }

    @Override
    public double[] breaks() {
        return Calzetti.law().breaks();
    }

    @Override
    public boolean isLinearIn(Parameter parameter) {
        return parameter.equals(TAU_V) || parameter.equals(TAU_BC);
    }

    @Override
    public String name() {
        return "modified Calzetti attenuation";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(TAU_V, DELTA, TAU_BC);
    }

    @Override
    public Set<Convention> published() {
        return published;
    }

    @Override
    public String reference() {
        return "Noll et al. 2009, A&A 507, 1793; Kriek & Conroy 2013, ApJ 775, L16";
    }

    @Override
    public String toString() {
        return name();
    }
}
