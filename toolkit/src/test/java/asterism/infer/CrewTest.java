package asterism.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each part of each task is done once, by whomever, and what fails is thrown. */
class CrewTest {

    /** More members than cores, so that many parts are done by the calling thread and many helpers come too late. */
    @Test
    @Timeout(60)
    void eachPartIsDoneOnceInEachRound() {
        int most = 8;
        var done = new AtomicIntegerArray(most);
        try (var crew = new Crew(most, "crew")) {
            for (int round = 1; round <= 20_000; round++) {
                int members = 1 + round % most;
                crew.run(members, done::incrementAndGet);
                for (int m = 0; m < most; m++) {
                    assertThat(done.getAndSet(m, 0)).isEqualTo(m < members ? 1 : 0);
                }
            }
        }
    }

    @Test
    void whatAPartThrowsIsThrownOnce() {
        try (var crew = new Crew(3, "crew")) {
            for (int broken = 0; broken < 3; broken++) {
                int who = broken;
                assertThatThrownBy(() -> crew.run(3, member -> {
                            if (member == who) {
                                throw new IllegalStateException("part " + member);
                            }
                        }))
                        .hasMessage("part " + who);
                crew.run(3, member -> {});
            }
        }
    }
}
