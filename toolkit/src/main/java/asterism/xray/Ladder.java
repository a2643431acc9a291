package asterism.xray;

import asterism.display.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Solves a problem and climbs down when something fails or runs into a bound, as the catalogue does; every rung is recorded.
 *
 * <pre>
 *   full problem            failed -> backgrounds frozen -> background bounds / 10 -> ENGINE_FAILED
 *   something pegged        -> its bounds x 10; still pegged -> leave its obsid out and begin again, or no value
 * </pre>
 *
 * A column is pegged where mode + 1.5 (upper - lower bound of its interval) exceeds the upper bound of its prior.
 */
final class Ladder {

    private static final double PEGGED = 1.5;
    private static final double RAISED = 10;

    private final AperturePhotometry settings;
    private final Solver solver;
    private final List<Attempt> attempts = new ArrayList<>();
    private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
    private final Set<Integer> excluded = new LinkedHashSet<>();
    private Reason failure = Reason.ENGINE_FAILED; // of the last attempt that failed

    private Ladder(AperturePhotometry settings, Solver solver) {
        this.settings = settings;
        this.solver = solver;
    }

    /** The posterior of a problem. */
    static AperturePosterior solve(Problem problem, AperturePhotometry settings) {
        return solve(problem, settings, Solver::byEngine);
    }

    /** The posterior of a problem, solved by somebody else than the engine of the settings. */
    static AperturePosterior solve(Problem problem, AperturePhotometry settings, Solver solver) {
        return new Ladder(settings, solver).climb(problem);
    }

    /** An assembled problem with the backgrounds free or held, and what solved it. */
    @SuppressWarnings("ArrayRecordComponent") // never leaves this class
    private record Rung(AssembledProblem problem, double[] held, Summaries summaries) {

        private int nFree() {
            return held.length > 0 ? problem.nSources : problem.nParameters();
        }
    }

    private AperturePosterior climb(Problem problem) {
        while (true) {
            var left = excluded.isEmpty() ? problem : problem.excluding(excluded);
            var assembly = new Assembly(left);
            if (assembly.problem().isEmpty()) {
                return invalid(problem, assembly);
            }
            var assembled = assembly.problem().get();
            if (assembled.warnings.stream().anyMatch(w -> w.code() == FindingCode.DEGENERATE_SOURCES)) {
                flags.add(Flag.DEGENERATE_SOURCES);
            }
            var first = excluded.isEmpty() ? Attempt.Step.BASE : Attempt.Step.EXCLUDE_OBSID;
            var rung = attempt(assembled, first);
            if (rung.isEmpty()) {
                return none(assembled, failure, lastFailure());
            }
            var pegged = pegged(rung.get());
            if (pegged.isEmpty()) {
                return accept(rung.get());
            }
            double[] raised = assembled.upper.clone();
            pegged.forEach(j -> raised[j] *= RAISED);
            var again = attempt(assembled.upper(raised), Attempt.Step.PRIOR_X10);
            if (again.isEmpty()) {
                return none(assembled, failure, lastFailure());
            }
            pegged = pegged(again.get());
            if (pegged.isEmpty()) {
                flags.add(Flag.PRIOR_RAISED);
                return accept(again.get());
            }
            var reason = peggedReason(assembled, pegged);
            var bad = offending(assembled, pegged);
            if (assembled.nObsids == 1 || bad.isEmpty()) {
                return none(assembled, reason, peggedWords(again.get(), pegged));
            }
            excluded.addAll(bad);
            flags.add(Flag.OBSID_EXCLUDED);
        }
    }

    // full, then with frozen backgrounds, then with smaller bounds of the backgrounds
    private Optional<Rung> attempt(AssembledProblem problem, Attempt.Step step) {
        var full = run(problem, false, step);
        if (full.isPresent()) {
            return full;
        }
        var frozen = run(problem, true, Attempt.Step.FROZEN_BACKGROUND);
        if (frozen.isPresent()) {
            flags.add(Flag.BACKGROUND_FROZEN);
            return frozen;
        }
        double[] lowered = problem.upper.clone();
        for (int k = problem.nSources; k < lowered.length; k++) {
            lowered[k] /= RAISED;
        }
        var small = run(problem.upper(lowered), false, Attempt.Step.BACKGROUND_BOUND_LOWERED);
        small.ifPresent(s -> flags.add(Flag.BACKGROUND_BOUND_LOWERED));
        return small;
    }

    private Optional<Rung> run(AssembledProblem problem, boolean frozen, Attempt.Step step) {
        long seed = seed(problem.id, attempts.size());
        try {
            var scaled = frozen ? ScaledProblem.frozen(problem) : ScaledProblem.of(problem);
            var solution = solver.solve(scaled, settings, seed);
            var rung = new Rung(problem, scaled.held, new Summaries(solution, settings));
            for (int j = 0; j < problem.nSources; j++) {
                rung.summaries.of(j);
            }
            record(problem, step, solution.engine(), pegged(rung), "", solution.report());
            return Optional.of(rung);
        } catch (EngineException | ZeroVarianceException e) {
            var words = e.getMessage() == null ? e.toString() : e.getMessage();
            failure = e instanceof ZeroVarianceException ? Reason.ZERO_VARIANCE_DRAWS : Reason.ENGINE_FAILED;
            record(problem, step, settings.engine(), List.of(), words, EngineReport.NONE);
            return Optional.empty();
        }
    }

    private void record(
            AssembledProblem problem,
            Attempt.Step step,
            Engine engine,
            List<Integer> pegged,
            String failure,
            EngineReport report) {
        attempts.add(new Attempt(
                step,
                engine,
                Arrays.stream(problem.upper).boxed().toList(),
                List.copyOf(excluded),
                pegged.stream().map(problem.columns::get).toList(),
                failure,
                report));
    }

    private String lastFailure() {
        return attempts.get(attempts.size() - 1).failure();
    }

    /** The seed of an attempt: of the settings, the problem's name and the number of the attempt. */
    private long seed(String id, int attempt) {
        long hash = settings.seed();
        for (int i = 0; i < id.length(); i++) {
            hash = 0x100000001b3L * (hash ^ id.charAt(i));
        }
        return 0x100000001b3L * (hash ^ attempt);
    }

    private List<Integer> pegged(Rung rung) {
        var found = new ArrayList<Integer>();
        for (int j = 0; j < rung.nFree(); j++) {
            double upper = rung.problem.upper[j];
            if (isFarBelow(rung, j, upper)) {
                continue;
            }
            var s = rung.summaries.of(j);
            if (s.mode() + PEGGED * (s.upper() - s.lower()) > upper) {
                found.add(j);
            }
        }
        return found;
    }

    // given the sources, a background's posterior rises slower than that of a Gamma variable of all the obsid's counts;
    // its marginal need not be computed where the bound is beyond all that this could reach
    private static boolean isFarBelow(Rung rung, int column, double upper) {
        var p = rung.problem;
        int k = column - p.nSources;
        if (k < 0) {
            return false;
        }
        double counts = 0;
        double area = 0;
        for (int i = p.rowStart[k]; i < p.rowStart[k + 1]; i++) {
            counts += p.counts[i];
            area += p.area[i];
        }
        double most = counts + 1 + 8 * Math.sqrt(counts + 1) + 20;
        return (1 + PEGGED) * most < upper * area;
    }

    private static Reason peggedReason(AssembledProblem p, List<Integer> pegged) {
        return pegged.stream().anyMatch(j -> j >= p.nSources) ? Reason.PEGGED_BACKGROUND : Reason.PEGGED_SOURCE;
    }

    // obsids to leave out: those of pegged backgrounds, else the one in which a pegged source would be brightest
    private static List<Integer> offending(AssembledProblem p, List<Integer> pegged) {
        var backgrounds = pegged.stream()
                .filter(j -> j >= p.nSources)
                .map(j -> p.obsid[j - p.nSources])
                .toList();
        if (!backgrounds.isEmpty()) {
            return backgrounds;
        }
        int j = pegged.get(0);
        int obsids = 0;
        int worst = -1;
        double brightest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < p.nObsids; k++) {
            int own = k;
            if (Arrays.stream(p.source[own]).anyMatch(s -> s == j)) {
                obsids++;
                double alone = maximumAlone(p, own, j);
                if (alone > brightest) {
                    brightest = alone;
                    worst = own;
                }
            }
        }
        return obsids > 1 ? List.of(p.obsid[worst]) : List.of();
    }

    // the intensity of source j at the maximum of one obsid's likelihood
    private static double maximumAlone(AssembledProblem p, int k, int j) {
        int from = p.rowStart[k];
        int to = p.rowStart[k + 1];
        int n = p.source[k].length;
        var columns = new ArrayList<String>();
        double[] upper = new double[n + 1];
        int own = 0;
        for (int s = 0; s < n; s++) {
            columns.add(p.columns.get(p.source[k][s]));
            upper[s] = Double.MAX_VALUE / 1e30;
            own = p.source[k][s] == j ? s : own;
        }
        columns.add(p.columns.get(p.nSources + k));
        upper[n] = p.upper[p.nSources + k];
        int[] source = new int[n];
        Arrays.setAll(source, s -> s);
        var alone = new AssembledProblem(
                p.id,
                p.unit,
                columns,
                new int[] {p.obsid[k]},
                new boolean[n],
                upper,
                new int[] {0, to - from},
                p.rows.subList(from, to),
                Arrays.copyOfRange(p.counts, from, to),
                Arrays.copyOfRange(p.area, from, to),
                new int[] {p.backgroundRow[k] < 0 ? -1 : p.backgroundRow[k] - from},
                new int[][] {source},
                new double[][] {p.response[k]},
                List.of());
        var scaled = ScaledProblem.of(alone);
        double[] phi = scaled.start();
        scaled.climb(phi, 100);
        return phi[own] / scaled.scale[own];
    }

    private String peggedWords(Rung rung, List<Integer> pegged) {
        var p = rung.problem;
        return pegged.stream()
                        .map(j -> {
                            var s = rung.summaries.of(j);
                            return p.columns.get(j) + " (mode " + Numbers.significant(s.mode(), 3) + ", interval ["
                                    + Numbers.significant(s.lower(), 3) + ", " + Numbers.significant(s.upper(), 3)
                                    + "], upper bound of the prior " + Numbers.significant(p.upper[j], 3) + ")";
                        })
                        .collect(Collectors.joining(", "))
                + " would need a larger bound still; check the counts and areas, or set Problem.bounds(...)";
    }

    private AperturePosterior accept(Rung rung) {
        if (rung.summaries.solution().report().isDoubtful()) {
            flags.add(Flag.NOT_CONVERGED);
        }
        return of(rung.problem, Optional.of(rung), Optional.empty(), "");
    }

    private AperturePosterior none(AssembledProblem problem, Reason reason, String detail) {
        return of(problem, Optional.empty(), Optional.of(reason), detail);
    }

    private AperturePosterior of(AssembledProblem p, Optional<Rung> rung, Optional<Reason> reason, String detail) {
        var targets = new ArrayList<String>();
        var columns = new ArrayList<Integer>();
        for (int j = 0; j < p.nParameters(); j++) {
            if (j >= p.nSources || p.target[j]) {
                targets.add(p.columns.get(j));
                columns.add(j);
            }
        }
        int ns = (int) columns.stream().filter(j -> j < p.nSources).count();
        return new AperturePosterior(
                p.id,
                p.unit.symbol(),
                settings,
                targets.subList(0, ns),
                targets.subList(ns, targets.size()),
                columns,
                rung.map(Rung::summaries),
                rung.map(Rung::held).orElse(new double[0]),
                p.unit == IntensityUnit.ENERGY_FLUX ? settings.fluxFloor() : 0,
                reason,
                detail,
                flags,
                attempts);
    }

    // what could not even be assembled: nothing left, or wrong input
    private AperturePosterior invalid(Problem problem, Assembly assembly) {
        boolean nothing = assembly.errors().stream()
                .allMatch(f -> f.code() == FindingCode.NO_OBSID || f.code() == FindingCode.SOURCE_WITHOUT_OBSID);
        var sources = new LinkedHashSet<>(problem.targets());
        if (sources.isEmpty()) {
            problem.inputs().forEach(i -> i.regions().forEach(r -> sources.add(problem.key(i, r))));
        }
        var unit =
                problem.inputs().isEmpty() ? "" : problem.inputs().get(0).unit().symbol();
        return new AperturePosterior(
                problem.id(),
                unit,
                settings,
                List.copyOf(sources),
                List.of(),
                List.of(),
                Optional.empty(),
                new double[0],
                0,
                Optional.of(nothing ? Reason.NO_VALID_OBSID : Reason.INVALID_INPUT),
                assembly.errors().stream()
                        .map(f -> f.code() + ": " + f.message())
                        .collect(Collectors.joining("; ")),
                flags,
                attempts);
    }
}
