package asterism.xray;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.infer.Progress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many problems to be solved, on all cores.
 *
 * <pre>{@code
 * CatalogueRun.of(problems).photometry(AperturePhotometry.catalogue()).file("catalogue.txt").run()
 * }</pre>
 *
 * <p>Every problem has random numbers of its own, made from the seed and what it is: neither the number of threads nor the
 * order of the problems changes a number. With a file, results are written as they come, in the order of the problems;
 * a run that was killed goes on where it was, and ends with the same file as one that was not. A problem that cannot be
 * solved is listed with its reason and stops none of the others.
 *
 * <p>Immutable.
 */
public final class CatalogueRun implements Displayable {

    private final List<Problem> problems;
    private final AperturePhotometry photometry;
    private final Optional<Path> file;
    private final int threads;
    private final boolean backgrounds;

    private CatalogueRun(
            List<Problem> problems,
            AperturePhotometry photometry,
            Optional<Path> file,
            int threads,
            boolean backgrounds) {
        this.problems = List.copyOf(problems);
        this.photometry = photometry;
        this.file = file;
        this.threads = threads;
        this.backgrounds = backgrounds;
    }

    /** These problems, exactly, on all cores, without a file. */
    public static CatalogueRun of(List<Problem> problems) {
        return new CatalogueRun(
                problems,
                AperturePhotometry.exact(),
                Optional.empty(),
                Runtime.getRuntime().availableProcessors(),
                true);
    }

    /** This run with another engine, summary or seed. */
    public CatalogueRun photometry(AperturePhotometry other) {
        return new CatalogueRun(problems, other, file, threads, backgrounds);
    }

    /** This run with a file that results are written to as they come, and that a broken run goes on with. */
    public CatalogueRun file(Path path) {
        return new CatalogueRun(problems, photometry, Optional.of(path), threads, backgrounds);
    }

    /** As {@link #file(Path)}. */
    public CatalogueRun file(String path) {
        return file(Path.of(path));
    }

    /** This run on so many threads, at least 1. */
    public CatalogueRun threads(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("catalogue: it needs at least 1 thread, got " + n);
        }
        return new CatalogueRun(problems, photometry, file, n, backgrounds);
    }

    /** This run without the intensities of the backgrounds, which take longer than those of the sources. */
    public CatalogueRun sourcesOnly() {
        return new CatalogueRun(problems, photometry, file, threads, false);
    }

    /** The problems. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * Solves all problems. An interrupt (the notebook's stop button) ends it early: what is done is returned and in the
     * file, and running again goes on.
     */
    public Catalogue run() {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("catalogue: there is no problem to solve; give at least one bundle");
        }
        if (file.isEmpty()) {
            return run(new ArrayList<>(), entry -> {});
        }
        try (var out = CatalogueFile.open(file.get(), fingerprint())) {
            return run(new ArrayList<>(out.entries()), out::append);
        }
    }

    /** Takes an entry, in order. */
    @FunctionalInterface
    private interface Sink {
        void accept(CatalogueEntry entry);
    }

    private record Solved(int number, CatalogueEntry entry) {}

    private Catalogue run(List<CatalogueEntry> entries, Sink sink) {
        int first = entries.size();
        long begin = System.nanoTime();
        var next = new AtomicInteger(first);
        var solved = new LinkedBlockingQueue<Solved>();
        var failure = new ArrayList<Error>();
        var pool = Executors.newFixedThreadPool(threads, CatalogueRun::daemon);
        try (var progress = Progress.begin("aperture photometry", problems.size())) {
            for (int t = 0; t < threads; t++) {
                pool.execute(() -> work(next, solved, failure));
            }
            collect(entries, sink, solved, failure, progress);
        } finally {
            next.set(problems.size());
            end(pool);
        }
        return new Catalogue(
                entries,
                problems.size(),
                photometry.toString(),
                entries.size() - first,
                threads,
                1e-9 * (System.nanoTime() - begin));
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "aperture photometry");
        thread.setDaemon(true);
        return thread;
    }

    private void work(AtomicInteger next, LinkedBlockingQueue<Solved> solved, List<Error> failure) {
        try {
            for (int i = next.getAndIncrement(); i < problems.size(); i = next.getAndIncrement()) {
                solved.add(new Solved(i, solve(problems.get(i))));
            }
        } catch (Error e) { // out of memory and the like: said by the thread that waits
            synchronized (failure) {
                failure.add(e);
            }
        }
    }

    private CatalogueEntry solve(Problem problem) {
        try {
            return CatalogueEntry.of(problem, photometry.solve(problem), backgrounds);
        } catch (RuntimeException e) {
            return CatalogueEntry.failed(
                    problem, Reason.ENGINE_FAILED, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private void collect(
            List<CatalogueEntry> entries,
            Sink sink,
            LinkedBlockingQueue<Solved> solved,
            List<Error> failure,
            Progress progress) {
        Map<Integer, CatalogueEntry> early = new HashMap<>();
        int withoutValue = 0;
        boolean stop = false;
        while (entries.size() < problems.size() && !stop) {
            var one = poll(solved);
            if (one.isPresent()) {
                early.put(one.get().number, one.get().entry);
            }
            for (var entry = early.remove(entries.size()); entry != null; entry = early.remove(entries.size())) {
                sink.accept(entry);
                entries.add(entry);
                withoutValue += entry.isSolved() ? 0 : 1;
            }
            synchronized (failure) {
                if (!failure.isEmpty()) {
                    throw failure.get(0);
                }
            }
            stop = progress.update(entries.size(), withoutValue == 0 ? "" : withoutValue + " without a value");
        }
    }

    private static Optional<Solved> poll(LinkedBlockingQueue<Solved> solved) {
        try {
            return Optional.ofNullable(solved.poll(100, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // progress sees it
            return Optional.empty();
        }
    }

    private static void end(ExecutorService pool) {
        pool.shutdown();
        boolean interrupted = Thread.interrupted();
        try {
            pool.awaitTermination(1, TimeUnit.MINUTES); // each thread ends after the problem it is at
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What tells this run from others: settings and the input to the last bit. */
    String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(settings().getBytes(StandardCharsets.UTF_8));
            for (var problem : problems) {
                digest.update(problem.content().getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8) + ", " + problems.size() + " problems, "
                    + photometry;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java has", e);
        }
    }

    private String settings() {
        var p = photometry;
        return String.join(
                " ",
                p.engine().name(),
                p.summary().name(),
                Double.toString(p.content()),
                Integer.toString(p.chains()),
                Integer.toString(p.warmUp()),
                Integer.toString(p.draws()),
                Double.toString(p.targetAcceptance()),
                Integer.toString(p.gridPoints()),
                Double.toString(p.bandwidthFactor()),
                Double.toString(p.fluxFloor()),
                Boolean.toString(p.floorIncludesLowerBound()),
                Long.toString(p.seed()),
                backgrounds ? "backgrounds" : "sources only");
    }

    @Override
    public Card card() {
        var levels = new TreeMap<Level, Integer>();
        problems.forEach(p -> levels.merge(p.level(), 1, Integer::sum));
        return Card.of("Aperture photometry of " + problems.size() + " problems")
                .row("levels", levels.toString())
                .row("threads", Integer.toString(threads))
                .row("file", file.map(Path::toString).orElse("none: results stay in memory"))
                .section(photometry.card());
    }

    @Override
    public String toString() {
        return problems.size() + " problems, " + photometry + ", " + threads + " threads";
    }
}
