package asterism.kernel;

import java.nio.charset.StandardCharsets;
import org.dflib.jjava.jupyter.kernel.JupyterIO;

/** Where JJava extensions find the streams of the running cell. It stays with a cell until the next one runs. */
final class KernelIo extends JupyterIO {

    KernelIo() {
        super(StandardCharsets.UTF_8);
    }

    void attach(Conversation talk, boolean input) {
        setEnv(talk);
        setJupyterInEnabled(input);
        talk.allowInput(input);
    }
}
