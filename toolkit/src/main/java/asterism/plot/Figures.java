package asterism.plot;

import java.awt.Graphics2D;
import org.knowm.xchart.internal.chartpart.IChart;

/** Figures made of pictures that others draw. */
public final class Figures {

    private Figures() {}

    /**
     * An XChart chart as a figure, so that it shows itself in a notebook and is saved as PNG, SVG or PDF.
     *
     * <p>XChart's charts are mutable: later changes to the chart change this figure. Their text becomes outlines in SVG and
     * PDF, because XChart draws it so.
     */
    public static Figure of(IChart chart) {
        return new Figure() {
            @Override
            public int width() {
                return chart.getWidth();
            }

            @Override
            public int height() {
                return chart.getHeight();
            }

            @Override
            public void paint(Graphics2D g) {
                chart.paint(g, chart.getWidth(), chart.getHeight());
            }
        };
    }
}
