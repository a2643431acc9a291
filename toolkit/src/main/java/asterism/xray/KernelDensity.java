package asterism.xray;

import java.util.Arrays;

/**
 * The catalogue's density: an Epanechnikov kernel with half-width h = factor x rms, on equally spaced points from
 * max(0, lowest - h) to highest + h, what is below zero cut off and the rest normalised by the trapezoid rule.
 *
 * <p>Mode: the highest point, refined by the parabola through it and its neighbors. Interval: cells are added from the
 * highest point on the side that is higher until the probability is inside; the last cell is cut in proportion.
 *
 * @see <a href="https://doi.org/10.1088/0004-637X/796/1/24">Primini &amp; Kashyap 2014</a>
 */
final class KernelDensity implements Marginal {

    private final double h;
    private final double first;
    private final double step;
    private final double[] density; // at first + i step
    private final double[] below; // probability below these points
    private final double mean;
    private final double sd;
    private final int top;

    private KernelDensity(double h, double first, double step, double[] density) {
        this.h = h;
        this.first = first;
        this.step = step;
        this.density = density;
        this.below = new double[density.length];
        normalize();
        this.top = highest();
        this.mean = moment(0, 1);
        this.sd = Math.sqrt(moment(mean, 2));
    }

    /** Half-width of the kernel. */
    double bandwidth() {
        return h;
    }

    /**
     * Of draws.
     *
     * @param draws [n]. Not modified.
     * @throws IllegalStateException where all draws are equal
     */
    static KernelDensity ofDraws(double[] draws, double factor, int points) {
        int n = draws.length;
        double mean = Arrays.stream(draws).sum() / n;
        double square = 0;
        for (double y : draws) {
            square += (y - mean) * (y - mean);
        }
        double h = factor * Math.sqrt(square / n);
        if (!(h > 0)) {
            throw new ZeroVarianceException();
        }
        double[] u = new double[n];
        for (int i = 0; i < n; i++) {
            u[i] = (draws[i] - mean) / h;
        }
        Arrays.sort(u);
        double low = Math.max(0, Arrays.stream(draws).min().orElse(0) - h);
        double high = Arrays.stream(draws).max().orElse(0) + h;
        double step = (high - low) / (points - 1);
        double[] density = new double[points];
        // sums of 1, u and u^2 up to each draw: sum of 1 - (u - t)^2 over a window in three subtractions
        double[] first = new double[n + 1];
        double[] second = new double[n + 1];
        for (int k = 0; k < n; k++) {
            first[k + 1] = first[k] + u[k];
            second[k + 1] = second[k] + u[k] * u[k];
        }
        int from = 0;
        int to = 0;
        for (int i = 0; i < points; i++) {
            double t = (low + i * step - mean) / h;
            while (from < n && u[from] <= t - 1) {
                from++;
            }
            while (to < n && u[to] < t + 1) {
                to++;
            }
            double sum = (to - from) * (1 - t * t) + 2 * t * (first[to] - first[from]) - (second[to] - second[from]);
            density[i] = Math.max(0, 0.75 * sum / (n * h));
        }
        return new KernelDensity(h, low, step, density);
    }

    /** What draws of a marginal would tend to: the marginal smoothed by the kernel. */
    static KernelDensity ofMarginal(LegendreMarginal marginal, double factor, int points) {
        return marginal.smoothed(factor * marginal.sd(), points);
    }

    /** Of densities at first, first + step, ... Taken over. */
    static KernelDensity ofGrid(double h, double first, double step, double[] density) {
        return new KernelDensity(h, first, step, density);
    }

    private void normalize() {
        int n = density.length;
        double total = 0;
        for (int i = 1; i < n; i++) {
            total += 0.5 * step * (density[i - 1] + density[i]);
        }
        density[0] /= total;
        for (int i = 1; i < n; i++) {
            density[i] /= total;
            below[i] = below[i - 1] + cell(i - 1);
        }
    }

    /** Probability between point i and the next. */
    private double cell(int i) {
        return 0.5 * step * (density[i] + density[i + 1]);
    }

    private int highest() {
        int best = 0;
        for (int i = 1; i < density.length; i++) {
            best = density[i] > density[best] ? i : best;
        }
        return best;
    }

    private double moment(double about, int power) {
        double sum = 0;
        for (int i = 0; i + 1 < density.length; i++) {
            sum += cell(i) * Math.pow(first + (i + 0.5) * step - about, power);
        }
        return sum;
    }

    @Override
    public double lower() {
        return first;
    }

    @Override
    public double upper() {
        return first + (density.length - 1) * step;
    }

    @Override
    public double density(double x) {
        double at = (x - first) / step;
        int i = (int) Math.min(density.length - 2, Math.max(0, Math.floor(at)));
        return x < lower() || x > upper() ? 0 : density[i] + (at - i) * (density[i + 1] - density[i]);
    }

    @Override
    public double cumulative(double x) {
        if (x <= lower() || x >= upper()) {
            return x <= lower() ? 0 : 1;
        }
        int i = (int) Math.min(density.length - 2, Math.floor((x - first) / step));
        return below[i] + 0.5 * (x - first - i * step) * (density[i] + density(x));
    }

    @Override
    public double quantile(double p) {
        int found = Arrays.binarySearch(below, p);
        int i = Math.min(density.length - 2, Math.max(0, found >= 0 ? found : -found - 2));
        double cell = cell(i);
        return first + (i + (cell > 0 ? Math.min(1, (p - below[i]) / cell) : 0)) * step;
    }

    @Override
    public double mean() {
        return mean;
    }

    @Override
    public double sd() {
        return sd;
    }

    @Override
    public double mode() {
        if (top == 0 || top == density.length - 1) {
            return first + top * step;
        }
        double left = density[top - 1];
        double right = density[top + 1];
        double bend = left - 2 * density[top] + right;
        return first + (top + (bend < 0 ? 0.5 * (left - right) / bend : 0)) * step;
    }

    @Override
    public double[] shortest(double content) {
        int low = top;
        int high = top;
        double inside = 0;
        int last = density.length - 1;
        while (low > 0 || high < last) {
            boolean up = low == 0 || (high < last && density[high + 1] >= density[low - 1]);
            double cell = up ? cell(high) : cell(low - 1);
            if (inside + cell >= content) {
                double part = (content - inside) / cell;
                return up
                        ? new double[] {first + low * step, first + (high + part) * step}
                        : new double[] {first + (low - part) * step, first + high * step};
            }
            inside += cell;
            high += up ? 1 : 0;
            low -= up ? 0 : 1;
        }
        return new double[] {lower(), upper()};
    }
}
