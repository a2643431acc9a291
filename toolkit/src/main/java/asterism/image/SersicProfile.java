package asterism.image;

/** I(R) = exp(-b(z - 1)), z = (R/Re)^(1/n). Parameters n, Re. */
final class SersicProfile implements RadialProfile {

    private double n;
    private double re;
    private double b;
    private double bSlope;

    @Override
    public void set(double[] p, int from) {
        n = p[from];
        re = p[from + 1];
        b = Sersic.b(n);
        bSlope = Sersic.bSlope(n);
    }

    @Override
    public void values(double[] r, int count, double[] out) {
        double k = 1 / n;
        double logRe = Math.log(re);
        for (int i = 0; i < count; i++) {
            out[i] = Math.exp(b - b * Math.exp(k * (Math.log(r[i]) - logRe)));
        }
    }

    @Override
    public void derivatives(double[] r, int count, double[][] out) {
        double k = 1 / n;
        double logRe = Math.log(re);
        double[] value = out[0];
        double[] byR = out[1];
        double[] byN = out[2];
        double[] byRe = out[3];
        for (int i = 0; i < count; i++) {
            double log = Math.log(r[i]) - logRe;
            double z = Math.exp(k * log);
            double f = Math.exp(b - b * z);
            double g = f * b * z * k; // -dI/dlnR
            value[i] = f;
            byR[i] = -g / r[i];
            byN[i] = g * log * k - f * bSlope * (z - 1);
            byRe[i] = g / re;
        }
    }
}
