package asterism.image;

/**
 * A rectangle of pixels, ends excluded: columns i0 ... i1 - 1, rows j0 ... j1 - 1.
 *
 * @param i0 first column
 * @param i1 the column after the last
 * @param j0 first row
 * @param j1 the row after the last
 */
public record Window(int i0, int i1, int j0, int j1) {

    public Window {
        if (i1 <= i0 || j1 <= j0) {
            throw new IllegalArgumentException("window " + text(i0, i1, j0, j1)
                    + " holds no pixel; give the first column and the one after the last, then the rows");
        }
    }

    /** Number of columns. */
    public int width() {
        return i1 - i0;
    }

    /** Number of rows. */
    public int height() {
        return j1 - j0;
    }

    /** Number of pixels. */
    public int size() {
        return width() * height();
    }

    /** Whether pixel (i, j) is inside. */
    public boolean contains(int i, int j) {
        return i >= i0 && i < i1 && j >= j0 && j < j1;
    }

    /** Whether all of the other window is inside. */
    public boolean contains(Window other) {
        return other.i0 >= i0 && other.i1 <= i1 && other.j0 >= j0 && other.j1 <= j1;
    }

    /** Whether the two have a pixel in common. */
    public boolean overlaps(Window other) {
        return Math.max(i0, other.i0) < Math.min(i1, other.i1) && Math.max(j0, other.j0) < Math.min(j1, other.j1);
    }

    /**
     * The pixels common to both.
     *
     * @throws IllegalArgumentException where there are none; ask {@link #overlaps} first
     */
    public Window intersection(Window other) {
        return new Window(
                Math.max(i0, other.i0), Math.min(i1, other.i1), Math.max(j0, other.j0), Math.min(j1, other.j1));
    }

    /** The smallest window that holds both. */
    public Window union(Window other) {
        return new Window(
                Math.min(i0, other.i0), Math.max(i1, other.i1), Math.min(j0, other.j0), Math.max(j1, other.j1));
    }

    /** This window with a border of so many pixels around it; a negative number shrinks it. */
    public Window grown(int pixels) {
        return grown(pixels, pixels);
    }

    /** This window with a border of so many columns left and right and rows above and below. */
    public Window grown(int columns, int rows) {
        return new Window(i0 - columns, i1 + columns, j0 - rows, j1 + rows);
    }

    private static String text(int i0, int i1, int j0, int j1) {
        return "[" + i0 + ", " + i1 + ") x [" + j0 + ", " + j1 + ")";
    }

    /** {@code [72, 152) x [140, 234)}: columns, then rows. */
    @Override
    public String toString() {
        return text(i0, i1, j0, j1);
    }
}
