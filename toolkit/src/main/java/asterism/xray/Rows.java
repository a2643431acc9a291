package asterism.xray;

/** Sums over the rows of a problem. */
final class Rows {

    private Rows() {}

    /** All counts. */
    static double total(ScaledProblem p) {
        double sum = 0;
        for (double c : p.counts) {
            sum += c;
        }
        return sum;
    }

    /** ln likelihood without 1 / C!; -infinity where counts are not expected. phi is [nFree]. */
    static double logLikelihood(ScaledProblem p, double... phi) {
        double[] mu = new double[p.counts.length];
        p.expected(phi, mu);
        double sum = 0;
        for (int i = 0; i < mu.length; i++) {
            sum += (p.counts[i] == 0 ? 0 : p.counts[i] * Math.log(mu[i])) - mu[i];
        }
        return sum;
    }
}
