package asterism.kernel.install;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Says what is there, what is missing, and how to get it. */
final class Doctor {

    private static final String CHART = "new org.knowm.xchart.XYChart(600, 400).getWidth() > 0"
            + " ? new java.awt.image.BufferedImage(600, 400, 1) : null";

    private final Machine machine;
    private final PrintStream out;
    private boolean healthy = true;

    Doctor(Machine machine, PrintStream out) {
        this.machine = machine;
        this.out = out;
    }

    /** Refuses a Java without what compiles cells. */
    static void requireJdk() {
        if (Runtime.version().feature() < 17) {
            throw new IllegalArgumentException("Java 17 or later is needed, this is " + Runtime.version() + " ("
                    + System.getProperty("java.home") + ")");
        }
        var layer = ModuleLayer.boot();
        if (layer.findModule("jdk.jshell").isEmpty()
                || layer.findModule("jdk.compiler").isEmpty()) {
            throw new IllegalArgumentException(
                    "a JDK is needed, this is a runtime without jdk.jshell (" + System.getProperty("java.home")
                            + "); install openjdk-17-jdk-headless, or a JDK from adoptium.net");
        }
    }

    /** Looks at everything; true where a notebook would run. */
    boolean examine(Options options) throws InterruptedException {
        java();
        fonts();
        jupyter();
        kernel(options);
        out.println(healthy ? "all is well" : "something is missing: see above");
        return healthy;
    }

    private void good(String what) {
        out.println("  ok       " + what);
    }

    private void bad(String what, String remedy) {
        healthy = false;
        out.println("  MISSING  " + what);
        out.println("           " + remedy);
    }

    private void java() {
        try {
            requireJdk();
            good("Java " + Runtime.version() + ", a JDK, in " + System.getProperty("java.home"));
        } catch (IllegalArgumentException e) {
            bad("a JDK", String.valueOf(e.getMessage()));
        }
    }

    private void fonts() {
        System.setProperty("java.awt.headless", "true");
        try {
            int n = GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length;
            if (n > 0) {
                good(n + " families of fonts for figures");
            } else {
                bad("fonts for figures", "install fontconfig and fonts-dejavu-core (Debian, Ubuntu)");
            }
        } catch (Throwable e) { // an Error where libfreetype or fontconfig is missing
            bad("fonts for figures: " + e, "install libfreetype6, fontconfig and fonts-dejavu-core (Debian, Ubuntu)");
        }
    }

    private void jupyter() {
        var jupyter = machine.program("jupyter");
        if (jupyter.isPresent()) {
            good("Jupyter: " + jupyter.get());
        } else {
            bad(
                    "the command jupyter",
                    "apt-get install jupyter-notebook jupyter-nbconvert, or python -m pip install jupyterlab");
        }
    }

    private void kernel(Options options) throws InterruptedException {
        var own = options.folder();
        var folder = Files.isRegularFile(own.resolve(KernelSpec.FILE))
                ? java.util.Optional.of(own)
                : machine.kernel(options.name());
        if (folder.isEmpty()) {
            bad("the kernel '" + options.name() + "'", "java -jar asterism-kernel.jar install");
            return;
        }
        try {
            var spec = KernelSpec.read(folder.get());
            var java = spec.argv().get(0);
            if (java.contains("/") && !Files.isExecutable(Path.of(java))) {
                bad("the Java of the kernel, " + java, "install the kernel again with the Java that is there now");
                return;
            }
            good("kernel '" + options.name() + "' in " + folder.get()
                    + (Files.exists(folder.get().resolve(KernelSpec.ARCHIVE)) ? "" : ", without a class-data archive"));
            var trial = new Trial().run(spec::command, List.of("1 + 1", CHART));
            if (trial.failure().isEmpty()) {
                good(String.format(
                        Locale.ROOT,
                        "the first cell's result is there %.1f s after the start, a picture takes %.1f s",
                        trial.readySeconds() + trial.cellSeconds().get(0),
                        trial.cellSeconds().get(1)));
            } else {
                bad("a cell that works: " + trial.failure(), "install the kernel again");
            }
        } catch (IOException e) {
            bad("a kernel that starts: " + e.getMessage(), "install the kernel again");
        }
    }
}
