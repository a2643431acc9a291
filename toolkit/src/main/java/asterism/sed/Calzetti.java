package asterism.sed;

import asterism.param.Parameter;
import java.util.List;
import java.util.Set;

/**
 * The attenuation law of starburst galaxies, R_V = 4.05: tau(lambda) = tau_V k(lambda) / 4.05.
 *
 * <p>With l in um, k = 2.659 (-1.857 + 1.040/l) + 4.05 for 0.63 &lt; l &le; 2.2, k = 2.659 (-2.156 + 1.509/l - 0.198/l^2
 * + 0.011/l^3) + 4.05 for 0.12 &le; l &le; 0.63, a straight line through 12.119377 with slope -92.449445 per um from 0.0912
 * to 0.12 um, and 0 elsewhere. A_V = 1.0857 tau_V.
 *
 * @see <a href="https://doi.org/10.1086/308692">Calzetti et al. 2000</a>, equation 4
 */
public final class Calzetti implements Attenuation {

    /** Optical depth at 0.55 um. */
    public static final Parameter TAU_V = Parameter.of(
            "tauV", "\\tau_V", "", "optical depth of the diffuse dust at 0.55 um", 0, Double.POSITIVE_INFINITY);

    /** k at 0.55 um. */
    static final double R_V = 4.05;

    static final double BLUE_END = 0.0912;
    static final double RED_END = 2.2;

    private static final Calzetti LAW = new Calzetti();

    private Calzetti() {}

    /** The law. */
    public static Calzetti law() {
        return LAW;
    }

    /** k(lambda), micron. */
    static double k(double l) {
        if (l > RED_END || l < BLUE_END) {
            return 0;
        }
        if (l > 0.63) {
            return 2.659 * (-1.857 + 1.040 / l) + R_V;
        }
        if (l >= 0.12) {
            return 2.659 * (-2.156 + 1.509 / l - 0.198 / (l * l) + 0.011 / (l * l * l)) + R_V;
        }
        return 12.119377 - 92.449445 * (l - 0.12);
    }

    @Override
    public double depth(double micron, double[] p, int offset) {
        return p[offset] * k(micron) / R_V;
    }

    @Override
    public double depthDerivative(int parameter, double micron, double[] p, int offset) {
        return k(micron) / R_V;
    }

    @Override
    public double birthCloudDepthDerivative(int parameter, double micron, double[] p, int offset) {
        return 0;
    }

    @Override
    public double[] breaks() {
        return new double[] {BLUE_END, 0.12, 0.63, RED_END};
    }

    @Override
    public boolean isLinearIn(Parameter parameter) {
        return parameter.equals(TAU_V);
    }

    @Override
    public String name() {
        return "Calzetti attenuation";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(TAU_V);
    }

    @Override
    public Set<Convention> published() {
        return Set.of();
    }

    @Override
    public String reference() {
        return "Calzetti et al. 2000, ApJ 533, 682";
    }

    @Override
    public String toString() {
        return name();
    }
}
