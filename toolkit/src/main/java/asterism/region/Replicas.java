package asterism.region;

import asterism.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Draws data again from posterior draws and compares them with what was measured. */
final class Replicas {

    private final RegionModel model;
    private final JointLikelihood likelihood;
    private final double lnuPerMillijansky;

    Replicas(RegionModel model, JointLikelihood likelihood, double lnuPerMillijansky) {
        this.model = model;
        this.likelihood = likelihood;
        this.lnuPerMillijansky = lnuPerMillijansky;
    }

    /** Some of the data, and how often their replicas are at least as far from the model. */
    private static final class Tally {
        private final String name;
        private final boolean[] counted;
        private final int count;
        private double measured;
        private double replicated;
        private int further;

        Tally(String name, List<Measurement> all, Predicate<Measurement> belongs) {
            this.name = name;
            this.counted = new boolean[all.size()];
            int n = 0;
            for (int i = 0; i < counted.length; i++) {
                counted[i] = !all.get(i).isLimit() && belongs.test(all.get(i));
                n += counted[i] ? 1 : 0;
            }
            this.count = n;
        }

        void add(double chi2Measured, double chi2Replicated) {
            measured += chi2Measured;
            replicated += chi2Replicated;
            further += chi2Replicated >= chi2Measured ? 1 : 0;
        }

        PredictiveCheck.Part part(int draws) {
            return new PredictiveCheck.Part(
                    name, count, measured / draws, replicated / draws, (double) further / draws);
        }
    }

    /**
     * Checks.
     *
     * @param thetas       posterior draws of equal weight, [nDraws][nDim]. Not modified.
     * @param luminosities band luminosities of a draw, Lsun/Hz
     */
    PredictiveCheck check(double[][] thetas, Function<double[], double[]> luminosities, RandomStream random) {
        var all = likelihood.measurements();
        var overall = new Tally("all", all, m -> true);
        var sources = tallies(all, Measurement::source);
        var bands = tallies(all, Measurement::band);
        var tallies = new ArrayList<Tally>();
        tallies.add(overall);
        tallies.addAll(sources);
        tallies.addAll(bands);

        double[][] fluxes = new double[all.size()][thetas.length];
        double[] measured =
                all.stream().mapToDouble(m -> m.flux() * lnuPerMillijansky).toArray();
        for (int d = 0; d < thetas.length; d++) {
            var items = likelihood.itemise(luminosities.apply(thetas[d]));
            double[] drawn = likelihood.draw(items, random);
            for (int i = 0; i < drawn.length; i++) {
                fluxes[i][d] = drawn[i] / lnuPerMillijansky;
            }
            for (var tally : tallies) {
                tally.add(
                        likelihood.chi2(items, measured, tally.counted), likelihood.chi2(items, drawn, tally.counted));
            }
        }
        int n = thetas.length;
        return new PredictiveCheck(
                overall.part(n),
                sources.stream().map(t -> t.part(n)).toList(),
                bands.stream().map(t -> t.part(n)).toList(),
                replicated(all, fluxes),
                n);
    }

    /** One for each name that has a measured flux, in the order of the data. */
    private List<Tally> tallies(List<Measurement> all, Function<Measurement, String> name) {
        return model.data().measurements().stream()
                .filter(m -> !m.isLimit())
                .map(name)
                .distinct()
                .map(wanted -> new Tally(wanted, all, m -> name.apply(m).equals(wanted)))
                .toList();
    }

    private List<PredictiveCheck.Replicated> replicated(List<Measurement> all, double[][] fluxes) {
        var out = new ArrayList<PredictiveCheck.Replicated>();
        for (var m : model.data().measurements()) {
            double[] sorted = fluxes[all.indexOf(m)].clone();
            Arrays.sort(sorted);
            out.add(new PredictiveCheck.Replicated(
                    m, at(sorted, 0.025), at(sorted, 0.16), at(sorted, 0.5), at(sorted, 0.84), at(sorted, 0.975)));
        }
        return out;
    }

    private static double at(double[] sorted, double p) {
        return sorted[(int) Math.round(p * (sorted.length - 1))];
    }
}
