package asterism.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final List<String> shown = new ArrayList<>();
    private final Progress.Reporter reporter = (title, total) -> {
        shown.add("open " + title);
        return (done, seconds, message, finished) -> shown.add(done + " " + message + (finished ? " (end)" : ""));
    };

    @Test
    void reportOfAPartAppearsInTheReportOfTheWhole() {
        try (var whole = new ThrottledProgress(reporter, "twelve fits", 12)) {
            try (var part = Progress.begin("sampling 64 walkers", 1000)) {
                assertThat(part.update(10, "acceptance 0.3")).isFalse();
            }
            assertThat(shown).containsExactly("open twelve fits", "0 sampling 64 walkers, acceptance 0.3");
            whole.update(1, "second fit");
        }
        assertThat(shown.get(shown.size() - 1)).isEqualTo("1 second fit (end)");
        assertThat(ThrottledProgress.open()).isEmpty();
    }

    @Test
    void interruptOfAPartStopsTheWhole() {
        try (var whole = new ThrottledProgress(reporter, "twelve fits", 12);
                var part = Progress.begin("sampling", 0)) {
            Thread.currentThread().interrupt();
            assertThat(part.update(1, "")).isTrue();
            assertThat(whole.update(1, "")).isTrue();
            assertThat(Thread.interrupted()).isFalse();
        }
    }
}
