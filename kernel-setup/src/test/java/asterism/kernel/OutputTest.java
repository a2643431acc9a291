package asterism.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputTest {

    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    private final Output output = new Output((stream, text) -> sent.add(stream + ":" + text));

    @Test
    void linesAreSentInBatches() {
        for (int i = 0; i < 10_000; i++) {
            output.out.println(i);
        }
        output.flush();
        assertThat(sent.size()).isLessThan(50);
        assertThat(String.join("", sent).replace("stdout:", "").lines()).hasSize(10_000);
    }

    @Test
    void theStreamsKeepTheirOrder() {
        output.out.print("a");
        output.err.print("b");
        output.out.print("c");
        output.flush();
        assertThat(sent).containsExactly("stdout:a", "stderr:b", "stdout:c");
    }

    @Test
    void aCharacterIsSentOnlyWhenAllItsBytesAreThere() throws InterruptedException {
        output.out.write(0xce); // the first byte of alpha
        output.out.flush();
        Thread.sleep(150);
        assertThat(sent).isEmpty();
        output.out.write(0xb1);
        output.flush();
        assertThat(sent).containsExactly("stdout:\u03b1");
    }

    @Test
    void whatIsPrintedAppearsWithoutAFlush() throws InterruptedException {
        output.out.print("soon");
        for (int i = 0; i < 100 && sent.isEmpty(); i++) {
            Thread.sleep(20);
        }
        assertThat(sent).containsExactly("stdout:soon");
    }
}
