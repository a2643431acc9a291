package asterism.xray;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Made-up observations of made-up sources whose true fluxes are known: to see what a method makes of them.
 *
 * <p>Photon fluxes of ACIS in the broad band. Expected net counts of a source in all of its observations together are from
 * 0.3 to 1000 with equal numbers in equal intervals of their logarithm, those of the background in its aperture from 0.1
 * to 10. Four of five sources stand alone, the others in pairs and triples whose PSFs overlap; a bundle is seen by one to
 * five observations of 5 to 80 ks, and now and then a member is off the edge of one. Every bundle is made from the seed
 * and its number alone. Immutable.
 */
public final class SimulatedSky implements Displayable {

    private static final double EFFECTIVE_AREA = 330; // cm2
    private static final double SOURCE_AREA = 30; // arcsec2
    private static final double BACKGROUND_AREA = 900; // arcsec2
    private static final double OFF_THE_EDGE = 0.1;

    private final int sources;
    private final long seed;
    private final List<Bundle> bundles;
    private final List<String> names = new ArrayList<>();
    private final List<Double> fluxes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private SimulatedSky(int sources, long seed) {
        this.sources = sources;
        this.seed = seed;
        var made = new ArrayList<Bundle>();
        while (names.size() < sources) {
            made.add(bundle(made.size(), sources - names.size()));
        }
        this.bundles = List.copyOf(made);
    }

    /** A sky of so many sources, at least 1, seed 1. */
    public static SimulatedSky of(int sources) {
        if (sources < 1) {
            throw new IllegalArgumentException("simulated sky: it needs at least 1 source, got " + sources);
        }
        return new SimulatedSky(sources, 1);
    }

    /** Another sky of so many sources. */
    public SimulatedSky seed(long other) {
        return new SimulatedSky(sources, other);
    }

    /** What was observed. */
    public List<Bundle> bundles() {
        return bundles;
    }

    /** True photon fluxes, photon cm-2 s-1, by problem and source. */
    public Table truth() {
        return Table.create(
                "truth",
                StringColumn.create("problem", problems),
                StringColumn.create("source", names),
                DoubleColumn.create(
                        "value",
                        fluxes.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    private Bundle bundle(int number, int wanted) {
        var random = RandomStream.of(seed).split(number);
        double how = random.nextDouble();
        int n = Math.min(wanted, how < 0.89 ? 1 : how < 0.97 ? 2 : 3);
        double[] exposure = exposures(random);
        double[] flux = new double[n];
        double total = 0;
        for (double t : exposure) {
            total += t * EFFECTIVE_AREA;
        }
        for (int j = 0; j < n; j++) {
            flux[j] = logUniform(0.3, 1000, random) / total;
        }
        double background = logUniform(0.1, 10, random) / (SOURCE_AREA * total);
        var inputs = new ArrayList<ObsidInput>();
        for (int k = 0; k < exposure.length; k++) {
            inputs.add(input(number, k, exposure[k], members(n, k, random), flux, background, random));
        }
        var bundle = Bundle.of(inputs);
        for (int j = 0; j < n; j++) {
            problems.add(bundle.problem().id());
            names.add("r" + (j + 1));
            fluxes.add(flux[j]);
        }
        return bundle;
    }

    private static double[] exposures(RandomStream random) {
        double how = random.nextDouble();
        int n = how < 0.6 ? 1 : how < 0.85 ? 2 : 3 + random.nextInt(3);
        double[] exposure = new double[n];
        for (int k = 0; k < n; k++) {
            exposure[k] = logUniform(5e3, 80e3, random);
        }
        return exposure;
    }

    private static double logUniform(double lo, double hi, RandomStream random) {
        return lo * Math.pow(hi / lo, random.nextDouble());
    }

    /** Which sources observation k sees: all of them in the first. */
    private static List<Integer> members(int n, int k, RandomStream random) {
        var members = new ArrayList<Integer>();
        for (int j = 0; j < n; j++) {
            boolean off = k > 0 && j > 0 && random.nextDouble() < OFF_THE_EDGE;
            if (!off) {
                members.add(j);
            }
        }
        return members;
    }

    private ObsidInput input(
            int number,
            int k,
            double exposure,
            List<Integer> members,
            double[] flux,
            double background,
            RandomStream random) {
        int n = members.size();
        double[][] f = new double[n + 1][n + 1];
        double[] counts = new double[n + 1];
        for (int i = 0; i <= n; i++) {
            double factor = exposure * EFFECTIVE_AREA * (0.9 + 0.1 * random.nextDouble());
            double expected = background * (f[i][n] = factor * (i < n ? SOURCE_AREA : BACKGROUND_AREA));
            for (int j = 0; j < n; j++) {
                f[i][j] = factor * psfFraction(i, j, n, random);
                expected += f[i][j] * flux[members.get(j)];
            }
            counts[i] = PoissonSampler.of(random::nextLong, expected).sample();
        }
        return ObsidInput.of(
                        1000 + 10 * number + k,
                        IntensityUnit.PHOTON_FLUX,
                        members.stream().map(j -> "r" + (j + 1)).toList(),
                        f,
                        counts)
                .stack("S" + (1 + number))
                .exposure(exposure);
    }

    private static double psfFraction(int i, int j, int n, RandomStream random) {
        if (i == j) {
            return 0.88 + 0.05 * random.nextDouble();
        }
        return i < n ? 0.01 + 0.14 * random.nextDouble() : 0.02 + 0.03 * random.nextDouble();
    }

    @Override
    public Card card() {
        long observations = bundles.stream().mapToLong(b -> b.inputs().size()).sum();
        return Card.of("Simulated sky")
                .row("sources", Integer.toString(names.size()))
                .row("bundles", Integer.toString(bundles.size()))
                .row("bundles times observations", Long.toString(observations))
                .row("seed", Long.toString(seed));
    }

    @Override
    public String toString() {
        return names.size() + " simulated sources, seed " + seed;
    }
}
