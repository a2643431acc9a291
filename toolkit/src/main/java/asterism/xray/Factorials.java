package asterism.xray;

/** Logarithms of factorials. */
final class Factorials {

    private static final double[] TABLE = new double[1024];

    static {
        for (int n = 2; n < TABLE.length; n++) {
            TABLE[n] = TABLE[n - 1] + Math.log(n);
        }
    }

    private Factorials() {}

    /** ln n!, n a whole number that is not negative; Stirling's series beyond the table, right to 1e-16 relative. */
    static double log(double n) {
        if (n < TABLE.length) {
            return TABLE[(int) n];
        }
        double inverse = 1 / (n + 1);
        double square = inverse * inverse;
        return (n + 0.5) * Math.log(n + 1)
                - (n + 1)
                + 0.5 * Math.log(2 * Math.PI)
                + inverse * (1.0 / 12 - square * (1.0 / 360 - square / 1260));
    }
}
