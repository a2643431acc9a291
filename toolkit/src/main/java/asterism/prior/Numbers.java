package asterism.prior;

/** Numbers as they stand in messages and tables. */
final class Numbers {

    private Numbers() {}

    static String text(double x) {
        if (x == Math.rint(x) && Math.abs(x) < 1e6) {
            return Long.toString((long) x);
        }
        return Double.toString(x);
    }
}
