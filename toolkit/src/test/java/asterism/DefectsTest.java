package asterism;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every test that the table of published defects (docs/defects.md) names exists. */
class DefectsTest {

    private static final Path ROOT = Path.of(System.getProperty("asterism.root", ".."));
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    @Test
    void everyTestOfTheTableExists() throws IOException {
        var missing = new ArrayList<String>();
        var named = TEST.matcher(Files.readString(ROOT.resolve("docs/defects.md")))
                .results()
                .toList();
        for (var test : named) {
            if (!source(test.group(1)).contains("void " + test.group(2) + "(")) {
                missing.add(test.group());
            }
        }
        assertThat(named).hasSizeGreaterThan(50);
        assertThat(missing).isEmpty();
    }

    private static String source(String className) throws IOException {
        try (var files = Files.walk(ROOT.resolve("toolkit/src/test/java"))) {
            var text = new StringBuilder(); // two packages may have tests of one name
            for (var file : files.filter(f -> f.endsWith(className + ".java")).toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }
}
