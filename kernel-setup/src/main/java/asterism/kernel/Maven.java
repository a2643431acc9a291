package asterism.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the jars of an artifact and of what it needs, by the Maven that is installed. */
final class Maven {

    private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath";

    /** The jars of all coordinates ({@code group:artifact:version}), in class path order. */
    List<Path> resolve(List<String> coordinates) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("asterism-maven");
        try {
            Files.writeString(folder.resolve("pom.xml"), pom(coordinates));
            var list = folder.resolve("classpath.txt");
            var log = folder.resolve("log.txt");
            var process = new ProcessBuilder(
                            executable(),
                            "-B",
                            "-q",
                            PLUGIN,
                            "-Dmdep.includeScope=runtime",
                            "-Dmdep.outputFile=" + list)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            int status;
            try {
                status = process.waitFor();
            } finally {
                process.destroy();
            }
            if (status != 0) {
                throw new IOException("Maven found no " + String.join(", ", coordinates) + ":\n" + errors(log));
            }
            return Arrays.stream(Files.readString(list).strip().split(File.pathSeparator))
                    .filter(p -> !p.isEmpty())
                    .map(Path::of)
                    .toList();
        } finally {
            delete(folder);
        }
    }

    /** Path of mvn; on Windows of mvn.cmd. */
    private static String executable() throws IOException {
        var path = System.getenv("PATH");
        for (var folder : (path == null ? "" : path).split(File.pathSeparator)) {
            for (var name : List.of("mvn", "mvn.cmd")) {
                var file = Path.of(folder, name);
                boolean right = name.endsWith(".cmd") == (File.separatorChar == '\\');
                if (right && Files.isExecutable(file)) {
                    return file.toString();
                }
            }
        }
        throw new IOException("there is no mvn on the PATH; install Maven (apt-get install maven, brew install maven),"
                + " or download the jars and use %jars");
    }

    static String pom(List<String> coordinates) {
        return coordinates.stream()
                .map(Maven::dependency)
                .collect(Collectors.joining(
                        "",
                        "<project><modelVersion>4.0.0</modelVersion><groupId>cell</groupId><artifactId>cell</artifactId>"
                                + "<version>1</version><dependencies>",
                        "</dependencies></project>"));
    }

    /** group:artifact:version, group:artifact:type:version or group:artifact:type:classifier:version. */
    private static String dependency(String coordinates) {
        var parts = coordinates.split(":");
        return "<dependency><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1] + "</artifactId>"
                + (parts.length > 3 ? "<type>" + parts[2] + "</type>" : "")
                + (parts.length > 4 ? "<classifier>" + parts[3] + "</classifier>" : "")
                + "<version>" + parts[parts.length - 1] + "</version></dependency>";
    }

    private static String errors(Path log) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.filter(l -> l.contains("ERROR"))
                    .filter(l -> !l.contains("[Help") && !l.contains("re-run") && !l.contains("Re-run"))
                    .limit(3)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
