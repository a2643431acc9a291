package asterism.sed;

import asterism.param.Parameter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Thermal emission of dust, Draine &amp; Li (2007), in energy balance with the stars: it radiates what they lose.
 *
 * <p>A fraction 1 - gamma of the dust mass is heated by starlight of intensity U = uMin, the fraction gamma by intensities
 * from uMin to uMax with dM/dU proportional to U^-alpha. The emission per unit dust mass is linear in U between the
 * models of one U, and linear in q_PAH between the seven grain models; the integral over U is exact for that.
 *
 * @see <a href="https://doi.org/10.1086/511055">Draine &amp; Li 2007</a>, equations 23 and 24
 */
public final class DraineLi07 implements SedComponent {

    /** Exponent of the distribution of starlight intensities. */
    public static final Parameter ALPHA = Parameter.of("alpha", "\\alpha", "", "exponent of dM/dU, U^-alpha", -10, 4);

    /** Starlight intensity that heats most of the dust, in units of the local one. */
    public static final Parameter U_MIN =
            Parameter.of("uMin", "U_{min}", "", "starlight intensity of the diffuse dust", 0.1, 25);

    /** Largest starlight intensity. */
    public static final Parameter U_MAX = Parameter.of("uMax", "U_{max}", "", "largest starlight intensity", 1e3, 3e5);

    /** Fraction of the dust mass in the power law. */
    public static final Parameter GAMMA =
            Parameter.of("gamma", "\\gamma", "", "fraction of the dust mass in the power law of U", 0, 1);

    /** Mass fraction of polycyclic aromatic hydrocarbons. */
    public static final Parameter Q_PAH =
            Parameter.of("qPAH", "q_{PAH}", "", "mass fraction of PAHs in the dust", 0.0047, 0.0458);

    /** The q_PAH at which the published codes hold the seven models. */
    static final double[] PUBLISHED_PAH = {0.0047, 0.012, 0.0177, 0.0250, 0.0319, 0.0390, 0.0470};

    private static final Set<Convention> ALL =
            Set.of(Convention.DUST_MIXING, Convention.PAH_NODES, Convention.U_INTEGRAL);

    private final Set<Convention> published;

    private DraineLi07(Set<Convention> published) {
        this.published = Set.copyOf(published);
    }

    /** The model with its five parameters alpha, uMin, uMax, gamma and qPAH. */
    public static DraineLi07 dust() {
        return new DraineLi07(Set.of());
    }

    /** With the mixture, the PAH fractions and the integral over U of the published codes. */
    public DraineLi07 asPublished() {
        return new DraineLi07(ALL);
    }

    /** With the named published conventions only; those of other components are left alone. */
    public DraineLi07 asPublished(Convention... which) {
        var some = EnumSet.noneOf(Convention.class);
        some.addAll(List.of(which));
        some.retainAll(ALL);
        some.addAll(published);
        return new DraineLi07(some);
    }

    @Override
    public String name() {
        return "Draine & Li (2007) dust";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(ALPHA, U_MIN, U_MAX, GAMMA, Q_PAH);
    }

    @Override
    public Set<Convention> published() {
        return published;
    }

    @Override
    public String reference() {
        return "Draine & Li 2007, ApJ 657, 810 (Milky Way grain models MW3.1_00 to MW3.1_60)";
    }

    @Override
    public String toString() {
        return name();
    }
}
