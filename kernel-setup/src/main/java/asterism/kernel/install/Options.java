package asterism.kernel.install;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a command applies.
 *
 * @param data    the Jupyter data directory
 * @param name    name of the kernelspec
 * @param archive whether to make a class-data archive
 */
record Options(Path data, String name, boolean archive) {

    static final String NAME = "asterism";
    static final String USAGE = """
            java -jar asterism-kernel.jar install     put the kernel where Jupyter finds it
            java -jar asterism-kernel.jar uninstall   take it away again
            java -jar asterism-kernel.jar doctor      say what is missing
            java -jar asterism-kernel.jar extend K    teach the kernel K (a stock JJava or IJava) the toolkit's types

              --user          for this user (this is what happens without an option)
              --prefix P      below P/share/jupyter, for everybody (/usr/local) or a virtual environment
              --data D        below the Jupyter data directory D, for JUPYTER_PATH=D
              --name N        another name than asterism
              --no-archive    without the class-data archive; the kernel then starts slower
            """;

    /** The folder of the kernelspec. */
    Path folder() {
        return data.resolve("kernels").resolve(name);
    }

    /** Reads the options after the command. */
    static Options parse(String[] args, Machine machine) {
        Path data = machine.userData();
        String name = NAME;
        boolean archive = true;
        for (int i = 1; i < args.length; i++) {
            switch (args[i]) {
                case "--user" -> data = machine.userData();
                case "--prefix" -> data = Machine.prefixData(Path.of(value(args, i++)));
                case "--data" -> data = Path.of(value(args, i++));
                case "--name" -> name = name(value(args, i++));
                case "--no-archive" -> archive = false;
                default -> throw new IllegalArgumentException("unknown option '" + args[i] + "'\n\n" + USAGE);
            }
        }
        return new Options(data.toAbsolutePath().normalize(), name, archive);
    }

    private static String value(String[] args, int at) {
        String value = at + 1 < args.length ? args[at + 1] : null;
        if (value == null || value.startsWith("--")) {
            throw new IllegalArgumentException(args[at] + " wants a value\n\n" + USAGE);
        }
        return value;
    }

    private static String name(@Nullable String name) {
        if (name == null || !name.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException(
                    "the name of a kernel has letters, digits, '.', '_' and '-', got '" + name + "'");
        }
        return name;
    }
}
