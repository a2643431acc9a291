package asterism.kernel.show;

import static org.assertj.core.api.Assertions.assertThat;

import asterism.display.Card;
import io.github.spencerpark.ijava.IJavaStub;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A kernel of the base libraries of JJava and IJava, without ours, shows our values. */
class BridgeTest {

    private final Host before = Host.current();

    @AfterEach
    void restore() {
        Host.use(before);
    }

    @Test
    void aStockJJavaFindsTheExtension() {
        assertThat(ServiceLoader.load(Extension.class)).hasAtLeastOneElementOfType(JJavaExtension.class);
    }

    @Test
    void aStockJJavaShowsOurValuesAndGetsOurImports() {
        var kernel = new Stock();
        new JJavaExtension().install(kernel);
        assertThat(kernel.evaluated).contains("import asterism.prior.*;", "import java.util.*;");
        assertThat(Host.current()).isInstanceOf(JJava.StockHost.class);
        var html = org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.TEXT_HTML;
        var png = org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.IMAGE_PNG;
        var plain = org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.TEXT_PLAIN;
        var renderer = kernel.getRenderer();
        assertThat(renderer.render(Card.of("a card")).hasDataForType(html)).isTrue();
        assertThat(renderer.render(new RenderersTest.Dot()).hasDataForType(png)).isTrue();
        assertThat(renderer.render(new double[] {1}).getData(plain)).isEqualTo("double[1] {1.0}");
    }

    @Test
    void aKernelThatRefusesAnImportStillStarts() {
        var kernel = new Stock();
        kernel.refuses = true;
        new JJavaExtension().install(kernel);
        assertThat(kernel.evaluated).isNotEmpty();
    }

    @Test
    void aStockIJavaShowsOurValues() {
        IJava.join(IJavaStub.KERNEL);
        var shown = IJavaStub.KERNEL.getRenderer().render(Card.of("a card"));
        assertThat(shown.hasDataForType(MIMEType.TEXT_HTML)).isTrue();
        assertThat(shown.getData(MIMEType.TEXT_PLAIN)).isEqualTo("a card");
        var figure = IJavaStub.KERNEL.getRenderer().render(new RenderersTest.Dot());
        assertThat(figure.hasDataForType(MIMEType.IMAGE_PNG)).isTrue();
        assertThat(Host.isNotebook()).isTrue();
    }

    @Test
    void whereThereIsNoIJavaJoiningItDoesNotThrow() {
        IJava.install();
        assertThat(Host.isNotebook()).isFalse();
    }

    /** The least that is a kernel. */
    private static final class Stock extends BaseKernel {

        private final List<String> evaluated = new ArrayList<>();
        private boolean refuses;

        Stock() {
            super(
                    "stock",
                    "1",
                    new LanguageInfo.Builder("java").build(),
                    List.of(),
                    null,
                    new org.dflib.jjava.jupyter.kernel.JupyterIO(java.nio.charset.StandardCharsets.UTF_8),
                    new org.dflib.jjava.jupyter.kernel.comm.CommManager(),
                    new org.dflib.jjava.jupyter.kernel.display.Renderer(),
                    new MagicParser("%", "%%", new MagicTranspiler()),
                    new MagicsRegistry(),
                    true,
                    new StringStyler.Builder().build());
        }

        @Override
        public Object evalRaw(String code) {
            evaluated.add(code);
            if (refuses) {
                throw new IllegalArgumentException("no");
            }
            return "";
        }

        @Override
        public DisplayData inspect(String code, int at, boolean extraDetail) {
            return new DisplayData();
        }

        @Override
        public ReplacementOptions complete(String code, int at) {
            return new ReplacementOptions(List.of(), at, at);
        }

        @Override
        public String isComplete(String code) {
            return IS_COMPLETE_YES;
        }
    }
}
