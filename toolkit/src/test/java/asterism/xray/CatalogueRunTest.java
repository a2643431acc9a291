package asterism.xray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asterism.random.RandomStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many problems at once: the same numbers whatever the threads, the order and the interruptions. */
class CatalogueRunTest {

    private static final List<Problem> PROBLEMS =
            SimulatedSky.of(40).seed(4).bundles().stream().map(Bundle::problem).toList();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private static AperturePhotometry draws() {
        return AperturePhotometry.catalogue()
                .engine(Engine.IMPORTANCE)
                .draws(200)
                .seed(11);
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        for (var photometry : List.of(AperturePhotometry.exact(), draws())) {
            var run = CatalogueRun.of(PROBLEMS).photometry(photometry);
            var one = run.threads(1).run();
            assertThat(run.threads(3).run().entries()).isEqualTo(one.entries());
        }
    }

    @Test
    void theOrderOfTheProblemsChangesNothing() {
        for (var photometry : List.of(AperturePhotometry.exact(), draws())) {
            var run = CatalogueRun.of(PROBLEMS).photometry(photometry).run();
            var turned = new ArrayList<>(PROBLEMS);
            Collections.reverse(turned);
            var again = CatalogueRun.of(turned).photometry(photometry).run();
            var byProblem = new HashMap<String, CatalogueEntry>();
            again.entries().forEach(e -> byProblem.put(e.problem(), e));
            run.entries().forEach(e -> assertThat(byProblem.get(e.problem())).isEqualTo(e));
        }
    }

    @Test
    void oneBadBundleIsReportedAndStopsNoneOfTheOthers() {
        var good = PROBLEMS.get(0);
        var input = good.inputs().get(0);
        double[] counts = input.counts();
        counts[0] = -1;
        var bad = ObsidInput.of(77, input.unit(), input.regions(), input.response(), counts)
                .stack("S0");
        var catalogue =
                CatalogueRun.of(List.of(good, Problem.of(bad), PROBLEMS.get(1))).run();
        assertThat(catalogue.isComplete()).isTrue();
        var entry = catalogue.entries().get(1);
        assertThat(entry.isSolved()).isFalse();
        assertThat(entry.detail()).contains("obsid 77").contains("counts must not be negative, got -1.0");
        assertThat(entry.sources().stream().map(Intensity::label)).containsExactlyElementsOf(input.regions());
        assertThat(entry.sources()).allSatisfy(s -> {
            assertThat(s.status()).isEqualTo(Status.NULL);
            assertThat(s.reason()).contains(Reason.INVALID_INPUT);
        });
        assertThat(catalogue.entries().get(0).isSolved()).isTrue();
        assertThat(catalogue.entries().get(2).isSolved()).isTrue();
        assertThat(catalogue.toText()).contains("obsid 77").contains("the input is invalid");
        assertThat(catalogue.table().rowCount())
                .as("nothing is dropped")
                .isEqualTo(good.inputs().get(0).nRegions()
                        + input.nRegions()
                        + catalogue.entries().get(2).sources().size());
    }

    @Test
    void anEmptyBundleIsAnEntryToo() {
        var catalogue = CatalogueRun.of(List.of(Problem.of(Bundle.of(List.of())), PROBLEMS.get(0)))
                .run();
        assertThat(catalogue.entries()).hasSize(2);
        assertThat(catalogue.entries().get(0).sources().get(0).reason()).isPresent();
        assertThat(catalogue.entries().get(0).detail()).contains("there is no observation");
    }

    @Test
    void sourcesAreTheSameWithoutTheBackgrounds() {
        var all = CatalogueRun.of(PROBLEMS.subList(0, 10)).run();
        var sources = CatalogueRun.of(PROBLEMS.subList(0, 10)).sourcesOnly().run();
        assertThat(all.backgroundTable().rowCount()).isPositive();
        assertThat(sources.backgroundTable().rowCount()).isZero();
        for (int i = 0; i < all.entries().size(); i++) {
            assertThat(sources.entries().get(i).sources())
                    .isEqualTo(all.entries().get(i).sources());
        }
    }

    @Test
    void theFileHoldsEveryDigit() {
        var file = folder.resolve("catalogue.txt");
        var run = CatalogueRun.of(PROBLEMS).photometry(draws()).file(file).run();
        var read = Catalogue.read(file);
        assertThat(read.entries()).isEqualTo(run.entries());
        assertThat(read.isComplete()).isTrue();
        assertThat(read.toText()).contains(draws() + ", read from catalogue.txt");
    }

    @Test
    void theFileOfABrokenRunSaysHowMuchIsMissing() throws IOException {
        var file = folder.resolve("broken.txt");
        CatalogueRun.of(PROBLEMS).file(file).run();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        var read = Catalogue.read(file);
        assertThat(read.isComplete()).isFalse();
        assertThat(read.card().warnings())
                .containsExactly("stopped after " + read.entries().size() + " of " + PROBLEMS.size()
                        + " problems; run again with the same file to go on");
    }

    @Test
    void aFileCutAnywhereEndsAsTheSameFile() throws IOException {
        var whole = folder.resolve("whole.txt");
        var run = CatalogueRun.of(PROBLEMS.subList(0, 12));
        run.file(whole).run();
        byte[] bytes = Files.readAllBytes(whole);
        var random = RandomStream.of(3);
        for (int i = 0; i < 60; i++) {
            int cut = i < 5 ? i : random.nextInt(bytes.length);
            var file = folder.resolve("cut.txt");
            Files.write(file, java.util.Arrays.copyOf(bytes, cut));
            run.threads(1 + i % 3).file(file).run();
            assertThat(Files.readAllBytes(file))
                    .as("cut after %d of %d bytes", cut, bytes.length)
                    .isEqualTo(bytes);
        }
    }

    @Test
    void aDamagedEntryAndWhatFollowsAreSolvedAgain() throws IOException {
        var file = folder.resolve("damaged.txt");
        var run = CatalogueRun.of(PROBLEMS.subList(0, 12)).file(file);
        run.run();
        byte[] bytes = Files.readAllBytes(file);
        byte[] damaged = bytes.clone();
        damaged[bytes.length / 2] ^= 1;
        Files.write(file, damaged);
        run.run();
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void aFileOfAnotherRunIsRefusedAndLeftAlone() throws IOException {
        var file = folder.resolve("catalogue.txt");
        CatalogueRun.of(PROBLEMS.subList(0, 3)).file(file).run();
        byte[] bytes = Files.readAllBytes(file);
        for (var other : List.of(
                CatalogueRun.of(PROBLEMS.subList(0, 4)),
                CatalogueRun.of(PROBLEMS.subList(1, 4)),
                CatalogueRun.of(PROBLEMS.subList(0, 3))
                        .photometry(AperturePhotometry.exact().content(0.9)))) {
            assertThatThrownBy(() -> other.file(file).run())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("catalogue.txt: this file belongs to another run")
                    .hasMessageContaining("name another file, or delete this one");
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void aFileThatIsNoCatalogueIsRefusedAndLeftAlone() throws IOException {
        var file = folder.resolve("thesis.tex");
        Files.writeString(file, "\\documentclass{thesis}\n\\begin{document}\n");
        assertThatThrownBy(() -> CatalogueRun.of(PROBLEMS).file(file).run())
                .hasMessageContaining("thesis.tex: is no catalogue of aperture photometry");
        assertThatThrownBy(() -> Catalogue.read(file)).hasMessageContaining("is no catalogue");
        assertThat(Files.readString(file, StandardCharsets.UTF_8)).startsWith("\\documentclass");
        assertThatThrownBy(() -> Catalogue.read(folder.resolve("nowhere.txt"))).hasMessageContaining("no such file");
        assertThatThrownBy(() -> CatalogueRun.of(PROBLEMS)
                        .file(folder.resolve("no/such/folder.txt"))
                        .run())
                .isInstanceOf(java.io.UncheckedIOException.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void twoRunsDoNotWriteToOneFile() {
        var file = folder.resolve("catalogue.txt");
        var run = CatalogueRun.of(PROBLEMS).file(file);
        try (var open = CatalogueFile.open(file, run.fingerprint())) {
            assertThat(open.entries()).isEmpty();
            assertThatThrownBy(run::run).hasMessageContaining("another run is writing to this file");
        }
        assertThat(run.run().isComplete()).isTrue();
    }

    @Test
    void anInterruptEndsEarlyAndTheNextRunGoesOn() {
        var file = folder.resolve("catalogue.txt");
        var run = CatalogueRun.of(PROBLEMS).threads(1).file(file);
        Thread.currentThread().interrupt();
        var part = run.run();
        assertThat(Thread.interrupted()).isFalse();
        assertThat(part.isComplete()).isFalse();
        assertThat(part.card().warnings()).singleElement().asString().contains("run again with the same file");
        var rest = run.run();
        assertThat(rest.isComplete()).isTrue();
        assertThat(rest.entries()).isEqualTo(CatalogueRun.of(PROBLEMS).run().entries());
    }

    @Test
    void aRunOfNothingIsRefused() {
        assertThatThrownBy(() -> Catalogue.run(List.of()))
                .hasMessage("catalogue: there is no problem to solve; give at least one bundle");
        assertThatThrownBy(() -> CatalogueRun.of(PROBLEMS).threads(0))
                .hasMessage("catalogue: it needs at least 1 thread, got 0");
    }

    @Test
    void columnsHaveTheNamesOfTheCatalogue() {
        var input = PROBLEMS.get(0).inputs().get(0);
        var second = ObsidInput.of(5, input.unit(), input.regions(), input.response(), input.counts())
                .stack(input.stack());
        var catalogue = Catalogue.run(List.of(
                Bundle.of(List.of(input)),
                Bundle.of(List.of(input.apertureType(ApertureType.ECF90).band(EnergyBand.SOFT))),
                Bundle.of(List.of(input, second))));
        assertThat(catalogue.catalogueTable().columnNames())
                .containsExactly(
                        "source",
                        "photflux_aper_b",
                        "photflux_aper_lolim_b",
                        "photflux_aper_hilim_b",
                        "photflux_aper90_s",
                        "photflux_aper90_lolim_s",
                        "photflux_aper90_hilim_s",
                        "photflux_aper_avg_b",
                        "photflux_aper_avg_lolim_b",
                        "photflux_aper_avg_hilim_b");
        assertThat(catalogue.catalogueTable().rowCount()).isEqualTo(2 * input.nRegions());
    }

    @Test
    void aSourceThatWasMeasuredTwiceHasTwoRows() {
        var input = PROBLEMS.get(0).inputs().get(0);
        double[] more = input.counts();
        more[0] += 9;
        var again = ObsidInput.of(input.obsid(), input.unit(), input.regions(), input.response(), more)
                .stack(input.stack());
        var soft = Bundle.of(List.of(input.band(EnergyBand.SOFT)));
        var catalogue = Catalogue.run(List.of(Bundle.of(List.of(input)), Bundle.of(List.of(again)), soft));
        var table = catalogue.catalogueTable();
        assertThat(table.rowCount()).isEqualTo(2);
        assertThat(table.stringColumn("source").asSet()).hasSize(1);
        assertThat(table.doubleColumn("photflux_aper_b").asDoubleArray())
                .containsExactly(
                        catalogue.entries().get(0).sources().get(0).value(),
                        catalogue.entries().get(1).sources().get(0).value());
        assertThat(table.doubleColumn("photflux_aper_s").isMissing(1)).isTrue();
    }

    @Test
    void theFitsTableHasAllSources() {
        var file = folder.resolve("catalogue.fits");
        var catalogue = CatalogueRun.of(PROBLEMS).run().save(file);
        var table = asterism.io.FitsTables.read(file, 1);
        assertThat(table.rows()).isEqualTo(catalogue.table().rowCount());
        assertThat(table.numbers("value"))
                .isEqualTo(catalogue.table().doubleColumn("value").asDoubleArray());
        assertThat(table.text("source"))
                .isEqualTo(catalogue.table().stringColumn("source").asList());
        assertThat(table.names())
                .as("columns do not come and go with what is in them")
                .isEqualTo(catalogue.table().columnNames());
    }

    @Test
    void theTruthOfASimulatedSkyIsFoundAgain() {
        var sky = SimulatedSky.of(300).seed(2);
        var catalogue = Catalogue.run(sky.bundles());
        var truth = sky.truth().doubleColumn("value");
        var table = catalogue.table();
        int inside = 0;
        int n = 0;
        for (int i = 0; i < table.rowCount(); i++) {
            assertThat(table.getString(i, "source")).isEqualTo(sky.truth().getString(i, "source"));
            double lo = table.doubleColumn("lolim").getDouble(i);
            double hi = table.doubleColumn("hilim").getDouble(i);
            n++;
            inside += lo <= truth.getDouble(i) && truth.getDouble(i) <= hi ? 1 : 0;
        }
        // 68 %, binomial error 2.7 %; faint sources of a log-uniform population under a uniform prior are covered more
        // often
        assertThat(inside / (double) n).isBetween(0.6, 0.85);
    }
}
