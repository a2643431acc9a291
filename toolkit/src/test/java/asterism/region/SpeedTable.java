package asterism.region;

import asterism.infer.GradientLogDensity;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Prints what toolkit/BENCHMARKS.md asks of the toolkit's speed beside what this machine gives: medians over several JVMs,
 * the spread in brackets. With any argument but {@code table} it is JMH's own command line.
 */
public final class SpeedTable {

    private static final int BATCH = 64;
    private static final int BATCHES = 2_000;
    private static final double PEER_MICROSECONDS = 1_900;

    private final StringBuilder rows = new StringBuilder();

    private SpeedTable() {}

    /**
     * Runs the benchmarks and prints the table; some four minutes.
     *
     * @param args {@code table}, or what {@code org.openjdk.jmh.Main} takes
     */
    public static void main(String[] args) throws IOException, RunnerException {
        if (args.length > 0 && !args[0].equals("table")) {
            org.openjdk.jmh.Main.main(args);
        } else {
            System.out.print(new SpeedTable().measure());
        }
    }

    /** Repeated measurements of one quantity. */
    private record Measured(double least, double median, double most) {

        static Measured of(ToDoubleFunction<IterationResult> quantity, Collection<RunResult> runs) {
            double[] ascending = runs.stream()
                    .flatMap(run -> run.getBenchmarkResults().stream())
                    .flatMap(fork -> fork.getIterationResults().stream())
                    .mapToDouble(quantity)
                    .sorted()
                    .toArray();
            int n = ascending.length;
            return new Measured(ascending[0], 0.5 * (ascending[(n - 1) / 2] + ascending[n / 2]), ascending[n - 1]);
        }

        String words(String unit) {
            return digits(median) + " " + unit + " (" + digits(least) + " to " + digits(most) + ")";
        }
    }

    private String measure() throws IOException, RunnerException {
        String before = load();
        posterior("right", "", 2, 0.7, 6, 2);
        posterior("asPublished", ", as published", 2, 0.7, 6, 2);
        posterior("general", ", general path of 24 parameters", PEER_MICROSECONDS / 30, 0, PEER_MICROSECONDS / 30, 0);
        bytes();
        var stretch = run(of(SamplerBenchmark.class, "stretchOnTwoThreads", "right"));
        within("64 walkers x 30 000 stretch moves, two threads, warm", seconds(stretch), "s", 4, 1.5);
        var asPays = run(of(SamplerBenchmark.class, "stretchMoves", "right"));
        within("the same on as many threads as pay, the default", seconds(asPays), "s", 4, 1.5);
        var cold = run(new OptionsBuilder().include(ColdNutsBenchmark.class.getName()));
        within("NUTS, four chains until rHat(1.01).ess(1000), cold", seconds(cold), "s", 20, 3);
        efficiency("right", "");
        efficiency("asPublished", ", as published");
        return "NGC 628: 2 regions, 24 bands with data, 18 free parameters; median (smallest to largest)\n"
                + machine() + "; load average " + before + " before, " + load() + " after\n\n"
                + "| what | measured | must | aim | |\n|---|---|---|---|---|\n" + rows;
    }

    private void posterior(String model, String words, double must, double aim, double mustGradient, double aimGradient)
            throws RunnerException {
        within("one log posterior in a batch of 64" + words, perEvaluation("value", model), "us", must, aim);
        within("the same with gradient", perEvaluation("valueWithGradient", model), "us", mustGradient, aimGradient);
    }

    /** Microseconds per evaluation: the quantiles 1, 50 and 99 % of single batches. */
    private static Measured perEvaluation(String method, String model) throws RunnerException {
        var statistics = run(of(JointPosteriorBenchmark.class, method, model)
                        .mode(Mode.SampleTime)
                        .forks(2)
                        .warmupIterations(3)
                        .measurementIterations(3)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementTime(TimeValue.seconds(1)))
                .iterator()
                .next()
                .getPrimaryResult()
                .getStatistics();
        return new Measured(
                1e-3 * statistics.getPercentile(1),
                1e-3 * statistics.getPercentile(50),
                1e-3 * statistics.getPercentile(99));
    }

    /** The bytes that this thread allocates, value and gradient, after a warm-up as long. */
    private void bytes() {
        var density = (GradientLogDensity) Ngc628.model().bind().logDensity();
        int nDim = density.dimension();
        double[] vector = Ngc628.theta(Reference.vectors("center")[0], Reference.vectors("disk")[0], false);
        double[] theta = new double[BATCH * nDim];
        for (int i = 0; i < BATCH; i++) {
            System.arraycopy(vector, 0, theta, i * nDim, nDim);
        }
        allocated(density, theta);
        double perEvaluation = (double) allocated(density, theta) / (2L * BATCH * BATCHES);
        row(
                "bytes allocated per evaluation",
                digits(perEvaluation),
                "0",
                "0",
                perEvaluation == 0 ? "aim met" : "missed");
    }

    private static long allocated(GradientLogDensity density, double[] theta) {
        double[] logP = new double[BATCH];
        double[] gradient = new double[theta.length];
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < BATCHES; i++) {
            density.evaluate(theta, BATCH, logP);
            density.evaluateWithGradient(theta, BATCH, logP, gradient);
        }
        return thread.getCurrentThreadAllocatedBytes() - before;
    }

    /** Smallest effective sample size per second of wall clock: NUTS over the ensemble. */
    private void efficiency(String model, String words) throws RunnerException {
        var nuts = essPerSecond("noUTurn", model);
        var mixed = essPerSecond("mixedMoves", model);
        var stretch = essPerSecond("stretchMoves", model);
        row("smallest ESS per second of NUTS, warm" + words, nuts.words("/s"), "", "", "");
        ratio("of the ensemble, its own mixture of moves", mixed, nuts);
        ratio("of the ensemble, stretch moves only", stretch, nuts);
    }

    private static Measured essPerSecond(String method, String model) throws RunnerException {
        return Measured.of(SpeedTable::essPerSecond, run(of(SamplerBenchmark.class, method, model)));
    }

    private static double essPerSecond(IterationResult run) {
        var ess = Objects.requireNonNull(run.getSecondaryResults().get("smallestEss"));
        return ess.getScore() / run.getPrimaryResult().getScore();
    }

    private void ratio(String what, Measured ensemble, Measured nuts) {
        double ratio = nuts.median / ensemble.median;
        row(
                what,
                ensemble.words("/s") + "; NUTS has " + digits(ratio) + " x",
                "20 x",
                "100 x",
                ratio >= 100 ? "aim met" : ratio >= 20 ? "must met" : "missed");
    }

    private static Measured seconds(Collection<RunResult> runs) {
        return Measured.of(run -> run.getPrimaryResult().getScore(), runs);
    }

    /** A row of what is to be at most so large; an aim of 0 is none. */
    private void within(String what, Measured measured, String unit, double must, double aim) {
        double median = measured.median;
        row(
                what,
                measured.words(unit),
                digits(must) + " " + unit,
                aim > 0 ? digits(aim) + " " + unit : "",
                median <= aim ? "aim met" : median <= must ? "must met" : "missed");
    }

    private void row(String... cells) {
        rows.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static ChainedOptionsBuilder of(Class<?> benchmark, String method, String model) {
        return new OptionsBuilder()
                .include(benchmark.getName() + "\\." + method + "$")
                .param("model", model);
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        var quiet =
                options.shouldFailOnError(true).verbosity(VerboseMode.SILENT).build();
        System.err.println("measuring " + String.join(", ", quiet.getIncludes()) + " ...");
        return new Runner(quiet).run();
    }

    private static String machine() throws IOException {
        var parts = new ArrayList<String>();
        parts.add(LocalDate.now(ZoneOffset.UTC).toString());
        parts.add(Runtime.getRuntime().availableProcessors() + " x " + processor());
        parts.add(System.getProperty("os.name"));
        parts.add(System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        return String.join(", ", parts);
    }

    private static String processor() throws IOException {
        var file = Path.of("/proc/cpuinfo");
        List<String> lines = Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        return lines.stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    private static String load() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Three digits. */
    private static String digits(double value) {
        if (value == 0) {
            return "0";
        }
        int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(Math.abs(value))));
        var text = String.format(Locale.ROOT, "%." + Math.min(decimals, 4) + "f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
