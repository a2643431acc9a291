package asterism.sed;

import asterism.math.PiecewiseLinear;
import asterism.param.Parameter;
import java.util.List;
import java.util.Set;

/**
 * The extinction curve of the bar of the Small Magellanic Cloud, R_V = 2.74, used as an attenuation law.
 *
 * <p>The transmission at tau_V = 1 is linear in wavelength between 138 tabulated points from 0.0998 to 2.198 um, constant
 * beyond them; other tau_V are powers of it. Nothing passes below 0.0912 um.
 *
 * @see <a href="https://doi.org/10.1086/376774">Gordon et al. 2003</a>
 */
public final class Smc implements Attenuation {

    /** Optical depth at 0.55 um. */
    public static final Parameter TAU_V = Calzetti.TAU_V;

    private static final double[] UNIT = {1};

    private static final Smc LAW = new Smc();

    private final double[] wave;
    private final double[] transmission;

    private Smc() {
        var table = LibraryTable.read("smc_extinction.csv");
        this.wave = table.column("wave_um");
        this.transmission = table.column("transmission");
    }

    /** The law. */
    public static Smc law() {
        return LAW;
    }

    @Override
    public double depth(double micron, double[] p, int offset) {
        if (micron < Calzetti.BLUE_END) {
            return p[offset] == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        double l = Math.max(wave[0], Math.min(wave[wave.length - 1], micron));
        return -p[offset] * Math.log(PiecewiseLinear.at(wave, transmission, l));
    }

    @Override
    public double depthDerivative(int parameter, double micron, double[] p, int offset) {
        return depth(micron, UNIT, 0);
    }

    @Override
    public double birthCloudDepthDerivative(int parameter, double micron, double[] p, int offset) {
        return 0;
    }

    @Override
    public double[] breaks() {
        var all = new double[wave.length + 1];
        all[0] = Calzetti.BLUE_END;
        System.arraycopy(wave, 0, all, 1, wave.length);
        return all;
    }

    @Override
    public boolean isLinearIn(Parameter parameter) {
        return parameter.equals(TAU_V);
    }

    @Override
    public String name() {
        return "SMC bar extinction";
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
        return "Gordon et al. 2003, ApJ 594, 279";
    }

    @Override
    public String toString() {
        return name();
    }
}
