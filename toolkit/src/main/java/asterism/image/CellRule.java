package asterism.image;

import asterism.math.GaussLegendre;
import java.util.Arrays;

/**
 * Points of Gauss-Legendre quadrature in a square cell. Where ellipses cross it on which a derivative of the profile jumps,
 * the cell is cut along them, so that every piece is smooth.
 *
 * <p>A cell is cut in two steps: into strips at the heights where an ellipse enters or leaves it at the sides, and each line
 * of points along a strip at its crossings with the ellipses, which are roots of a quadratic.
 *
 * <p>Not thread-safe: one per thread.
 */
final class CellRule {

    /** Ellipses that may cross one cell; a cell with more is to be split. */
    private static final int MOST_CROSSINGS = 4;

    private static final double TOUCH = 1e-9; // of a side: cuts so near to a side are none

    // R^2 = uu du^2 + 2 uv du dv + vv dv^2, (du, dv) from the center in cells
    private double centerU;
    private double centerV;
    private double uu;
    private double uv;
    private double vv;
    private double[] kinks = {}; // radii, ascending, arcsec

    // the cell at hand
    private double u;
    private double v;
    private double side;
    private final double[] crossing = new double[MOST_CROSSINGS];
    private int crossings;
    private boolean alongV; // the lines of points run along v instead of u
    private final double[] strips = new double[4 * MOST_CROSSINGS + 2];
    private final double[] pieces = new double[2 * MOST_CROSSINGS + 2];

    private double[] pointU = new double[36];
    private double[] pointV = new double[36];
    private double[] weight = new double[36];
    private int size;

    /**
     * Takes an ellipse and a profile.
     *
     * @param kinks radii where a derivative of the profile jumps, ascending, arcsec. Not modified.
     */
    void set(PixelGrid grid, double centerX, double centerY, double q, double ex, double ey, double[] kinks) {
        this.kinks = kinks;
        centerU = grid.u(centerX, centerY);
        centerV = grid.v(centerX, centerY);
        double au = grid.p11() * ex + grid.p21() * ey; // along the major axis, by u
        double av = grid.p12() * ex + grid.p22() * ey;
        double bu = (grid.p11() * ey - grid.p21() * ex) / q;
        double bv = (grid.p12() * ey - grid.p22() * ex) / q;
        uu = au * au + bu * bu;
        uv = au * av + bu * bv;
        vv = av * av + bv * bv;
    }

    /** Takes the cell with this lower left corner; false where it cannot be cut, but must be split into four. */
    boolean cell(double u, double v, double side) {
        this.u = u;
        this.v = v;
        this.side = side;
        crossings = 0;
        if (kinks.length == 0) {
            return true;
        }
        double du = u + side / 2 - centerU;
        double dv = v + side / 2 - centerV;
        double middle = Math.sqrt(uu * du * du + 2 * uv * du * dv + vv * dv * dv);
        double reach = side / 2 * (Math.sqrt(uu) + Math.sqrt(vv)); // R is a norm: it changes by no more within the cell
        for (double kink : kinks) {
            if (Math.abs(kink - middle) < reach) {
                if (crossings == MOST_CROSSINGS) {
                    return false;
                }
                crossing[crossings++] = kink;
            }
        }
        return crossings == 0 || direction(du, dv);
    }

    /** Chooses the direction of the lines: one along which R only rises or only falls; false where there is none. */
    private boolean direction(double du, double dv) {
        boolean byU = keepsSign(uu, uv, du, dv);
        boolean byV = keepsSign(uv, vv, du, dv);
        alongV = byV && (!byU || Math.abs(uv * du + vv * dv) > Math.abs(uu * du + uv * dv));
        return byU || byV;
    }

    /** Whether a x + b y, half a derivative of R^2, has the same sign in all of the cell with this middle. */
    private boolean keepsSign(double a, double b, double x, double y) {
        return Math.abs(a * x + b * y) > side / 2 * (Math.abs(a) + Math.abs(b));
    }

    /** Puts the points of a rule with n points per line into the cell. */
    void place(GaussLegendre line) {
        size = 0;
        if (crossings == 0) {
            reserve(line.size() * line.size());
            for (int j = 0; j < line.size(); j++) {
                double y = v + side * (1 + line.node(j)) / 2;
                addLine(line, u, u + side, y, line.weight(j) / 2);
            }
            return;
        }
        int cuts = strips();
        for (int c = 0; c < cuts - 1; c++) {
            double height = strips[c + 1] - strips[c];
            for (int j = 0; j < line.size(); j++) {
                double at = strips[c] + height * (1 + line.node(j)) / 2;
                placeLine(line, at, height / side * line.weight(j) / 2);
            }
        }
    }

    private int strips() {
        double low = alongV ? u : v;
        int n = 0;
        strips[n++] = low;
        for (int c = 0; c < crossings; c++) {
            n = cut(strips, n, low, crossing[c], alongV ? v - centerV : u - centerU, !alongV);
            n = cut(strips, n, low, crossing[c], alongV ? v + side - centerV : u + side - centerU, !alongV);
        }
        return closed(strips, n, low + side);
    }

    private void placeLine(GaussLegendre line, double at, double share) {
        double low = alongV ? v : u;
        int n = 0;
        pieces[n++] = low;
        for (int c = 0; c < crossings; c++) {
            n = cut(pieces, n, low, crossing[c], at - (alongV ? centerU : centerV), alongV);
        }
        n = closed(pieces, n, low + side);
        reserve(size + (n - 1) * line.size());
        for (int p = 0; p < n - 1; p++) {
            addLine(line, pieces[p], pieces[p + 1], at, share * (pieces[p + 1] - pieces[p]) / side);
        }
    }

    /** Appends where the ellipse of this radius crosses the line at {@code fixed}, inside the cell; along v or along u. */
    private int cut(double[] cuts, int n, double low, double radius, double fixed, boolean byV) {
        double square = byV ? vv : uu;
        double half = uv * fixed / square;
        double discriminant = half * half - ((byV ? uu : vv) * fixed * fixed - radius * radius) / square;
        if (discriminant <= 0) {
            return n;
        }
        double root = Math.sqrt(discriminant);
        double center = byV ? centerV : centerU;
        int count = append(cuts, n, low, center - half - root);
        return append(cuts, count, low, center - half + root);
    }

    private int append(double[] cuts, int n, double low, double at) {
        if (at > low + TOUCH * side && at < low + (1 - TOUCH) * side) {
            cuts[n] = at;
            return n + 1;
        }
        return n;
    }

    private static int closed(double[] cuts, int n, double high) {
        Arrays.sort(cuts, 1, n);
        cuts[n] = high;
        return n + 1;
    }

    /** Points on one line; {@code share} of the cell belongs to it. */
    private void addLine(GaussLegendre line, double from, double to, double at, double share) {
        boolean swap = crossings > 0 && alongV;
        for (int i = 0; i < line.size(); i++) {
            double along = from + (to - from) * (1 + line.node(i)) / 2;
            pointU[size] = swap ? at : along;
            pointV[size] = swap ? along : at;
            weight[size++] = share * line.weight(i) / 2;
        }
    }

    private void reserve(int n) {
        if (pointU.length < n) {
            pointU = Arrays.copyOf(pointU, 2 * n);
            pointV = Arrays.copyOf(pointV, 2 * n);
            weight = Arrays.copyOf(weight, 2 * n);
        }
    }

    /** Number of points. */
    int size() {
        return size;
    }

    /** The elliptical radius of each point, arcsec, into the first numbers of {@code out}. */
    void radii(double[] out) {
        for (int k = 0; k < size; k++) {
            double du = pointU[k] - centerU;
            double dv = pointV[k] - centerV;
            out[k] = Math.sqrt(uu * du * du + (2 * uv * du + vv * dv) * dv);
        }
    }

    /** Where point k lies along a row. */
    double u(int k) {
        return pointU[k];
    }

    /** Where point k lies along a column. */
    double v(int k) {
        return pointV[k];
    }

    /** The share of point k in the mean over the cell; they sum up to 1. */
    double weight(int k) {
        return weight[k];
    }
}
