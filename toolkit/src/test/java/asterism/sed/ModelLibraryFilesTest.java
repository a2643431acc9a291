package asterism.sed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ModelLibraryFilesTest {

    @Test
    void everyFileIsTheOneWhoseChecksumTheReadmeStates() throws IOException, NoSuchAlgorithmException {
        var datasets = Path.of(System.getProperty("asterism.root", ".."), "datasets");
        var readme = Files.readString(datasets.resolve("README.md"));
        try (var files = Files.list(datasets.resolve("model-library"))) {
            for (var file : files.toList()) {
                var sum = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
                assertThat(readme).contains(sum + "  " + file.getFileName());
            }
        }
    }
}
