package asterism.kernel.show;

import asterism.display.Displayable;
import asterism.plot.Figure;
import java.awt.image.BufferedImage;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.jspecify.annotations.Nullable;

/** Joins this package with a kernel built on JJava's base library: ours, or a stock JJava. */
public final class JJava {

    private JJava() {}

    /** Teaches a renderer our types. A type whose library is not there is passed over. */
    public static void register(Renderer renderer) {
        register(renderer, () -> List.of(MimeBundle.class, Displayable.class, Figure.class));
        register(renderer, () -> List.of(BufferedImage.class, Collection.class, Map.class));
        register(renderer, () -> List.of(tech.tablesaw.api.Table.class));
        register(renderer, () -> List.of(org.knowm.xchart.internal.chartpart.IChart.class));
        register(
                renderer,
                () -> List.of(
                        double[].class,
                        double[][].class,
                        float[].class,
                        int[].class,
                        int[][].class,
                        long[].class,
                        boolean[].class,
                        String[].class,
                        Object[].class));
    }

    private static void register(Renderer renderer, Types types) {
        try {
            for (var type : types.all()) {
                register(renderer, type);
            }
        } catch (LinkageError e) {
            System.getLogger("asterism.kernel").log(System.Logger.Level.DEBUG, "no renderer: " + e);
        }
    }

    private static <T> void register(Renderer renderer, Class<T> type) {
        renderer.createRegistration(type)
                .preferring("text/html", "image/png", "text/plain")
                .register((value, context) -> copy(Renderers.bundle(value), context.getOutputContainer()));
    }

    /** Class literals that may fail to link. */
    @FunctionalInterface
    private interface Types {
        List<Class<?>> all();
    }

    /** What a value looks like through a kernel's renderer, third-party renderers included. Never throws. */
    public static DisplayData render(Renderer renderer, Object value) {
        try {
            return Renderers.knows(value) ? displayData(Renderers.bundle(value)) : renderer.render(value);
        } catch (Throwable e) {
            return displayData(Renderers.failed(value, e));
        }
    }

    private static DisplayData displayData(MimeBundle bundle) {
        var data = new DisplayData();
        copy(bundle, data);
        return data;
    }

    private static void copy(MimeBundle bundle, DisplayData data) {
        bundle.data().forEach(data::putData);
        bundle.metadata().forEach(data::putMetaData);
    }

    /** Shows things through a stock JJava, which cannot clear its output. */
    static final class StockHost implements Host {

        private final BaseKernel kernel;

        StockHost(BaseKernel kernel) {
            this.kernel = kernel;
        }

        @Override
        public void display(Object value, @Nullable String id) {
            kernel.getIO().display.display(named(render(kernel.getRenderer(), value), id));
        }

        @Override
        public void update(String id, Object value) {
            kernel.getIO().display.updateDisplay(named(render(kernel.getRenderer(), value), id));
        }

        @Override
        public void clear(boolean wait) {
            // no such message there
        }
    }

    /** Sets the display id without {@code setDisplayId}, whose signature differs between releases. */
    public static DisplayData named(DisplayData data, @Nullable String id) {
        if (id != null) {
            data.putTransientData("display_id", id);
        }
        return data;
    }
}
