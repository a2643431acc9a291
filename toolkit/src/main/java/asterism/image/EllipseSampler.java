package asterism.image;

import asterism.math.GaussLegendre;
import java.util.Arrays;

/**
 * Light of a galaxy, of amplitude 1, integrated over the cells of a grid, with its derivatives by the parameters of shape.
 *
 * <p>Where the brightness is smooth on the scale of a cell, the mean over a cell follows from samples at the centers of 5 x 5
 * cells, by the filter that is exact to the fifth order; the size of its last terms tells where that holds. All other cells,
 * and those around the center, are integrated by Gauss-Legendre rules of 3 x 3, 4 x 4 and 6 x 6 points, and split into four
 * until two that follow each other agree; where a derivative of the profile jumps, {@link CellRule} cuts them.
 *
 * <p>Not thread-safe: one per thread.
 */
final class EllipseSampler {

    /** Cells beside one that its filter needs. */
    private static final int BORDER = 2;

    // mean over a cell from samples at distance 0, 1, 2: f + d2/24 - 17 d4/5760, d2 and d4 central differences
    private static final double TAP_0 = 5178.0 / 5760;
    private static final double TAP_1 = 308.0 / 5760;
    private static final double TAP_2 = -17.0 / 5760;

    /** Last terms of the filter against the value, below which it is trusted: its error is about their power 3/2. */
    private static final double SMOOTH = 1e-6;

    /** The same where the second derivative jumps, so that the error is as large as the terms. */
    private static final double KINKED = 1e-7;

    /** How much more the rules may differ there where a PSF averages over many cells. */
    private static final double BLURRED = 30;

    /** Brightness against that of the center, below which nothing is worth a split. */
    private static final double FAINT = 1e-10;

    /** Difference of the two rules against the value, at which a cell is not split; the better one is better by 1e-3. */
    private static final double AGREE = 1e-7;

    /** As {@link #AGREE}, against the value of the cell that was split first. */
    private static final double NEGLIGIBLE = 1e-9;

    private static final int DEEPEST = 40;

    /** Side of the cells about the center below which the slope of a cusp adds nothing to the derivatives; cells. */
    private static final double CUSP = 1e-6;

    /** Around the center and along a thin ellipse's axis, cells are integrated without asking; cells. */
    private static final double CORE = 3;

    /** Rules that are tried one after the other, points per side; two that follow each other must agree. */
    private static final GaussLegendre[] RULES = {GaussLegendre.of(3), GaussLegendre.of(4), GaussLegendre.of(6)};

    private final EllipticalLight light;
    private final RadialProfile profile;
    private final int shapes;
    private final double smooth; // SMOOTH, AGREE and NEGLIGIBLE for this light
    private final double agree;
    private final double negligible;

    // of the grid and the parameters at hand
    private PixelGrid grid = PixelGrid.of(1, 1, 1);
    private double longest; // side of a cell, arcsec
    private double centerX;
    private double centerY;
    private double q;
    private double ex; // unit vector of the major axis
    private double ey;
    private double nearest; // radius, so that R is above 0, arcsec
    private double norm; // 1, or 1/q for a total flux
    private double faint; // brightness that is not worth a split

    // of n points
    private double[] a = new double[0];
    private double[] b = new double[0];
    private double[] r = new double[0];
    private double[][] byProfile = new double[0][0]; // [2 + nProfile][n]: I, dI/dR, dI/dp
    private double[][] samples = new double[0][0]; // [1 + shapes][rows x columns]
    private double[] filtered = new double[0];

    // of one cell
    private final CellRule rule = new CellRule();
    private double[][] points; // [1 + shapes][number of points]
    private final double[] sum; // [1 + shapes]

    /**
     * A sampler of a light.
     *
     * @param blurred whether its image is to be convolved with a PSF
     */
    EllipseSampler(EllipticalLight light, boolean blurred) {
        this.light = light;
        profile = light.profile().get();
        shapes = light.shapeParameters();
        points = new double[1 + shapes][36];
        sum = new double[1 + shapes];
        boolean kinked = profile.kinks().length > 0;
        double slack = kinked && blurred ? BLURRED : 1;
        smooth = kinked ? KINKED : SMOOTH;
        agree = slack * AGREE;
        negligible = slack * NEGLIGIBLE;
    }

    /**
     * Takes a grid and parameters.
     *
     * @param p [nParameters], of which the scaling brightness is not used. Not modified.
     */
    void set(PixelGrid cells, double[] p) {
        grid = cells;
        longest = Math.max(Math.hypot(grid.p11(), grid.p21()), Math.hypot(grid.p12(), grid.p22()));
        centerX = p[0];
        centerY = p[1];
        q = p[EllipticalLight.Q];
        ex = -Math.sin(p[EllipticalLight.PA]);
        ey = Math.cos(p[EllipticalLight.PA]);
        norm = light.totalFlux() ? 1 / q : 1;
        nearest = 1e-12 * grid.scale();
        profile.set(p, EllipticalLight.ELLIPSE);
        rule.set(grid, centerX, centerY, q, ex, ey, profile.kinks());
        faint = FAINT * norm * centralBrightness();
    }

    /** About the brightness of the central cell; what is smaller than the cell counts by its area. */
    private double centralBrightness() {
        double[] radii = {grid.scale() / 2, grid.scale() / 20, grid.scale() / 200, grid.scale() / 2000};
        double[] values = new double[radii.length];
        profile.values(radii, radii.length, values);
        double most = 0;
        double share = 1;
        for (double value : values) {
            most = Math.max(most, share * Math.abs(value));
            share /= 100;
        }
        return most;
    }

    /**
     * Integrates over the cells of rows j0 ... j1 - 1.
     *
     * @param derivatives whether the derivatives are wanted
     * @param out         [1 + shapes][height x width] or [1][height x width]: flux per cell, and its derivatives. The rows
     *                    are overwritten.
     */
    void rows(int j0, int j1, boolean derivatives, double[][] out) {
        int columns = grid.width() + 2 * BORDER;
        int lines = j1 - j0 + 2 * BORDER;
        int images = derivatives ? 1 + shapes : 1;
        reserve(columns);
        reserveTile(columns * lines, images);
        for (int line = 0; line < lines; line++) {
            sampleLine(line * columns, columns, j0 - BORDER + line, derivatives);
        }
        double area = grid.area();
        for (int c = 0; c < images; c++) {
            filter(samples[c], columns, lines, area, out[c], j0);
        }
        double core = CORE * longest;
        double reach =
                core * Math.sqrt(1 + 1 / (q * q)) * longest / area; // of the core, in cells along a row or a column
        double columnOfCenter = grid.u(centerX, centerY) - 0.5;
        double rowOfCenter = grid.v(centerX, centerY) - 0.5;
        for (int j = j0; j < j1; j++) {
            int at = (j - j0 + BORDER) * columns + BORDER;
            boolean isNear = Math.abs(j - rowOfCenter) <= reach;
            for (int i = 0; i < grid.width(); i++) {
                if (isRough(samples[0], at + i, columns)
                        || (isNear && Math.abs(i - columnOfCenter) <= reach && isCore(i, j, core))) {
                    integrate(i, j, derivatives);
                    for (int c = 0; c < images; c++) {
                        out[c][j * grid.width() + i] = sum[c] * area;
                    }
                }
            }
        }
    }

    private void reserve(int n) {
        if (r.length < n) {
            a = new double[n];
            b = new double[n];
            r = new double[n];
            byProfile = new double[2 + shapes - EllipticalLight.ELLIPSE][n];
        }
    }

    private void reserveTile(int all, int images) {
        if (filtered.length < all) {
            filtered = new double[all];
            samples = new double[0][0];
        }
        if (samples.length < images) {
            samples = new double[images][filtered.length];
        }
    }

    private void sampleLine(int at, int columns, int j, boolean derivatives) {
        double v = j + 0.5;
        for (int i = 0; i < columns; i++) {
            double u = i - BORDER + 0.5;
            place(i, grid.x(u, v), grid.y(u, v));
        }
        evaluate(columns, derivatives, samples, at);
        for (int k = 0; derivatives && k < shapes - EllipticalLight.ELLIPSE; k++) {
            if (!profile.depends(k)) {
                Arrays.fill(samples[1 + EllipticalLight.ELLIPSE + k], at, at + columns, 0);
            }
        }
    }

    /** Puts point i at (x, y): its coordinates along the axes, and the elliptical radius. */
    private void place(int i, double x, double y) {
        double dx = x - centerX;
        double dy = y - centerY;
        a[i] = dx * ex + dy * ey;
        b[i] = (dx * ey - dy * ex) / q;
        r[i] = Math.max(Math.sqrt(a[i] * a[i] + b[i] * b[i]), nearest);
    }

    /** Brightness at the first n points, and its derivatives by what it depends on there; the others are left as they are. */
    private void evaluate(int n, boolean derivatives, double[][] out, int at) {
        if (!derivatives) {
            profile.values(r, n, byProfile[0]);
            double[] value = out[0];
            for (int i = 0; i < n; i++) {
                value[at + i] = norm * byProfile[0][i];
            }
            return;
        }
        profile.derivatives(r, n, byProfile);
        double[] value = out[0];
        double[] byX = out[1];
        double[] byY = out[2];
        double[] byQ = out[3];
        double[] byPa = out[4];
        double[] intensity = byProfile[0];
        double[] slope = byProfile[1];
        double turn = 1 / q - q;
        double ofNorm = light.totalFlux() ? -1 / q : 0;
        for (int i = 0; i < n; i++) {
            double f = norm * intensity[i];
            double g = norm * slope[i] / r[i];
            value[at + i] = f;
            byX[at + i] = -g * (a[i] * ex + b[i] * ey / q);
            byY[at + i] = -g * (a[i] * ey - b[i] * ex / q);
            byQ[at + i] = -g * b[i] * b[i] / q + ofNorm * f;
            byPa[at + i] = g * a[i] * b[i] * turn;
        }
        for (int k = 0; k < shapes - EllipticalLight.ELLIPSE; k++) {
            if (profile.depends(k)) {
                double[] from = byProfile[2 + k];
                double[] to = out[1 + EllipticalLight.ELLIPSE + k];
                for (int i = 0; i < n; i++) {
                    to[at + i] = norm * from[i];
                }
            }
        }
    }

    private void filter(double[] s, int columns, int lines, double area, double[] out, int j0) {
        int width = grid.width();
        for (int line = 0; line < lines; line++) {
            int from = line * columns;
            int to = line * width;
            for (int i = 0; i < width; i++) {
                filtered[to + i] = TAP_0 * s[from + i + 2]
                        + TAP_1 * (s[from + i + 1] + s[from + i + 3])
                        + TAP_2 * (s[from + i] + s[from + i + 4]);
            }
        }
        for (int line = 0; line < lines - 2 * BORDER; line++) {
            int from = line * width;
            int to = (j0 + line) * width;
            for (int i = 0; i < width; i++) {
                out[to + i] = area
                        * (TAP_0 * filtered[from + 2 * width + i]
                                + TAP_1 * (filtered[from + width + i] + filtered[from + 3 * width + i])
                                + TAP_2 * (filtered[from + i] + filtered[from + 4 * width + i]));
            }
        }
    }

    /** Whether the last terms of the filter are too large at the sample k. */
    private boolean isRough(double[] s, int k, int columns) {
        double twice = 2 * s[k];
        double alongRow = s[k - 1] + s[k + 1] - twice;
        double alongColumn = s[k - columns] + s[k + columns] - twice;
        double fourthRow = s[k - 2] + s[k + 2] - twice - 4 * alongRow;
        double fourthColumn = s[k - 2 * columns] + s[k + 2 * columns] - twice - 4 * alongColumn;
        double cross = s[k - columns - 1]
                + s[k - columns + 1]
                + s[k + columns - 1]
                + s[k + columns + 1]
                - 2 * twice
                - 2 * (alongRow + alongColumn);
        double terms = -TAP_2 * (Math.abs(fourthRow) + Math.abs(fourthColumn)) + Math.abs(cross) / 576;
        return !(terms <= smooth * Math.abs(s[k]) + faint);
    }

    /** Whether samples may miss the light in this cell: beside the center, and on the axis of a needle. */
    private boolean isCore(int i, int j, double core) {
        double dx = grid.x(i + 0.5, j + 0.5) - centerX;
        double dy = grid.y(i + 0.5, j + 0.5) - centerY;
        double along = Math.abs(dx * ex + dy * ey);
        double across = Math.abs(dx * ey - dy * ex);
        return across < core && (along < core || q * along < core);
    }

    /** Mean brightness over cell (i, j), and of its derivatives, into {@code sum}. */
    private void integrate(int i, int j, boolean derivatives) {
        Arrays.fill(sum, 0);
        split(i, j, 1, Double.NaN, derivatives, 0);
    }

    /** Adds the cell of this corner and side, in parts where the rules do not agree on all of it. */
    private void split(double u, double v, double side, double whole, boolean derivatives, int depth) {
        double coarse = Double.NaN;
        boolean last = depth == DEEPEST;
        boolean isOne = rule.cell(u, v, side) && !(side > CUSP && isBesideCenter(u, v, side));
        for (int k = 0; k < RULES.length && (isOne || last || depth == 0); k++) {
            double fine = mean(RULES[k]);
            double difference = Math.abs(fine - coarse);
            boolean agreed = difference <= agree * Math.abs(fine) + faint
                    || difference * side * side <= negligible * Math.abs(whole);
            if ((isOne && agreed) || (last && k == RULES.length - 1)) {
                add(side, fine, derivatives);
                return;
            }
            coarse = fine;
        }
        double all = depth == 0 ? coarse : whole;
        double half = side / 2;
        split(u, v, half, all, derivatives, depth + 1);
        split(u + half, v, half, all, derivatives, depth + 1);
        split(u, v + half, half, all, derivatives, depth + 1);
        split(u + half, v + half, half, all, derivatives, depth + 1);
    }

    /** Whether the center lies in a cell or beside it: there slopes grow as 1/R where the brightness converges long before. */
    private boolean isBesideCenter(double u, double v, double side) {
        double dx = grid.x(u + side / 2, v + side / 2) - centerX;
        double dy = grid.y(u + side / 2, v + side / 2) - centerY;
        return dx * dx + dy * dy <= side * side * longest * longest;
    }

    private double mean(GaussLegendre line) {
        rule.place(line);
        int n = rule.size();
        reserve(n);
        rule.radii(r);
        for (int k = 0; k < n; k++) {
            r[k] = Math.max(r[k], nearest);
        }
        profile.values(r, n, byProfile[0]);
        double total = 0;
        for (int k = 0; k < n; k++) {
            total += rule.weight(k) * byProfile[0][k];
        }
        return norm * total;
    }

    /** Adds a cell whose points were placed last. */
    private void add(double side, double mean, boolean derivatives) {
        double share = side * side;
        sum[0] += share * mean;
        if (!derivatives) {
            return;
        }
        int n = rule.size();
        if (points[0].length < n) {
            points = new double[1 + shapes][2 * n];
        }
        for (int k = 0; k < n; k++) {
            place(k, grid.x(rule.u(k), rule.v(k)), grid.y(rule.u(k), rule.v(k)));
        }
        evaluate(n, true, points, 0);
        for (int c = 1; c < sum.length; c++) {
            if (c > EllipticalLight.ELLIPSE && !profile.depends(c - 1 - EllipticalLight.ELLIPSE)) {
                continue;
            }
            double total = 0;
            for (int k = 0; k < n; k++) {
                total += rule.weight(k) * points[c][k];
            }
            sum[c] += share * total;
        }
    }
}
