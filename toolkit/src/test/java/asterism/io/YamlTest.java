package asterism.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void numbersComeBackToTheLastBitAndKeysInOrder() {
        var values = new LinkedHashMap<String, Object>();
        values.put("zeta", List.of(Math.PI, 1e-300, -2.5e17, 0.1 + 0.2));
        values.put("alpha", Map.of("name", "yes: no", "limit", Double.POSITIVE_INFINITY));
        values.put("truth", true);
        var file = folder.resolve("a.yaml");
        Yaml.write(file, values);
        var back = Yaml.read(file);
        assertThat(back.keys()).containsExactly("zeta", "alpha", "truth");
        assertThat(back.get("zeta").numbers()).containsExactly(Math.PI, 1e-300, -2.5e17, 0.1 + 0.2);
        assertEquals("yes: no", back.get("alpha").get("name").text());
        assertEquals(Double.POSITIVE_INFINITY, back.get("alpha").get("limit").number());
        assertThat(back.get("truth").truth()).isTrue();
        assertThat(Yaml.text(values)).contains("-2.5E+17"); // readers of YAML 1.1 want the sign
    }

    @Test
    void errorsNameFileLineAndKey() {
        var node = Yaml.parse("m.yaml", "name: a\nmodels:\n  q: high\n  n: [1, 2]\n");
        assertThatThrownBy(() -> node.get("models").get("q").number())
                .hasMessage("m.yaml, line 3: 'q': a number is needed here, got 'high'");
        assertThatThrownBy(() -> node.get("models").get("n").items(3))
                .hasMessage("m.yaml, line 4: 'n': a list of 3 is needed here, got 2");
        assertThatThrownBy(() -> node.get("model"))
                .hasMessageStartingWith("m.yaml, line 1: the key 'model' is missing; there are name, models");
        assertThatThrownBy(() -> node.get("models").only("q", "Re"))
                .hasMessageStartingWith("m.yaml, line 4: 'n': there is no such key here; allowed are q, Re");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a: &x 1\nb: *x' | line 1: the file has an anchor",
                "'a: !!java.net.URL [x]' | line 1: the file has the tag",
                "'a: 1\nb: !!python/tuple [1, 2]' | line 2: the file has the tag",
                "'a: [1, 2' | is not YAML",
                "'a: 1\na: 2' | line 2: key 'a' stands twice",
                "'' | the file is empty",
            })
    void hostileAndMalformedFilesAreRefused(String text, String message) {
        assertThatThrownBy(() -> Yaml.parse("m.yaml", text == null ? "" : text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("m.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void aMillionBracketsDoNotOverflowTheStack() {
        assertThatThrownBy(() -> Yaml.parse("deep.yaml", "[".repeat(1_000_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nested deeper than 40");
    }

    @Test
    void aBinaryFileIsRefused() throws Exception {
        var file = folder.resolve("b.yaml");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});
        assertThatThrownBy(() -> Yaml.read(file)).hasMessageContaining("b.yaml");
    }
}
