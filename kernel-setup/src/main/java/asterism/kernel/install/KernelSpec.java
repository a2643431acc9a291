package asterism.kernel.install;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A kernelspec: a folder with a kernel.json that says how the kernel is started. */
final class KernelSpec {

    static final String FILE = "kernel.json";
    static final String ARCHIVE = "kernel.jsa";
    private static final String RESOURCE_DIR = "{resource_dir}";
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Path folder;
    private final JsonObject json;

    private KernelSpec(Path folder, JsonObject json) {
        this.folder = folder;
        this.json = json;
    }

    static KernelSpec read(Path folder) throws IOException {
        return new KernelSpec(folder, GSON.fromJson(Files.readString(folder.resolve(FILE)), JsonObject.class));
    }

    Path folder() {
        return folder;
    }

    JsonObject json() {
        return json;
    }

    void write() throws IOException {
        Files.writeString(folder.resolve(FILE), GSON.toJson(json) + "\n");
    }

    /** The words of the command, as written: with their placeholders. */
    List<String> argv() {
        var words = new ArrayList<String>();
        json.getAsJsonArray("argv").forEach(word -> words.add(word.getAsString()));
        return words;
    }

    void argv(List<String> words) {
        var array = new JsonArray();
        words.forEach(array::add);
        json.add("argv", array);
    }

    /** The command that starts this kernel with a connection file. */
    List<String> command(Path connectionFile) {
        return argv().stream()
                .map(word -> word.replace(RESOURCE_DIR, folder.toString())
                        .replace("{connection_file}", connectionFile.toString()))
                .toList();
    }

    /** Copies the jars of a folder into another, and removes the jars there that are not among them. */
    static void copyJars(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var old = Files.list(to)) {
            for (var jar : old.toList()) {
                if (!Files.exists(from.resolve(jar.getFileName()))) {
                    Files.delete(jar);
                }
            }
        }
        try (var jars = Files.list(from)) {
            for (var jar : jars.filter(j -> j.toString().endsWith(".jar")).toList()) {
                Files.copy(
                        jar,
                        to.resolve(jar.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
