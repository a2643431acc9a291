package asterism.plot;

/** The range of what is to be seen; points beyond a chosen x range do not count for y. */
final class Extent implements PointSink {

    private final Scale window;
    private final boolean logX;
    private final boolean logY;
    double xMin = Double.POSITIVE_INFINITY;
    double xMax = Double.NEGATIVE_INFINITY;
    double yMin = Double.POSITIVE_INFINITY;
    double yMax = Double.NEGATIVE_INFINITY;

    /** @param window x values outside it are not seen */
    Extent(Scale window, boolean logX, boolean logY) {
        this.window = window;
        this.logX = logX;
        this.logY = logY;
    }

    static Extent unbounded(boolean logX, boolean logY) {
        return new Extent(Scale.linear(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY), logX, logY);
    }

    @Override
    public void see(double x, double y) {
        if (Double.isNaN(x)) {
            seeY(y);
        } else if (window.contains(x)) {
            if (!logX || x > 0) {
                xMin = Math.min(xMin, x);
                xMax = Math.max(xMax, x);
            }
            seeY(y);
        }
    }

    private void seeY(double y) {
        if (!Double.isNaN(y) && (!logY || y > 0)) {
            yMin = Math.min(yMin, y);
            yMax = Math.max(yMax, y);
        }
    }
}
