package asterism.sed;

import asterism.display.Numbers;
import asterism.param.Parameter;
import asterism.unit.Distance;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A star formation history of constant rate psi_i in each age bin [t_i, t_{i+1}); ages are look-back times, 0 is today.
 *
 * <p>The spectrum is linear in the rates: sum_i psi_i S_i with S_i the integral of the population's spectrum over bin i.
 */
public final class PiecewiseSfh implements SedComponent {

    /** Star formation rate of each age bin, youngest first, Msun/yr. */
    public static final Parameter PSI = Parameter.vector(
            "psi", "\\psi", "Msun/yr", "star formation rate of an age bin", 0, Double.POSITIVE_INFINITY);

    private static final double[] DEFAULT_EDGES = {0, 1e7, 1e8, 1e9, 5e9};

    private final double[] edges;
    private final Set<Convention> published;

    private PiecewiseSfh(double[] edges, Set<Convention> published) {
        this.edges = edges;
        this.published = Set.copyOf(published);
    }

    /**
     * Bins with edges at 0, 10 Myr, 100 Myr, 1 Gyr, 5 Gyr and the age of the universe; beyond the redshift where the
     * universe is younger than 5 Gyr the bin that begins there is dropped.
     */
    public static PiecewiseSfh bins() {
        return new PiecewiseSfh(new double[0], Set.of());
    }

    /**
     * Bins with these edges.
     *
     * @param edgesYr [nBins + 1], yr, increasing, the first at 0 or above
     */
    public static PiecewiseSfh bins(double... edgesYr) {
        if (edgesYr.length < 2) {
            throw new IllegalArgumentException("bins(...) needs at least 2 edges [yr], got " + edgesYr.length);
        }
        for (int i = 0; i < edgesYr.length; i++) {
            if (!(edgesYr[i] >= 0) || !Double.isFinite(edgesYr[i]) || (i > 0 && !(edgesYr[i] > edgesYr[i - 1]))) {
                throw new IllegalArgumentException(
                        "bins(...): edges [yr] must be finite, increasing and not negative, got "
                                + Arrays.toString(edgesYr));
            }
        }
        return new PiecewiseSfh(edgesYr.clone(), Set.of());
    }

    /** With the bins integrated as in the published codes. */
    public PiecewiseSfh asPublished() {
        return new PiecewiseSfh(edges, EnumSet.of(Convention.AGE_QUADRATURE));
    }

    /**
     * The edges for a galaxy at a distance, [nBins + 1], yr.
     *
     * @throws IllegalArgumentException where an edge is older than the universe there, or default bins are asked for in
     *                                  a universe younger than 1 Gyr
     */
    public double[] edges(Distance at) {
        double oldest = at.universeAge();
        if (edges.length == 0) {
            if (oldest < 1e9) {
                throw new IllegalArgumentException(
                        "bins(): the universe at z = " + Numbers.significant(at.redshift(), 6)
                                + " is " + Numbers.significant(oldest / 1e9, 6)
                                + " Gyr old, younger than the 1 Gyr edge; give edges, bins(0, 1e7, ...)");
            }
            int n = oldest > 5e9 ? 5 : oldest > 1e9 ? 4 : 3;
            var all = Arrays.copyOf(DEFAULT_EDGES, n + 1);
            all[n] = oldest;
            return all;
        }
        if (edges[edges.length - 1] > oldest) {
            throw new IllegalArgumentException("bins(...): the oldest edge, "
                    + Numbers.significant(edges[edges.length - 1] / 1e9, 6)
                    + " Gyr, exceeds the age of the universe at z = "
                    + Numbers.significant(at.redshift(), 6) + ", " + Numbers.significant(oldest / 1e9, 6) + " Gyr");
        }
        return edges.clone();
    }

    @Override
    public String name() {
        return "piecewise constant star formation history";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(PSI);
    }

    @Override
    public Set<Convention> published() {
        return published;
    }

    @Override
    public String reference() {
        return edges.length == 0
                ? "edges 0, 1e7, 1e8, 1e9, 5e9 yr and the age of the universe"
                : "edges " + Arrays.toString(edges) + " yr";
    }

    @Override
    public String toString() {
        return name() + ", " + reference();
    }
}
