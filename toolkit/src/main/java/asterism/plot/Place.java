package asterism.plot;

/** Where in a panel a legend or a note stands. */
public enum Place {
    /** In the corner where it hides least. */
    BEST(1, 0),
    /** Upper left corner. */
    TOP_LEFT(0, 0),
    /** Upper edge, middle. */
    TOP(0.5, 0),
    /** Upper right corner. */
    TOP_RIGHT(1, 0),
    /** Lower left corner. */
    BOTTOM_LEFT(0, 1),
    /** Lower edge, middle. */
    BOTTOM(0.5, 1),
    /** Lower right corner. */
    BOTTOM_RIGHT(1, 1),
    /** Nowhere. */
    NONE(0, 0);

    final double right;
    final double down;

    Place(double right, double down) {
        this.right = right;
        this.down = down;
    }
}
