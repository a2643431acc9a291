package asterism.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutputTest {

    private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
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
        output.out.print("a");
        output.out.write(0xce); // the first byte of alpha
        output.out.flush();
        assertThat(sent.poll(1, TimeUnit.MINUTES)).isEqualTo("stdout:a");
        output.out.write(0xb1);
        output.flush();
        assertThat(sent).containsExactly("stdout:\u03b1");
    }

    @Test
    void whatIsPrintedAppearsWithoutAFlush() throws InterruptedException {
        output.out.print("soon");
        assertThat(sent.poll(1, TimeUnit.MINUTES)).isEqualTo("stdout:soon");
    }
}
