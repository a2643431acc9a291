package asterism.xray;

import java.nio.file.Path;

/** The run that {@link KilledCatalogueTest} starts as a process of its own and kills. */
final class CatalogueProcess {

    private CatalogueProcess() {}

    static CatalogueRun run(int bundles, Path file) {
        var problems = SimulatedSky.of(bundles).seed(9).bundles().stream()
                .map(Bundle::problem)
                .toList();
        return CatalogueRun.of(problems).sourcesOnly().file(file);
    }

    /** Arguments: how many sources, and the file. */
    public static void main(String[] args) {
        var run = run(Integer.parseInt(args[0]), Path.of(args[1]));
        System.out.println("solving");
        System.out.println(run.run().isComplete() ? "done" : "interrupted");
    }
}
