package asterism.xray;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The 34 reference problems of posteriors.txt with their exact answers. */
final class References {

    /** The marginal of one column; the file's header says what the numbers are. */
    @SuppressWarnings("ArrayRecordComponent") // never leaves this class
    record Post(String name, double[] v) {
        static final double[] P = {0.5, 0.16, 0.84, 0.025, 0.975, 0.68, 0.95};

        double mean() {
            return v[0];
        }

        double sd() {
            return v[1];
        }

        double mode() {
            return v[2];
        }

        double quantile(int i) {
            return v[3 + i];
        }

        double[] shortest68() {
            return new double[] {v[10], v[11]};
        }

        double[] shortest6827() {
            return new double[] {v[12], v[13]};
        }

        boolean isLimit() {
            return v[14] > 0;
        }

        boolean isPegged() {
            return v[15] > 0;
        }

        /** Mode, lower and upper bound of the catalogue's kernel density in the limit of many draws. */
        double[] kernel() {
            return new double[] {v[17], v[18], v[19]};
        }
    }

    /** One problem: as solved last, and where the ladder changed it as solved first (base). */
    static final class Case {
        String id = "";
        AssembledProblem problem = NONE;
        AssembledProblem base = NONE;
        double logEvidence;
        double frozenEvidence;
        double[] map = {};
        double[] held = {};
        final List<Post> posterior = new ArrayList<>();
        final List<Post> frozen = new ArrayList<>();
        final List<String[]> results = new ArrayList<>();
        final List<String[]> steps = new ArrayList<>();
        Instrument instrument = Instrument.ACIS;

        @Override
        public String toString() {
            return id;
        }
    }

    private static final AssembledProblem NONE = new AssembledProblem(
            "",
            IntensityUnit.NET_COUNTS,
            List.of(),
            new int[0],
            new boolean[0],
            new double[0],
            new int[1],
            List.of(),
            new double[0],
            new double[0],
            new int[0],
            new int[0][],
            new double[0][],
            List.of());

    private static final List<Case> ALL = read();

    private References() {}

    static List<Case> all() {
        return ALL;
    }

    static Case get(String prefix) {
        return ALL.stream().filter(c -> c.id.startsWith(prefix)).findFirst().orElseThrow();
    }

    /** The first problem of a case as a user would give it. */
    static Problem problemOf(Case c) {
        var p = c.base;
        var inputs = new ArrayList<ObsidInput>();
        for (int k = 0; k < p.nObsids; k++) {
            int n = p.source[k].length;
            double[][] f = new double[n + 1][n + 1];
            double[] counts = new double[n + 1];
            for (int i = 0; i <= n; i++) {
                System.arraycopy(p.response[k], i * n, f[i], 0, n);
                f[i][n] = p.area[p.rowStart[k] + i];
                counts[i] = p.counts[p.rowStart[k] + i];
            }
            var regions = Arrays.stream(p.source[k]).mapToObj(p.columns::get).toList();
            inputs.add(ObsidInput.of(p.obsid[k], p.unit, regions, f, counts)
                    .stack("S1")
                    .instrument(c.instrument));
        }
        return Problem.of(Bundle.of(inputs));
    }

    private static List<Case> read() {
        var cases = new ArrayList<Case>();
        var lines = new LinkedHashMap<String, List<String[]>>();
        try (var in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(References.class.getResourceAsStream("posteriors.txt")),
                StandardCharsets.UTF_8))) {
            for (var line : in.lines().filter(l -> !l.startsWith("#")).toList()) {
                if (line.startsWith("problem") && !lines.isEmpty()) {
                    cases.add(of(lines));
                    lines.clear();
                }
                var words = line.split(" ");
                lines.computeIfAbsent(words[0], w -> new ArrayList<>()).add(Arrays.copyOfRange(words, 1, words.length));
            }
            cases.add(of(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    private static double[] numbers(String[] words, int from) {
        return Arrays.stream(words, from, words.length)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static String[] first(Map<String, List<String[]>> lines, String key) {
        return Objects.requireNonNull(lines.get(key)).get(0);
    }

    private static Case of(Map<String, List<String[]>> lines) {
        var c = new Case();
        var head = first(lines, "problem");
        c.id = head[0];
        c.instrument = Instrument.valueOf(head[3]);
        var unit = IntensityUnit.valueOf(head[1]);
        c.problem = assemble(c.id, unit, lines, "sources", "rows", "upper", "f");
        c.base = lines.containsKey("base")
                ? assemble(c.id, unit, lines, "base", "baseRows", "baseUpper", "baseF")
                : c.problem;
        c.logEvidence = Double.parseDouble(first(lines, "evidence")[0]);
        c.frozenEvidence = Double.parseDouble(first(lines, "frozenEvidence")[0]);
        c.map = numbers(first(lines, "map"), 0);
        c.held = numbers(first(lines, "held"), 0);
        lines.getOrDefault("posterior", List.of()).forEach(w -> c.posterior.add(new Post(w[0], numbers(w, 1))));
        lines.getOrDefault("frozen", List.of()).forEach(w -> c.frozen.add(new Post(w[0], numbers(w, 1))));
        c.results.addAll(lines.getOrDefault("result", List.of()));
        c.steps.addAll(lines.getOrDefault("step", List.of()));
        return c;
    }

    private static AssembledProblem assemble(
            String id,
            IntensityUnit unit,
            Map<String, List<String[]>> lines,
            String sources,
            String rows,
            String upper,
            String f) {
        var head = first(lines, sources);
        int ns = Integer.parseInt(head[0]);
        var columns = List.of(head).subList(1, head.length);
        int[] start =
                Arrays.stream(first(lines, rows)).mapToInt(Integer::parseInt).toArray();
        int nb = start.length - 1;
        double[][] matrix = Objects.requireNonNull(lines.get(f)).stream()
                .map(w -> numbers(w, 0))
                .toArray(double[][]::new);
        double[] counts = new double[matrix.length];
        double[] area = new double[matrix.length];
        var labels = new ArrayList<String>();
        int[] obsid = new int[nb];
        int[] backgroundRow = new int[nb];
        int[][] source = new int[nb][];
        double[][] response = new double[nb][];
        for (int k = 0; k < nb; k++) {
            int from = start[k];
            int to = start[k + 1];
            obsid[k] = Integer.parseInt(columns.get(ns + k).substring(4));
            backgroundRow[k] = to - 1;
            int[] seen = IntStream.range(0, ns)
                    .filter(j -> IntStream.range(from, to).anyMatch(i -> matrix[i][j] > 0))
                    .toArray();
            source[k] = seen;
            response[k] = new double[(to - from) * seen.length];
            for (int i = from; i < to; i++) {
                counts[i] = matrix[i][ns + nb];
                area[i] = matrix[i][ns + k];
                labels.add(obsid[k] + ":" + (i == to - 1 ? "bkg" : "r" + (i - from + 1)));
                for (int j = 0; j < seen.length; j++) {
                    response[k][(i - from) * seen.length + j] = matrix[i][seen[j]];
                }
            }
        }
        boolean[] target = new boolean[ns];
        Arrays.fill(target, true);
        return new AssembledProblem(
                id,
                unit,
                columns,
                obsid,
                target,
                numbers(first(lines, upper), 0),
                start,
                labels,
                counts,
                area,
                backgroundRow,
                source,
                response,
                List.of());
    }
}
