package asterism.math;

/**
 * Line search for the strong Wolfe conditions by safeguarded cubic interpolation.
 *
 * @see <a href="https://doi.org/10.1145/192115.192132">More &amp; Thuente 1994</a>, ACM TOMS 20, 286; cases 1 to 4 are theirs
 */
final class MoreThuente {

    private static final double SUFFICIENT = 1e-3; // mu, of the decrease
    private static final double CURVATURE = 0.9; // eta, of the slope
    private static final double INTERVAL = 0.1; // relative width at which the search gives up
    private static final int MOST = 30;

    /** The function along the line. */
    interface Line {
        /** Goes to the step and returns the value there; its slope is {@link #slope()}. */
        double value(double step);

        /** Slope at the last step. */
        double slope();
    }

    // the best point so far (x), the other end of the interval (y)
    private double stx;
    private double fx;
    private double dx;
    private double sty;
    private double fy;
    private double dy;
    private boolean bracketed;

    /**
     * Searches.
     *
     * @param f0     value at 0
     * @param slope0 slope at 0, below 0
     * @param first  first step
     * @param most   largest step allowed
     * @return the step, at which the line was evaluated last; 0 where there is none
     */
    double search(Line line, double f0, double slope0, double first, double most) {
        double test = SUFFICIENT * slope0;
        double width = most;
        double width1 = 2 * width;
        stx = 0;
        fx = f0;
        dx = slope0;
        sty = 0;
        fy = f0;
        dy = slope0;
        bracketed = false;
        boolean stage1 = true;
        double largest = most;
        double stp = Math.min(first, largest);
        double stmin = 0;
        double stmax = Math.min(largest, 5 * stp);
        for (int i = 0; i < MOST; i++) {
            double f = line.value(stp);
            double g = line.slope();
            if (!Double.isFinite(f) || !Double.isFinite(g)) {
                largest = stp;
                stmax = Math.min(stmax, largest);
                stp = stx + 0.25 * (stp - stx); // differs: outside of where the function is defined the step is cut
                continue;
            }
            double allowed = f0 + stp * test;
            if (f <= allowed && (Math.abs(g) <= CURVATURE * -slope0 || (stp >= largest && g <= test))) {
                return stp;
            }
            if (bracketed && (stp <= stmin || stp >= stmax || stmax - stmin <= 1e-15 * stmax)) {
                return f <= allowed && stp > 0 ? stp : 0;
            }
            if (stage1 && f <= allowed && g >= Math.min(SUFFICIENT, CURVATURE) * slope0) {
                stage1 = false;
            }
            double next;
            if (stage1 && f <= fx && f > allowed) {
                // the function less the sufficient decrease
                fx -= stx * test;
                fy -= sty * test;
                dx -= test;
                dy -= test;
                next = step(stp, f - stp * test, g - test, stmin, stmax);
                fx += stx * test;
                fy += sty * test;
                dx += test;
                dy += test;
            } else {
                next = step(stp, f, g, stmin, stmax);
            }
            if (bracketed) {
                if (Math.abs(sty - stx) >= 0.66 * width1) {
                    next = stx + 0.5 * (sty - stx);
                }
                width1 = width;
                width = Math.abs(sty - stx);
                stmin = Math.min(stx, sty);
                stmax = Math.max(stx, sty);
            } else {
                stmin = next + 1.1 * (next - stx);
                stmax = next + 4 * (next - stx);
            }
            stp = Math.max(0, Math.min(largest, next));
            if (bracketed && (stp <= stmin || stp >= stmax || stmax - stmin <= INTERVAL * 1e-10 * stmax)) {
                stp = stx;
            }
        }
        if (stx > 0 && fx < f0) {
            line.value(stx);
            return stx;
        }
        return 0;
    }

    /** A new trial step from the last one (stp, fp, dp), and the new interval. */
    private double step(double stp, double fp, double dp, double stmin, double stmax) {
        double sign = dp * Math.signum(dx);
        double next;
        if (fp > fx) { // case 1: a higher value brackets the minimum
            double theta = 3 * (fx - fp) / (stp - stx) + dx + dp;
            double gamma = root(theta, dx, dp) * (stp < stx ? -1 : 1);
            double r = ((gamma - dx) + theta) / (((gamma - dx) + gamma) + dp);
            double cubic = stx + r * (stp - stx);
            double quadratic = stx + dx / ((fx - fp) / (stp - stx) + dx) / 2 * (stp - stx);
            next = Math.abs(cubic - stx) < Math.abs(quadratic - stx) ? cubic : cubic + (quadratic - cubic) / 2;
            bracketed = true;
        } else if (sign < 0) { // case 2: lower, and the slope changed its sign
            double theta = 3 * (fx - fp) / (stp - stx) + dx + dp;
            double gamma = root(theta, dx, dp) * (stp > stx ? -1 : 1);
            double r = ((gamma - dp) + theta) / (((gamma - dp) + gamma) + dx);
            double cubic = stp + r * (stx - stp);
            double secant = stp + dp / (dp - dx) * (stx - stp);
            next = Math.abs(cubic - stp) > Math.abs(secant - stp) ? cubic : secant;
            bracketed = true;
        } else if (Math.abs(dp) < Math.abs(dx)) { // case 3: lower, same sign, and the slope gets smaller
            double theta = 3 * (fx - fp) / (stp - stx) + dx + dp;
            double gamma = root(theta, dx, dp) * (stp > stx ? -1 : 1);
            double r = ((gamma - dp) + theta) / ((gamma + (dx - dp)) + gamma);
            double cubic = r < 0 && gamma != 0 ? stp + r * (stx - stp) : stp > stx ? stmax : stmin;
            double secant = stp + dp / (dp - dx) * (stx - stp);
            if (bracketed) {
                next = Math.abs(cubic - stp) < Math.abs(secant - stp) ? cubic : secant;
                double edge = stp + 0.66 * (sty - stp);
                next = stp > stx ? Math.min(edge, next) : Math.max(edge, next);
            } else {
                next = Math.abs(cubic - stp) > Math.abs(secant - stp) ? cubic : secant;
                next = Math.max(stmin, Math.min(stmax, next));
            }
        } else if (bracketed) { // case 4: lower, same sign, and the slope gets no smaller
            double theta = 3 * (fp - fy) / (sty - stp) + dy + dp;
            double gamma = root(theta, dy, dp) * (stp > sty ? -1 : 1);
            double r = ((gamma - dp) + theta) / (((gamma - dp) + gamma) + dy);
            next = stp + r * (sty - stp);
        } else {
            next = stp > stx ? stmax : stmin;
        }
        if (fp > fx) {
            sty = stp;
            fy = fp;
            dy = dp;
        } else {
            if (sign < 0) {
                sty = stx;
                fy = fx;
                dy = dx;
            }
            stx = stp;
            fx = fp;
            dx = dp;
        }
        return next;
    }

    /** sqrt(theta^2 - d1 d2), scaled so that it does not overflow; 0 where the cubic has no minimum. */
    private static double root(double theta, double d1, double d2) {
        double s = Math.max(Math.abs(theta), Math.max(Math.abs(d1), Math.abs(d2)));
        return s == 0 ? 0 : s * Math.sqrt(Math.max(0, theta / s * (theta / s) - d1 / s * (d2 / s)));
    }
}
