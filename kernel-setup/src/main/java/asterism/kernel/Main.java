package asterism.kernel;

import asterism.kernel.install.Installer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/** What {@code java -jar} starts: the kernel where it is given a connection file, else the installer. */
public final class Main {

    private Main() {}

    /**
     * Runs one command.
     *
     * @param args a Jupyter connection file, or {@code install}, {@code uninstall}, {@code doctor} with options
     */
    public static void main(String[] args) throws Exception {
        if (args.length != 1 || !Files.isRegularFile(Path.of(args[0]))) {
            System.exit(Installer.run(args, System.out));
        }
        var where = KernelConnectionProperties.parse(Files.readString(Path.of(args[0])));
        new AsterismKernel().serve(new Channels(where));
        System.exit(0); // runs the shutdown hooks and writes the class archive; cells may have left threads behind
    }

    /** Version of the kernel, from its jar. */
    static String version() {
        var version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
