package asterism.torus;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.math.Gaussian;
import asterism.unit.Constants;
import asterism.unit.Length;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * Surface density and volume density along the height, from a vertical acceleration with its uncertainty.
 *
 * <pre>
 * Sigma(z) = |a(z)| / (2 pi G)      the mass between -z and z of the mid-plane
 * rho(z)   = -a'(z) / (4 pi G)
 * </pre>
 *
 * <p>Poisson's equation for a plane disk, the radial force left out: with a flat rotation curve rho is right as it stands, else
 * it misses (dV_c^2 / dR) / (4 pi G R) (Kuijken and Gilmore 1989). All kinds of matter count. Immutable.
 */
public final class MassProfile implements Displayable {

    private static final double SIGMA = 1e-6 / (2 * Math.PI * Constants.GRAVITY_KPC); // Msun/pc^2 of kpc/Myr^2
    private static final double RHO = 1e-9 / (4 * Math.PI * Constants.GRAVITY_KPC); // Msun/pc^3 of Myr^-2

    private final AccelerationProfile profile;

    private MassProfile(AccelerationProfile profile) {
        this.profile = profile;
    }

    /** From a measured acceleration. */
    public static MassProfile of(AccelerationProfile acceleration) {
        return new MassProfile(acceleration);
    }

    /** Heights in the frame of the data, [n]. */
    public Length heights() {
        return profile.heights();
    }

    /** Surface density, Msun/pc^2, [n]. */
    public double[] surfaceDensity() {
        return Arrays.stream(profile.acceleration())
                .map(a -> SIGMA * Math.abs(a))
                .toArray();
    }

    /** Standard deviation of the surface density, Msun/pc^2, [n]. */
    public double[] surfaceDensitySigma() {
        return Arrays.stream(profile.accelerationSigma()).map(a -> SIGMA * a).toArray();
    }

    /** The p-quantile of the surface density, Msun/pc^2, [n]; below 0 where even the sign of the force is uncertain. */
    public double[] surfaceDensityQuantile(double p) {
        double[] center = profile.acceleration();
        double[] rising = profile.accelerationQuantile(p);
        double[] falling = profile.accelerationQuantile(1 - p);
        double[] out = new double[center.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = SIGMA * (center[i] > 0 ? rising[i] : -falling[i]);
        }
        return out;
    }

    /** Volume density, Msun/pc^3, [n]. */
    public double[] density() {
        return Arrays.stream(profile.gradient()).map(g -> -RHO * g).toArray();
    }

    /** Standard deviation of the volume density, Msun/pc^3, [n]. */
    public double[] densitySigma() {
        return Arrays.stream(profile.gradientSigma()).map(g -> RHO * g).toArray();
    }

    /** The p-quantile of the volume density, Msun/pc^3, [n]. */
    public double[] densityQuantile(double p) {
        return Arrays.stream(profile.gradientQuantile(1 - p)).map(g -> -RHO * g).toArray();
    }

    /** Surface density that belongs to accelerations [kpc/Myr^2], Msun/pc^2. */
    static double[] surfaceDensity(double[] acceleration) {
        return Arrays.stream(acceleration).map(a -> SIGMA * Math.abs(a)).toArray();
    }

    /** Volume density that belongs to gradients [1/Myr^2], Msun/pc^3. */
    static double[] density(double[] gradient) {
        return Arrays.stream(gradient).map(g -> -RHO * g).toArray();
    }

    /** Columns pos [kpc], surface_density [Msun/pc^2], density [Msun/pc^3], each with its 16 and 84 % quantile. */
    public Table table() {
        double below = Gaussian.cdf(-1);
        return Table.create(
                "mass",
                DoubleColumn.create("pos", heights().inKpc()),
                DoubleColumn.create("surface_density", surfaceDensity()),
                DoubleColumn.create("surface_density_16", surfaceDensityQuantile(below)),
                DoubleColumn.create("surface_density_84", surfaceDensityQuantile(1 - below)),
                DoubleColumn.create("density", density()),
                DoubleColumn.create("density_16", densityQuantile(below)),
                DoubleColumn.create("density_84", densityQuantile(1 - below)));
    }

    @Override
    public Card card() {
        double[] z = heights().inKpc();
        double[] surface = surfaceDensity();
        double[] surfaceSigma = surfaceDensitySigma();
        double[] rho = density();
        double[] rhoSigma = densitySigma();
        var rows = new ArrayList<List<String>>();
        int step = Math.max(1, z.length / 12);
        for (int i = 0; i < z.length; i += step) {
            rows.add(List.of(
                    Numbers.significant(z[i], 3),
                    Numbers.measured(surface[i], surfaceSigma[i]),
                    Numbers.measured(rho[i], rhoSigma[i])));
        }
        return Card.of("Mass of the disk, " + profile.source())
                .table(List.of("z [kpc]", "surface density [Msun/pc^2]", "density [Msun/pc^3]"), rows);
    }

    @Override
    public String toString() {
        return toText();
    }
}
