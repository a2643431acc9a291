package asterism.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Standard input of the cells: asks the front end for one line whenever a cell reads and nothing is left. */
final class TypedInput extends InputStream {

    private final Supplier<@Nullable Conversation> asker;
    private byte[] line = new byte[0];
    private int at;

    /** The supplier gives the conversation of the running cell. */
    TypedInput(Supplier<@Nullable Conversation> asker) {
        this.asker = asker;
    }

    @Override
    public synchronized int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == line.length) {
            var talk = asker.get();
            if (talk == null || !talk.allowsInput()) {
                throw new IOException("this front end cannot ask for input (a notebook that runs by itself, say);"
                        + " give the value in the cell instead");
            }
            line = talk.readFromStdIn().getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
        if (line.length == 0) {
            return -1;
        }
        int n = Math.min(length, line.length - at);
        System.arraycopy(line, at, target, offset, n);
        at += n;
        return n;
    }

    @Override
    public synchronized int available() {
        return line.length - at;
    }
}
