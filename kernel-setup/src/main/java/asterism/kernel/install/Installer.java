package asterism.kernel.install;

import asterism.kernel.show.Imports;
import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The commands {@code install}, {@code uninstall}, {@code doctor} and {@code extend}. */
public final class Installer {

    private static final List<String> TRAINING = List.of(
            "1 + 1",
            "display(new double[] {1, 2})",
            "var chart = new org.knowm.xchart.XYChart(300, 200);"
                    + " chart.addSeries(\"s\", new double[] {1, 2}, new double[] {1, 2}); chart",
            "Table.create(\"t\", tech.tablesaw.api.DoubleColumn.create(\"x\", new double[] {1}))",
            "try (var p = Progress.begin(\"training\", 1)) { p.update(1, \"\"); }",
            "throw new IllegalStateException(\"a trace\")");
    private static final List<String> LEFT_TO_THE_HOST =
            List.of("jeromq", "jnacl", "jjava-jupyter", "gson", "slf4j", "asterism-kernel-");

    private final Machine machine;
    private final Path dist;
    private final PrintStream out;

    Installer(Machine machine, Path dist, PrintStream out) {
        this.machine = machine;
        this.dist = dist;
        this.out = out;
    }

    /**
     * Runs a command.
     *
     * @return the exit status
     */
    public static int run(String[] args, PrintStream out) {
        var machine = Machine.here();
        try {
            var installer = new Installer(machine, dist(), out);
            switch (args.length == 0 ? "help" : args[0]) {
                case "install" -> installer.install(Options.parse(args, machine));
                case "uninstall" -> installer.uninstall(Options.parse(args, machine));
                case "doctor" -> {
                    return new Doctor(machine, out).examine(Options.parse(args, machine)) ? 0 : 1;
                }
                case "extend" -> installer.extend(args.length > 1 ? args[1] : "");
                default -> {
                    out.print(Options.USAGE);
                    return args.length == 0 || args[0].matches("help|-h|--help") ? 0 : 2;
                }
            }
            return 0;
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return 2;
        } catch (IOException e) {
            out.println("not done: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** The folder that has the kernel.json and lib/, from where this class came. */
    private static Path dist() {
        try {
            var jar = Path.of(Installer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            var lib = jar.getParent();
            if (lib == null || lib.getParent() == null || !Files.isRegularFile(jar)) {
                throw new IllegalArgumentException(
                        "start the installer from its jar: java -jar .../lib/asterism-kernel.jar");
            }
            return lib.getParent();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalArgumentException("the installer cannot find its own jar: " + e.getMessage(), e);
        }
    }

    void install(Options options) throws IOException, InterruptedException {
        Doctor.requireJdk();
        var folder = options.folder();
        if (!folder.equals(dist)) {
            Files.createDirectories(folder);
            KernelSpec.copyJars(dist.resolve("lib"), folder.resolve("lib"));
            for (var file : List.of(KernelSpec.FILE, "logo-32x32.png", "logo-64x64.png")) {
                Files.copy(dist.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        var spec = KernelSpec.read(folder);
        spec.argv(argv(spec.argv(), Runtime.version().feature()));
        spec.write();
        Files.deleteIfExists(folder.resolve(KernelSpec.ARCHIVE));
        out.println("kernel '" + options.name() + "' is in " + folder);
        if (options.archive()) {
            train(spec);
        }
        if (machine.allData().stream()
                .noneMatch(d -> d.toAbsolutePath().normalize().equals(options.data()))) {
            out.println("Jupyter does not look there by itself; set JUPYTER_PATH=" + options.data());
        }
    }

    /** The command for the Java that runs the installer: its absolute path, and options that only it knows. */
    static List<String> argv(List<String> words, int feature) {
        var all = new ArrayList<>(words);
        all.set(0, java().toString());
        if (feature >= 23 && !all.contains(QUIET_UNSAFE)) {
            all.add(1, QUIET_UNSAFE); // a warning of the JDK about Guava, printed into the log of the server
        }
        return all;
    }

    private static final String QUIET_UNSAFE = "--sun-misc-unsafe-memory-access=allow";

    static Path java() {
        var bin = Path.of(System.getProperty("java.home"), "bin");
        return bin.resolve(File.separatorChar == '\\' ? "java.exe" : "java");
    }

    /** Runs typical cells once, so that the class-data archive holds what they load. */
    private void train(KernelSpec spec) throws InterruptedException {
        var archive = spec.folder().resolve(KernelSpec.ARCHIVE);
        try {
            new Trial()
                    .run(
                            file -> {
                                var command = new ArrayList<>(spec.command(file));
                                if (Runtime.version().feature() < 19) { // these do not make it by themselves
                                    command.removeIf(word -> word.startsWith("-XX:SharedArchiveFile"));
                                    command.add(1, "-XX:ArchiveClassesAtExit=" + archive);
                                }
                                return command;
                            },
                            TRAINING);
            var trial = new Trial().run(spec::command, List.of("1 + 1"));
            out.println(String.format(
                    Locale.ROOT,
                    "the first cell's result is there %.1f s after the start%s",
                    trial.readySeconds() + trial.cellSeconds().get(0),
                    Files.exists(archive) ? ", with a class-data archive" : ""));
        } catch (IOException e) {
            out.println("no class-data archive was made; the kernel starts slower: " + e.getMessage());
        }
    }

    void uninstall(Options options) throws IOException {
        var folder = options.folder();
        if (!Files.isRegularFile(folder.resolve(KernelSpec.FILE))) {
            out.println("there is no kernel '" + options.name() + "' in " + folder.getParent());
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        out.println("removed " + folder);
    }

    /** Adds the toolkit to a stock JJava or IJava: its jars, and for IJava a script that joins them at the start. */
    void extend(String name) throws IOException {
        var folder = machine.kernel(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Jupyter has no kernel '" + name + "'; it looks in " + machine.allData()));
        var spec = KernelSpec.read(folder);
        boolean isIJava = String.join(" ", spec.argv()).toLowerCase(Locale.ROOT).contains("ijava");
        var ours = folder.resolve("asterism");
        KernelSpec.copyJars(dist.resolve("lib"), ours.resolve("lib"));
        try (var jars = Files.list(ours.resolve("lib"))) {
            for (var jar : jars.toList()) {
                var file = String.valueOf(jar.getFileName());
                if (LEFT_TO_THE_HOST.stream().anyMatch(file::startsWith)) {
                    Files.delete(jar);
                }
            }
        }
        var host = isIJava ? "IJAVA" : "JJAVA";
        var environment = spec.json().has("env") ? spec.json().getAsJsonObject("env") : new JsonObject();
        append(environment, host + "_CLASSPATH", ours.resolve("lib") + File.separator + "*.jar");
        if (isIJava) {
            var script = ours.resolve("start.jshell");
            var lines = new ArrayList<>(Imports.statements());
            lines.add("asterism.kernel.show.IJava.install();");
            Files.write(script, lines);
            append(environment, "IJAVA_STARTUP_SCRIPTS_PATH", script.toString());
        }
        spec.json().add("env", environment);
        spec.write();
        out.println("kernel '" + name + "' in " + folder + " knows the toolkit now");
    }

    private static void append(JsonObject environment, String variable, String value) {
        var old = environment.has(variable) ? environment.get(variable).getAsString() : "";
        if (!List.of(old.split(File.pathSeparator)).contains(value)) {
            environment.addProperty(variable, old.isEmpty() ? value : old + File.pathSeparator + value);
        }
    }
}
