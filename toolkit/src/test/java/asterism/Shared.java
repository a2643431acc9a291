package asterism;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The larger reference data beside the checkout, where there are any: tests that need them are skipped elsewhere. */
public final class Shared {

    private Shared() {}

    /**
     * A file or folder of the shared data, given relative to it: {@code path("reference", "sed")}. Skips the calling
     * test, with a sentence, where it is not there.
     */
    public static Path path(String first, String... more) {
        var root = Path.of(System.getProperty("asterism.root", ".."))
                .toAbsolutePath()
                .normalize();
        var shared = root.resolveSibling("shared");
        var file = shared.resolve(Path.of(first, more));
        assumeTrue(
                Files.exists(file),
                () -> "skipped: this test reads " + Path.of(first, more)
                        + " of the shared reference data, which is not beside this checkout (looked in ../shared)");
        return file;
    }
}
