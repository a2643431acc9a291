package asterism.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InterruptTest {

    private final Session session = new Session();

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void anInterruptWhileTheCellIsCompiledStopsItBeforeItRuns() {
        session.engine().beginCell();
        assertThat(session.engine().interrupt()).isFalse();
        assertThatThrownBy(() -> session.run("while (true) { }", 1))
                .isInstanceOfSatisfying(
                        CellFailure.class, e -> assertThat(e.name()).isEqualTo("Interrupted"));
    }

    @Test
    void anInterruptBeforeTheCellIsForgotten() throws CellFailure {
        session.engine().interrupt();
        session.engine().beginCell();
        assertThat(session.run("1 + 1", 1)).isEqualTo(2);
    }

    @Test
    void anInterruptThatAStatementDidNotLookAtStopsTheNextAndHarmsNoLaterCell() throws CellFailure {
        assertThatThrownBy(() -> session.run("Thread.currentThread().interrupt(); int never = 1;", 1))
                .isInstanceOfSatisfying(
                        CellFailure.class, e -> assertThat(e.name()).isEqualTo("Interrupted"));
        session.engine().beginCell();
        session.importAll(List.of("import java.util.zip.*;"));
        assertThat(session.run("new CRC32().getValue()", 2)).isEqualTo(0L);
    }

    @Test
    @Timeout(60)
    void aLoopThatDoesNotLookIsStopped() throws InterruptedException {
        var stopper = new Thread(() -> {
            try {
                while (!session.engine().interrupt()) {
                    Thread.sleep(50);
                }
                while (session.engine().stopHard() == Engine.Stop.LATER) {
                    Thread.sleep(100);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        session.engine().beginCell();
        stopper.setDaemon(true);
        stopper.start();
        // the loop is code of a cell, though the test around it is ours: only frames of asterism.kernel are on the
        // stack
        assertThatThrownBy(() -> session.run("long k = 0; while (k >= 0) { k = (k + 1) % 1000; }", 1))
                .isInstanceOfSatisfying(
                        CellFailure.class, e -> assertThat(e.name()).isEqualTo("Interrupted"));
        stopper.join(5000);
    }
}
