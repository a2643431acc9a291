package asterism.infer;

import asterism.random.KeyedRandom;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The moves that come with the toolkit. */
final class Moves {

    private Moves() {}

    /**
     * Stretch: y = c + z (x - c) with c another walker and z from g(z) proportional to 1/sqrt(z) on [1/a, a]; factor
     * z^(nDim - 1). Goodman and Weare 2010, equations 7 and 9.
     */
    static Move stretch(double a) {
        if (!(a > 1) || a == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("stretch(a): the scale must be above 1, got " + a);
        }
        return new Stretch(a);
    }

    /** Differential evolution as in emcee: gamma = 2.38 / sqrt(2 nDim), varied by 1e-5. */
    static Move differentialEvolution() {
        return new DifferentialEvolution(1e-5);
    }

    /** Snooker with gamma = 1.7, as ter Braak and Vrugt (2008) have it. */
    static Move snooker() {
        return new Snooker(1.7);
    }

    private static final Pattern WORDS = Pattern.compile("([0-9.e+-]+) % (.*)");
    private static final Pattern STRETCH = Pattern.compile("stretch \\(a = ([0-9.e+-]+)\\)");

    /** The mixture that {@link Ensemble.Spec#movesInWords} describes. */
    static List<Ensemble.Weighted> ofWords(String words, Path file) {
        var out = new ArrayList<Ensemble.Weighted>();
        for (var part : words.split(", ")) {
            var weighted = WORDS.matcher(part);
            var move = weighted.matches() ? ofName(weighted.group(2)) : Optional.<Move>empty();
            out.add(new Ensemble.Weighted(
                    move.orElseThrow(() -> new IllegalArgumentException(file + ": this chain was made with the move '"
                            + part + "', which is not one of the toolkit's; go on with"
                            + " ensemble() and the same settings, .move(...) and .checkpoint(\"" + file + "\")")),
                    Double.parseDouble(weighted.group(1))));
        }
        return List.copyOf(out);
    }

    private static Optional<Move> ofName(String name) {
        var stretch = STRETCH.matcher(name);
        if (stretch.matches()) {
            return Optional.of(stretch(Double.parseDouble(stretch.group(1))));
        }
        return Stream.of(differentialEvolution(), snooker())
                .filter(m -> m.name().equals(name))
                .findFirst();
    }

    private record Stretch(double a) implements Move {

        @Override
        public String name() {
            return "stretch (a = " + Digits.shortest(a) + ")";
        }

        @Override
        public int fewestOthers() {
            return 1;
        }

        @Override
        public double propose(
                double[] theta,
                int nDim,
                int walker,
                int[] others,
                int from,
                int n,
                KeyedRandom random,
                double[] outTheta,
                int offset) {
            double root = (a - 1) * random.nextDouble() + 1;
            double z = root * root / a;
            int x = walker * nDim;
            int c = others[from + random.nextInt(n)] * nDim;
            for (int k = 0; k < nDim; k++) {
                outTheta[offset + k] = theta[c + k] + z * (theta[x + k] - theta[c + k]);
            }
            return (nDim - 1) * Math.log(z);
        }
    }

    private record DifferentialEvolution(double sigma) implements Move {

        @Override
        public String name() {
            return "differential evolution";
        }

        @Override
        public int fewestOthers() {
            return 2;
        }

        @Override
        public double propose(
                double[] theta,
                int nDim,
                int walker,
                int[] others,
                int from,
                int n,
                KeyedRandom random,
                double[] outTheta,
                int offset) {
            int i = random.nextInt(n);
            int j = random.nextInt(n - 1);
            j += j >= i ? 1 : 0; // another one than i
            double gamma = 2.38 / Math.sqrt(2.0 * nDim) * (1 + sigma * random.nextGaussian());
            int x = walker * nDim;
            int a = others[from + i] * nDim;
            int b = others[from + j] * nDim;
            for (int k = 0; k < nDim; k++) {
                outTheta[offset + k] = theta[x + k] + gamma * (theta[a + k] - theta[b + k]);
            }
            return 0;
        }
    }

    /**
     * Along the line through another walker z: y = x + gamma (P(a) - P(b)), with P the projection onto that line of two
     * more walkers; factor (|y - z| / |x - z|)^(nDim - 1). ter Braak and Vrugt 2008, equations 3 and 4.
     */
    private record Snooker(double gamma) implements Move {

        @Override
        public String name() {
            return "snooker";
        }

        @Override
        public int fewestOthers() {
            return 3;
        }

        @Override
        public double propose(
                double[] theta,
                int nDim,
                int walker,
                int[] others,
                int from,
                int n,
                KeyedRandom random,
                double[] outTheta,
                int offset) {
            int h = random.nextInt(n);
            int i = random.nextInt(n - 1);
            i += i >= h ? 1 : 0;
            int j = random.nextInt(n - 2);
            j += j >= Math.min(h, i) ? 1 : 0;
            j += j >= Math.max(h, i) ? 1 : 0;
            int x = walker * nDim;
            int z = others[from + h] * nDim;
            int a = others[from + i] * nDim;
            int b = others[from + j] * nDim;
            double squares = 0;
            double along = 0;
            for (int k = 0; k < nDim; k++) {
                double line = theta[x + k] - theta[z + k];
                squares += line * line;
                along += line * (theta[a + k] - theta[b + k]);
            }
            if (squares == 0) { // both on one spot: there is no line
                System.arraycopy(theta, x, outTheta, offset, nDim);
                return 0;
            }
            double stretch = 1 + gamma * along / squares; // y - z = stretch (x - z)
            for (int k = 0; k < nDim; k++) {
                outTheta[offset + k] = theta[z + k] + stretch * (theta[x + k] - theta[z + k]);
            }
            return (nDim - 1) * Math.log(Math.abs(stretch));
        }
    }
}
