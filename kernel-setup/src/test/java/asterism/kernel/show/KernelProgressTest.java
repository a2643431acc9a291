package asterism.kernel.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import asterism.infer.Progress;
import asterism.kernel.show.KernelProgress.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KernelProgressTest {

    private final Host before = Host.current();

    @AfterEach
    void restore() {
        Host.use(before);
    }

    @Test
    void aStateTellsTheShareTheRateAndTheTimeLeft() {
        var state = new State("sampling", 3000, 1000, 2, "acceptance 0.31", false);
        assertThat(state.text()).isEqualTo("sampling: 33 % of 3\u202f000, 500/s, 2.0 s, 4.0 s left; acceptance 0.31");
        assertThat(state.html()).contains("width:33%");
    }

    @Test
    void theLastStateSaysWhetherItCameToTheEnd() {
        assertThat(new State("s", 10, 10, 1, "", true).text()).endsWith("1.0 s, done");
        assertThat(new State("s", 10, 4, 1, "", true).text()).endsWith("1.0 s, stopped");
        assertThat(new State("s", 0, 4, 1, "", true).text()).isEqualTo("s: 4, 4.0/s, 1.0 s, done");
    }

    @Test
    void timesReadWell() {
        assertThat(State.time(61)).isEqualTo("1:01 min");
        assertThat(State.time(3725)).isEqualTo("1:02 h");
    }

    @Test
    void oneDisplayIsUpdated() {
        var host = new Recorder();
        Host.use(host);
        try (var progress = Progress.begin("work", 2)) {
            progress.update(1, "<one>");
            progress.update(2, "two");
        }
        assertThat(host.calls.get(0)).startsWith("display ");
        assertThat(host.calls.subList(1, host.calls.size())).allMatch(c -> c.startsWith("update "));
        assertThat(host.ids.stream().distinct()).hasSize(1);
        assertThat(host.calls.get(host.calls.size() - 1)).contains("100 % of 2", "two");
    }

    @Test
    void aHostThatFailsDoesNotEndTheComputation() {
        var host = new Recorder();
        host.fails = true;
        Host.use(host);
        assertThatCode(() -> {
                    try (var progress = Progress.begin("work", 2)) {
                        progress.update(1, "");
                    }
                })
                .doesNotThrowAnyException();
    }

    /** Writes down what it is asked to show. */
    private static final class Recorder implements Host {

        private final List<String> calls = new ArrayList<>();
        private final List<@Nullable String> ids = new ArrayList<>();
        private boolean fails;

        @Override
        public void display(Object value, @Nullable String id) {
            note("display " + value, id);
        }

        @Override
        public void update(String id, Object value) {
            note("update " + value, id);
        }

        @Override
        public void clear(boolean wait) {
            calls.add("clear");
        }

        private void note(String call, @Nullable String id) {
            if (fails) {
                throw new IllegalStateException("no front end");
            }
            calls.add(call);
            ids.add(id);
        }
    }
}
