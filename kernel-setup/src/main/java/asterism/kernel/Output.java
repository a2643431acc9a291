package asterism.kernel;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Standard output and error of the cells, sent in batches: at most one message in 50 ms for ordinary output, however
 * many lines are printed, and nothing is lost.
 *
 * <p>Text keeps the order in which it was written, also between the two streams. What a background thread prints after
 * its cell has ended goes to the cell that ran last.
 */
final class Output {

    private static final long DELAY_MILLIS = 50;
    private static final int FULL = 256 * 1024;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(r -> {
        var thread = new Thread(r, "asterism-output");
        thread.setDaemon(true);
        return thread;
    });
    private final BiConsumer<String, String> sink;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private String stream = "stdout";
    private boolean scheduled;

    final PrintStream out = new PrintStream(new Part("stdout"), false, StandardCharsets.UTF_8);
    final PrintStream err = new PrintStream(new Part("stderr"), false, StandardCharsets.UTF_8);

    /** Gives each batch to the sink: the name of the stream, then the text. */
    Output(BiConsumer<String, String> sink) {
        this.sink = sink;
    }

    /** Sends what is there. */
    void flush() {
        out.flush();
        err.flush();
        synchronized (this) {
            send(buffer.size());
        }
    }

    private synchronized void write(String name, byte[] bytes, int offset, int length) {
        if (!stream.equals(name)) {
            send(buffer.size());
            stream = name;
        }
        buffer.write(bytes, offset, length);
        if (buffer.size() >= FULL) {
            send(completeCharacters());
        } else if (!scheduled) {
            scheduled = true;
            var unused = timer.schedule(this::tick, DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void tick() {
        scheduled = false;
        send(completeCharacters());
    }

    /** Sends the first bytes and keeps the rest. */
    private void send(int length) {
        if (length > 0) {
            var all = buffer.toByteArray();
            buffer.reset();
            buffer.write(all, length, all.length - length);
            sink.accept(stream, new String(all, 0, length, StandardCharsets.UTF_8));
        }
    }

    /** Number of bytes in the buffer up to the end of the last complete UTF-8 character. */
    private int completeCharacters() {
        var all = buffer.toByteArray();
        for (int back = 1; back <= Math.min(4, all.length); back++) {
            int b = all[all.length - back] & 0xff;
            if (b < 0x80) {
                return all.length - back + 1;
            }
            if (b >= 0xc0) {
                int needed = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
                return back >= needed ? all.length - back + needed : all.length - back;
            }
        }
        return all.length;
    }

    /** One of the two streams. */
    private final class Part extends OutputStream {

        private final String name;

        Part(String name) {
            this.name = name;
        }

        @Override
        public void write(int b) {
            Output.this.write(name, new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            Output.this.write(name, bytes, offset, length);
        }
    }
}
