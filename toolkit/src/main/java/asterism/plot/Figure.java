package asterism.plot;

import java.awt.Graphics2D;
import java.nio.file.Path;

/**
 * A finished picture: it holds what it draws, not the fit it came from, and draws itself at any scale.
 *
 * <p>In a notebook it shows itself as a PNG of double resolution. A figure of one's own needs three methods: its width,
 * its height and {@link #paint}.
 */
public interface Figure {

    /** Width in CSS pixels at scale 1. */
    int width();

    /** Height in CSS pixels at scale 1. */
    int height();

    /**
     * Draws the picture into the rectangle (0, 0) to (width, height), y downwards, on a background that is white.
     *
     * @param g where to; its transform, clip, color, stroke and font may be changed
     */
    void paint(Graphics2D g);

    /** The picture as a PNG file of {@code scale * width()} by {@code scale * height()} pixels. */
    default byte[] toPng(double scale) {
        return Export.png(this, scale);
    }

    /** The picture as an SVG document that begins with {@code <svg}; text stays text. */
    default String toSvg() {
        return Export.svg(this);
    }

    /** The picture as a one-page PDF document with its fonts inside; one CSS pixel is 3/4 point. */
    default byte[] toPdf() {
        return Export.pdf(this);
    }

    /**
     * Writes the picture; the ending of the name chooses the format: {@code .png} (300 dpi), {@code .svg}, {@code .pdf}.
     *
     * @return this figure, so that a cell that saves also shows
     * @throws IllegalArgumentException     where the ending is none of these
     * @throws java.io.UncheckedIOException where the file cannot be written
     */
    default Figure save(Path file) {
        Export.save(this, file);
        return this;
    }

    /** As {@link #save(Path)}. */
    default Figure save(String file) {
        return save(Path.of(file));
    }
}
