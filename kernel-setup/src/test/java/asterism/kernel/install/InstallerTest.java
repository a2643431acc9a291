package asterism.kernel.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallerTest {

    private Path folder;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Path dist;

    @BeforeEach
    void makeDist(@TempDir Path empty) throws IOException {
        folder = empty;
        dist = folder.resolve("dist");
        Files.createDirectories(dist.resolve("lib"));
        Files.copy(Path.of("src/main/kernelspec/kernel.json"), dist.resolve("kernel.json"));
        for (var file : List.of("logo-32x32.png", "logo-64x64.png", "lib/asterism-kernel.jar", "lib/gson-1.jar")) {
            Files.writeString(dist.resolve(file), file);
        }
    }

    private static Machine machine(String os, Path home, Map<String, String> environment) {
        return new Machine(os, home, environment);
    }

    @Test
    void theUsersKernelsAreWhereJupyterLooks() {
        var home = Path.of("/home/vera");
        assertThat(machine("Linux", home, Map.of()).userData()).isEqualTo(home.resolve(".local/share/jupyter"));
        assertThat(machine("Linux", home, Map.of("XDG_DATA_HOME", "/x")).userData())
                .isEqualTo(Path.of("/x/jupyter"));
        assertThat(machine("Mac OS X", home, Map.of()).userData()).isEqualTo(home.resolve("Library/Jupyter"));
        assertThat(machine("Windows 11", home, Map.of("APPDATA", "/roaming")).userData())
                .isEqualTo(Path.of("/roaming/jupyter"));
        assertThat(machine("Linux", home, Map.of("JUPYTER_DATA_DIR", "/own")).userData())
                .isEqualTo(Path.of("/own"));
    }

    @Test
    void optionsChooseThePlace() {
        var here = machine("Linux", Path.of("/home/vera"), Map.of());
        assertThat(options(here, "install").folder())
                .isEqualTo(Path.of("/home/vera/.local/share/jupyter/kernels/asterism"));
        assertThat(options(here, "install", "--prefix", "/usr/local").folder())
                .isEqualTo(Path.of("/usr/local/share/jupyter/kernels/asterism"));
        assertThat(options(here, "install", "--data", "/d", "--name", "java").folder())
                .isEqualTo(Path.of("/d/kernels/java"));
        assertThatThrownBy(() -> options(here, "install", "--prefix")).hasMessageStartingWith("--prefix wants a value");
        assertThatThrownBy(() -> options(here, "install", "--nmae", "x"))
                .hasMessageStartingWith("unknown option '--nmae'");
        assertThatThrownBy(() -> options(here, "install", "--name", "a/b")).hasMessageContaining("'a/b'");
    }

    private static Options options(Machine machine, String... args) {
        return Options.parse(args, machine);
    }

    @Test
    void anInstallationIsCompleteAndCanBeTakenAway() throws Exception {
        var here = machine("Linux", folder, Map.of());
        var options = options(here, "install", "--no-archive");
        Files.createDirectories(options.folder().resolve("lib"));
        Files.writeString(options.folder().resolve("lib/stale.jar"), "of an older version");
        installer(here).install(options);
        var spec = KernelSpec.read(options.folder());
        assertThat(spec.argv().get(0)).isEqualTo(Installer.java().toString());
        assertThat(spec.argv()).contains("{resource_dir}/lib/*", "{connection_file}");
        assertThat(String.join(" ", spec.argv())).doesNotContain(File.pathSeparator + "{");
        assertThat(spec.json().get("interrupt_mode").getAsString()).isEqualTo("message");
        assertThat(options.folder().resolve("lib")).isDirectoryNotContaining("glob:**stale.jar");
        assertThat(options.folder().resolve("logo-64x64.png")).exists();
        installer(here).uninstall(options);
        assertThat(options.folder()).doesNotExist();
        installer(here).uninstall(options);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("there is no kernel 'asterism'");
    }

    private Installer installer(Machine machine) {
        return new Installer(machine, dist, new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @Test
    void theCommandNamesTheRunningJava() {
        assertThat(Installer.argv(List.of("java", "-cp"), 17))
                .hasSize(2)
                .element(0)
                .asString()
                .contains("bin");
        assertThat(Installer.argv(List.of("java", "-cp"), 25)).hasSize(3);
    }

    @Test
    void aStockKernelIsGivenOurJarsAndKeepsItsOwn() throws IOException {
        var data = folder.resolve("data");
        var ijava = data.resolve("kernels/java");
        Files.createDirectories(ijava);
        Files.writeString(
                ijava.resolve("kernel.json"),
                "{\"argv\":[\"java\",\"-jar\",\"ijava.jar\",\"{connection_file}\"],"
                        + "\"env\":{\"IJAVA_CLASSPATH\":\"/mine/*.jar\"}}");
        var here = machine("Linux", folder, Map.of("JUPYTER_PATH", data.toString()));
        installer(here).extend("java");
        installer(here).extend("java"); // twice is once
        var environment = KernelSpec.read(ijava).json().getAsJsonObject("env");
        assertThat(environment.get("IJAVA_CLASSPATH").getAsString())
                .isEqualTo(
                        "/mine/*.jar" + File.pathSeparator + ijava.resolve("asterism/lib") + File.separator + "*.jar");
        assertThat(Path.of(environment.get("IJAVA_STARTUP_SCRIPTS_PATH").getAsString()))
                .content()
                .contains("import asterism.prior.*;")
                .endsWith("asterism.kernel.show.IJava.install();" + System.lineSeparator());
        assertThat(ijava.resolve("asterism/lib/asterism-kernel.jar")).exists();
        assertThat(ijava.resolve("asterism/lib/gson-1.jar")).doesNotExist();
        assertThatThrownBy(() -> installer(here).extend("nope")).hasMessageContaining("no kernel 'nope'");
    }

    @Test
    void theTemplateCanBeUsedAsItIs() throws IOException {
        var words = KernelSpec.read(dist).argv();
        assertThat(words.get(0)).isEqualTo("java");
        assertThat(words).noneMatch(w -> w.contains(":/") || w.contains(";"));
    }
}
