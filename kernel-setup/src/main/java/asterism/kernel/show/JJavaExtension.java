package asterism.kernel.show;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/**
 * What a stock JJava finds when our jars are on its class path: renderers, the functions of a cell, imports, progress.
 *
 * <p>Never throws: an extension that does keeps the kernel from starting.
 */
public final class JJavaExtension implements Extension {

    /** For the service loader. */
    public JJavaExtension() {}

    @Override
    public void install(BaseKernel kernel) {
        try {
            JJava.register(kernel.getRenderer());
            if (!Host.isNotebook()) { // our own kernel has put itself there, and has its imports
                Host.use(new JJava.StockHost(kernel));
                Imports.statements().forEach(statement -> evaluate(kernel, statement));
            }
        } catch (RuntimeException | LinkageError e) {
            System.err.println("Asterism could not join this kernel: " + e);
        }
    }

    private static void evaluate(BaseKernel kernel, String statement) {
        try {
            kernel.evalRaw(statement);
        } catch (RuntimeException | LinkageError e) {
            System.err.println("Asterism: " + statement + " failed: " + e.getMessage());
        }
    }
}
