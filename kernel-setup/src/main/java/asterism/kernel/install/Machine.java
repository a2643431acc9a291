package asterism.kernel.install;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What of a computer decides where Jupyter keeps its kernels.
 *
 * @param os          {@code os.name}
 * @param home        the user's home
 * @param environment its variables
 */
record Machine(String os, Path home, Map<String, String> environment) {

    static Machine here() {
        var home = System.getenv("HOME"); // what Jupyter goes by; Java's user.home does not know of it
        return new Machine(
                System.getProperty("os.name"),
                Path.of(home == null || home.isBlank() ? System.getProperty("user.home") : home),
                System.getenv());
    }

    boolean isWindows() {
        return os.toLowerCase(Locale.ROOT).startsWith("windows");
    }

    private boolean isMac() {
        return os.toLowerCase(Locale.ROOT).startsWith("mac");
    }

    /** The user's Jupyter data directory; kernels are in {@code kernels} below it. */
    Path userData() {
        var own = environment.get("JUPYTER_DATA_DIR");
        if (own != null && !own.isBlank()) {
            return Path.of(own);
        }
        if (isWindows()) {
            var appData = environment.get("APPDATA");
            return (appData == null ? home.resolve("AppData").resolve("Roaming") : Path.of(appData)).resolve("jupyter");
        }
        if (isMac()) {
            return home.resolve("Library").resolve("Jupyter");
        }
        var xdg = environment.get("XDG_DATA_HOME");
        return (xdg == null || xdg.isBlank() ? home.resolve(".local").resolve("share") : Path.of(xdg))
                .resolve("jupyter");
    }

    /** The data directory of an installation: {@code /usr/local}, a virtual environment. */
    static Path prefixData(Path prefix) {
        return prefix.resolve("share").resolve("jupyter");
    }

    /** Every data directory in which Jupyter looks here, the first found wins. */
    List<Path> allData() {
        var all = new ArrayList<Path>();
        var more = environment.get("JUPYTER_PATH");
        if (more != null) {
            for (var one : more.split(File.pathSeparator)) {
                if (!one.isBlank()) {
                    all.add(Path.of(one));
                }
            }
        }
        all.add(userData());
        for (var name : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
            if (environment.get(name) != null) {
                all.add(prefixData(Path.of(environment.get(name))));
            }
        }
        if (isWindows()) {
            var programData = environment.get("PROGRAMDATA");
            if (programData != null) {
                all.add(Path.of(programData).resolve("jupyter"));
            }
        } else {
            all.add(Path.of("/usr/local/share/jupyter"));
            all.add(Path.of("/usr/share/jupyter"));
        }
        return all;
    }

    /** The kernelspec of that name that Jupyter would use. */
    Optional<Path> kernel(String name) {
        return allData().stream()
                .map(data -> data.resolve("kernels").resolve(name))
                .filter(folder -> Files.isRegularFile(folder.resolve("kernel.json")))
                .findFirst();
    }

    /** A program on the PATH. */
    Optional<Path> program(String name) {
        var path = environment.getOrDefault("PATH", "");
        for (var folder : path.split(File.pathSeparator)) {
            var file = Path.of(folder.isEmpty() ? "." : folder).resolve(isWindows() ? name + ".exe" : name);
            if (Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
