package asterism.kernel.show;

import asterism.display.Displayable;
import asterism.plot.Figure;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import java.awt.image.BufferedImage;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins this package with a stock IJava, which has no extensions: its start-up script calls {@link #install}. Classes of
 * IJava are touched only here.
 */
public final class IJava {

    private IJava() {}

    /** Teaches the running IJava our types and shows progress through it. Says so where there is none; never throws. */
    public static void install() {
        try {
            var kernel = Class.forName("io.github.spencerpark.ijava.IJava")
                    .getMethod("getKernelInstance")
                    .invoke(null);
            join((BaseKernel) kernel);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            System.err.println("Asterism found no IJava to join: " + e);
        }
    }

    static void join(BaseKernel kernel) {
        register(kernel.getRenderer());
        Host.use(new StockHost(kernel));
    }

    private static void register(Renderer renderer) {
        List<Class<?>> types = List.of(
                MimeBundle.class,
                Displayable.class,
                Figure.class,
                BufferedImage.class,
                Collection.class,
                Map.class,
                tech.tablesaw.api.Table.class,
                org.knowm.xchart.internal.chartpart.IChart.class,
                double[].class,
                double[][].class,
                float[].class,
                int[].class,
                int[][].class,
                long[].class,
                boolean[].class,
                String[].class);
        types.forEach(type -> register(renderer, type));
    }

    private static <T> void register(Renderer renderer, Class<T> type) {
        renderer.createRegistration(type)
                .preferring("text/html", "image/png", "text/plain")
                .register((value, context) -> copy(Renderers.bundle(value), context.getOutputContainer()));
    }

    private static void copy(MimeBundle bundle, DisplayData data) {
        bundle.data().forEach(data::putData);
        bundle.metadata().forEach(data::putMetaData);
    }

    /** Shows things through a stock IJava, which cannot clear its output. */
    private static final class StockHost implements Host {

        private final BaseKernel kernel;

        StockHost(BaseKernel kernel) {
            this.kernel = kernel;
        }

        @Override
        public void display(Object value, @Nullable String id) {
            kernel.getIO().display.display(named(value, id));
        }

        @Override
        public void update(String id, Object value) {
            kernel.getIO().display.updateDisplay(named(value, id));
        }

        @Override
        public void clear(boolean wait) {
            // no such message there
        }

        private DisplayData named(Object value, @Nullable String id) {
            DisplayData data;
            if (Renderers.knows(value)) {
                data = new DisplayData();
                copy(Renderers.bundle(value), data);
            } else {
                data = kernel.getRenderer().render(value);
            }
            if (id != null) {
                data.putTransientData("display_id", id);
            }
            return data;
        }
    }
}
