package asterism.plot;

import java.nio.file.Path;

/**
 * A finished picture: it holds what it draws, not the data it came from, and draws itself at any scale.
 *
 * <p>In a notebook it shows itself as a PNG of double resolution.
 */
public interface Figure {

    /** Width in CSS pixels at scale 1. */
    int width();

    /** Height in CSS pixels at scale 1. */
    int height();

    /** The picture as a PNG file of {@code scale * width()} by {@code scale * height()} pixels. */
    byte[] toPng(double scale);

    /** The picture as an SVG document that begins with {@code <svg}; text stays text. */
    String toSvg();

    /** The picture as a one-page PDF document; one CSS pixel is 3/4 point. */
    byte[] toPdf();

    /**
     * Writes the picture; the ending of the name chooses the format: {@code .png} (300 dpi), {@code .svg}, {@code .pdf}.
     *
     * @return this figure, so that a cell that saves also shows
     * @throws IllegalArgumentException     where the ending is none of these
     * @throws java.io.UncheckedIOException where the file cannot be written
     */
    Figure save(Path file);

    /** As {@link #save(Path)}. */
    default Figure save(String file) {
        return save(Path.of(file));
    }
}
