package asterism.torus;

import java.util.Arrays;
import org.hipparchus.special.Gamma;

/**
 * The log likelihood of pixels with its gradient, its Gauss-Newton matrix and its exact second derivatives.
 *
 * <p>The gradient costs little more than the value: inside one piece of a spline all basis functions are quadratic, so a pixel
 * adds three moments to its piece, and the gradient by the spline's numbers is put together from the moments of all pieces.
 * Angles enter by x and y alone, without trigonometric functions. Allocates nothing after it is made; not thread-safe.
 *
 * <pre>
 * dr/dln Omega = (R/2) (-D cos 2theta - A sin 2theta),  dr/dz0 = sqrt(Omega) (-D sin theta + A cos theta),
 * dr/dv0 = (-D cos theta - A sin theta) / sqrt(Omega),  R = r_e, D = dr/dr_e, A = sum m e_m sin(m theta) = -(dr/dtheta) / R
 * </pre>
 */
final class PixelLikelihood {

    private static final int BLOCK = 128; // pixels of a Jacobian at a time
    private static final double LARGEST = 700; // exp of more overflows

    private final TorusModel model;
    private final boolean poisson;
    private final int n; // pixels that count
    private final double[] pos;
    private final double[] vel;
    private final double[] datum; // label or counts
    private final double[] weight; // 1 / error^2
    private final double constant;

    private final int nDim;
    private final int nE;
    private final int[] orders;
    private final int stride; // 2 where all orders are even
    private final int[] signs;
    private final int[] first; // place of the first value of each distortion in theta
    private final Spline[] splines;
    private final Spline label;

    // of the current theta
    private double rootOmega;
    private double perRootOmega;
    private double pos0;
    private double vel0;
    private final double[] scale; // sigma_m exp(val), [nE]
    private final double[][] numbers; // y of each distortion
    private final double[][] pieces;
    private final double[] labelNumbers;
    private final double[] labelPieces;

    // of the current pixel
    private double rE;
    private double cos1;
    private double sin1;
    private double cos2;
    private double sin2;
    private double slopeR; // D
    private double slopeAngle; // A
    private double r;
    private int labelPiece;
    private double labelOffset; // r from the knot below
    private double f;
    private double f1;
    private double f2;
    private double logP;
    private double score; // d ln L / d label
    private double information; // -d^2 ln L / d label^2
    private final double[] cosM;
    private final double[] sinM;
    private final int[] piece;
    private final double[] offset;

    private final double[][] moments; // [3 (K_m - 1)]
    private final double[] labelMoments;
    private final double[] jacobian; // [nDim x BLOCK]
    private final double[][] basis; // values and two derivatives, [3][most knots]
    private final double[] slope; // dr / dtheta of one pixel, [nDim]
    private final double[] labelSlope; // [nDim]

    private PixelLikelihood(
            TorusModel model, boolean poisson, double[] pos, double[] vel, double[] datum, double[] weight) {
        this.model = model;
        this.poisson = poisson;
        this.n = pos.length;
        this.pos = pos;
        this.vel = vel;
        this.datum = datum;
        this.weight = weight;
        this.constant =
                poisson ? Arrays.stream(datum).map(k -> -Gamma.logGamma(k + 1)).sum() : 0;
        this.nDim = model.dimension();
        this.orders = model.orders();
        int m = orders.length;
        this.stride = Arrays.stream(orders).allMatch(o -> o % 2 == 0) ? 2 : 1;
        this.signs = new int[m];
        this.first = new int[m + 1];
        this.splines = new Spline[m];
        this.numbers = new double[m][];
        this.pieces = new double[m][];
        this.moments = new double[m][];
        int most = model.labelSpline().size();
        for (int j = 0; j < m; j++) {
            signs[j] = model.eSign(orders[j]);
            splines[j] = model.eSpline(orders[j]);
            int size = splines[j].size();
            first[j + 1] = first[j] + size - 1;
            numbers[j] = new double[size];
            pieces[j] = new double[3 * (size - 1)];
            moments[j] = new double[3 * (size - 1)];
            most = Math.max(most, size);
        }
        this.nE = first[m];
        this.label = model.labelSpline();
        this.scale = new double[nE];
        this.labelNumbers = new double[label.size()];
        this.labelPieces = new double[3 * (label.size() - 1)];
        this.labelMoments = new double[labelPieces.length];
        this.cosM = new double[m];
        this.sinM = new double[m];
        this.piece = new int[m];
        this.offset = new double[m];
        this.jacobian = new double[nDim * BLOCK];
        this.basis = new double[3][most];
        this.slope = new double[nDim];
        this.labelSlope = new double[nDim];
    }

    /** Gaussian errors of mean labels; pixels without a label or with no error above 0 do not count. */
    static PixelLikelihood gaussian(TorusModel model, BinnedData data) {
        data.requireLabel("Gaussian likelihood");
        int[] used = data.usable();
        double[] weight = Arrays.stream(used)
                .mapToDouble(i -> 1 / (data.labelErrArray()[i] * data.labelErrArray()[i]))
                .toArray();
        return new PixelLikelihood(
                model,
                false,
                take(data.posArray(), used),
                take(data.velArray(), used),
                take(data.labelArray(), used),
                weight);
    }

    /** Numbers of stars; pixels with NaN do not count. */
    static PixelLikelihood poisson(TorusModel model, BinnedData data) {
        data.requireCounts("Poisson likelihood");
        int[] used = java.util.stream.IntStream.range(0, data.size())
                .filter(i -> !Double.isNaN(data.countsArray()[i]))
                .toArray();
        return new PixelLikelihood(
                model,
                true,
                take(data.posArray(), used),
                take(data.velArray(), used),
                take(data.countsArray(), used),
                new double[0]);
    }

    private static double[] take(double[] values, int[] which) {
        return Arrays.stream(which).mapToDouble(i -> values[i]).toArray();
    }

    /** The same with a workspace of its own. */
    PixelLikelihood fork() {
        return new PixelLikelihood(model, poisson, pos, vel, datum, weight);
    }

    int dimension() {
        return nDim;
    }

    /** Pixels that count. */
    int size() {
        return n;
    }

    // ---- one point of parameters ---------------------------------------------------------------------------------

    private void set(double[] theta) {
        double omega = Math.exp(theta[nDim - 3]);
        rootOmega = Math.sqrt(omega);
        perRootOmega = 1 / rootOmega;
        pos0 = theta[nDim - 2];
        vel0 = theta[nDim - 1];
        for (int j = 0; j < orders.length; j++) {
            for (int k = first[j]; k < first[j + 1]; k++) {
                scale[k] = signs[j] * Math.exp(theta[k]);
                numbers[j][k - first[j] + 1] = scale[k];
            }
            splines[j].pieces(numbers[j], pieces[j]);
        }
        System.arraycopy(theta, nE, labelNumbers, 0, labelNumbers.length);
        label.pieces(labelNumbers, labelPieces);
    }

    // ---- one pixel -----------------------------------------------------------------------------------------------

    /** Evaluates everything of one pixel that does not need a basis function. */
    private void pixel(int p) {
        double x = (vel[p] - vel0) * perRootOmega;
        double y = (pos[p] - pos0) * rootOmega;
        double square = x * x + y * y;
        double radius = Math.sqrt(square);
        double inverse = square > 0 ? 1 / radius : 0;
        double cos = square > 0 ? x * inverse : 1;
        double sin = y * inverse;
        double cosDouble = cos * cos - sin * sin;
        double sinDouble = 2 * cos * sin;
        rE = radius;
        cos1 = cos;
        sin1 = sin;
        cos2 = cosDouble;
        sin2 = sinDouble;
        double turnCos = stride == 2 ? cosDouble : cos;
        double turnSin = stride == 2 ? sinDouble : sin;
        double c = 1;
        double s = 0;
        int at = 0;
        double stretch = 1;
        double d = 1;
        double a = 0;
        for (int j = 0; j < orders.length; j++) {
            int m = orders[j];
            for (; at < m; at += stride) {
                double next = c * turnCos - s * turnSin;
                s = s * turnCos + c * turnSin;
                c = next;
            }
            var spline = splines[j];
            int i = spline.piece(radius);
            double t = radius - spline.knot(i);
            double[] poly = pieces[j];
            double slopeAtKnot = poly[3 * i + 1];
            double bend = t * poly[3 * i + 2];
            double e1 = slopeAtKnot + 2 * bend;
            double e = poly[3 * i] + t * (slopeAtKnot + bend);
            stretch += e * c;
            d += (e + radius * e1) * c;
            a += m * e * s;
            cosM[j] = c;
            sinM[j] = s;
            piece[j] = i;
            offset[j] = t;
        }
        slopeR = d;
        slopeAngle = a;
        r = radius * stretch;
        labelPiece = label.piece(r);
        labelOffset = r - label.knot(labelPiece);
        double c1 = labelPieces[3 * labelPiece + 1];
        double c2 = labelPieces[3 * labelPiece + 2];
        f = labelPieces[3 * labelPiece] + labelOffset * (c1 + labelOffset * c2);
        f1 = c1 + 2 * labelOffset * c2;
        f2 = 2 * c2;
        if (poisson) {
            double expected = f > LARGEST ? Double.POSITIVE_INFINITY : Math.exp(f);
            logP = datum[p] * f - expected;
            score = datum[p] - expected;
            information = expected;
        } else {
            double residual = datum[p] - f;
            score = residual * weight[p];
            logP = -0.5 * residual * score;
            information = weight[p];
        }
    }

    private double byLnOmega() {
        return 0.5 * rE * (-slopeR * cos2 - slopeAngle * sin2);
    }

    private double byPos0() {
        return rootOmega * (-slopeR * sin1 + slopeAngle * cos1);
    }

    private double byVel0() {
        return (-slopeR * cos1 - slopeAngle * sin1) * perRootOmega;
    }

    // ---- sums over all pixels ------------------------------------------------------------------------------------

    /** The log likelihood at theta [nDim]. */
    double value(double[] theta) {
        set(theta);
        double sum = constant;
        for (int p = 0; p < n; p++) {
            pixel(p);
            sum += logP;
        }
        return sum;
    }

    /**
     * The log likelihood and its gradient.
     *
     * @param theta       [nDim]. Not modified.
     * @param outGradient [nDim]. Overwritten.
     */
    double gradient(double[] theta, double[] outGradient) {
        set(theta);
        clearMoments();
        double sum = constant;
        double lnOmega = 0;
        double atPos = 0;
        double atVel = 0;
        for (int p = 0; p < n; p++) {
            pixel(p);
            sum += logP;
            addMoments(score);
            double q = score * f1;
            lnOmega += q * byLnOmega();
            atPos += q * byPos0();
            atVel += q * byVel0();
        }
        fromMoments(outGradient);
        outGradient[nDim - 3] = lnOmega;
        outGradient[nDim - 2] = atPos;
        outGradient[nDim - 1] = atVel;
        return sum;
    }

    private void clearMoments() {
        for (double[] m : moments) {
            Arrays.fill(m, 0);
        }
        Arrays.fill(labelMoments, 0);
    }

    private void addMoments(double w) {
        int i = 3 * labelPiece;
        labelMoments[i] += w;
        labelMoments[i + 1] += w * labelOffset;
        labelMoments[i + 2] += w * labelOffset * labelOffset;
        double q = w * f1 * rE;
        for (int j = 0; j < moments.length; j++) {
            double qc = q * cosM[j];
            double t = offset[j];
            int k = 3 * piece[j];
            double[] m = moments[j];
            m[k] += qc;
            m[k + 1] += qc * t;
            m[k + 2] += qc * t * t;
        }
    }

    private void fromMoments(double[] outGradient) {
        for (int j = 0; j < moments.length; j++) {
            for (int k = first[j]; k < first[j + 1]; k++) {
                outGradient[k] = scale[k] * splines[j].contract(moments[j], k - first[j] + 1);
            }
        }
        for (int k = 0; k < label.size(); k++) {
            outGradient[nE + k] = label.contract(labelMoments, k);
        }
    }

    /**
     * The log likelihood, its gradient and the Gauss-Newton matrix sum_p I_p J_p J_p^T, I the information in the label of a
     * pixel.
     *
     * @param outGradient [nDim]. Overwritten.
     * @param outMatrix   [nDim x nDim], both triangles. Overwritten.
     */
    double gaussNewton(double[] theta, double[] outGradient, double[] outMatrix) {
        set(theta);
        clearMoments();
        Arrays.fill(outMatrix, 0);
        double sum = constant;
        double lnOmega = 0;
        double atPos = 0;
        double atVel = 0;
        for (int from = 0; from < n; from += BLOCK) {
            int to = Math.min(n, from + BLOCK);
            for (int p = from; p < to; p++) {
                pixel(p);
                sum += logP;
                addMoments(score);
                int column = p - from;
                double root = Math.sqrt(information);
                double q = root * f1;
                for (int j = 0; j < orders.length; j++) {
                    splines[j].basis(piece[j], rE, jacobian, BLOCK, first[j] * BLOCK + column, 1, q * rE * cosM[j]);
                }
                label.basis(labelPiece, r, jacobian, BLOCK, nE * BLOCK + column, 0, root);
                double a = byLnOmega();
                double b = byPos0();
                double c = byVel0();
                jacobian[(nDim - 3) * BLOCK + column] = q * a;
                jacobian[(nDim - 2) * BLOCK + column] = q * b;
                jacobian[(nDim - 1) * BLOCK + column] = q * c;
                double w = score * f1;
                lnOmega += w * a;
                atPos += w * b;
                atVel += w * c;
            }
            addProducts(to - from, outMatrix);
        }
        for (int a = 0; a < nDim; a++) {
            for (int b = 0; b <= a; b++) {
                double product = outMatrix[a * nDim + b] * (a < nE ? scale[a] : 1) * (b < nE ? scale[b] : 1);
                outMatrix[a * nDim + b] = product;
                outMatrix[b * nDim + a] = product;
            }
        }
        fromMoments(outGradient);
        outGradient[nDim - 3] = lnOmega;
        outGradient[nDim - 2] = atPos;
        outGradient[nDim - 1] = atVel;
        return sum;
    }

    /** Adds the products of all pairs of rows of the Jacobian to the lower triangle: four at a time share their loads. */
    private void addProducts(int width, double[] outMatrix) {
        double[] jac = jacobian;
        for (int a = 0; a < nDim; a++) {
            int row = a * BLOCK;
            int b = 0;
            for (; b + 3 <= a; b += 4) {
                int other = b * BLOCK;
                double s0 = 0;
                double s1 = 0;
                double s2 = 0;
                double s3 = 0;
                for (int p = 0; p < width; p++) {
                    double x = jac[row + p];
                    s0 += x * jac[other + p];
                    s1 += x * jac[other + BLOCK + p];
                    s2 += x * jac[other + 2 * BLOCK + p];
                    s3 += x * jac[other + 3 * BLOCK + p];
                }
                outMatrix[a * nDim + b] += s0;
                outMatrix[a * nDim + b + 1] += s1;
                outMatrix[a * nDim + b + 2] += s2;
                outMatrix[a * nDim + b + 3] += s3;
            }
            for (; b <= a; b++) {
                double sum = 0;
                for (int p = 0; p < width; p++) {
                    sum += jac[row + p] * jac[b * BLOCK + p];
                }
                outMatrix[a * nDim + b] += sum;
            }
        }
    }

    /**
     * The exact matrix of second derivatives of -ln L: sum_p I J J^T - score d^2 label.
     *
     * @param theta     [nDim]. Not modified.
     * @param outMatrix [nDim x nDim], both triangles. Overwritten.
     */
    void curvature(double[] theta, double[] outMatrix) {
        set(theta);
        Arrays.fill(outMatrix, 0);
        Arrays.fill(slope, 0);
        Arrays.fill(labelSlope, 0);
        for (int p = 0; p < n; p++) {
            pixel(p);
            addCurvature(outMatrix);
        }
        for (int a = 0; a < nDim; a++) {
            for (int b = 0; b < a; b++) {
                outMatrix[b * nDim + a] = outMatrix[a * nDim + b];
            }
        }
    }

    /** Adds the second derivatives of one pixel to the lower triangle. */
    private void addCurvature(double[] out) {
        double w = score * f1;
        int lnOmega = nDim - 3;
        slope[lnOmega] = byLnOmega();
        slope[lnOmega + 1] = byPos0();
        slope[lnOmega + 2] = byVel0();
        // second derivatives of r in x and y, by R and theta
        double rr = 0;
        double rTheta = 0;
        double thetaTheta = 0;
        double perR = rE > 0 ? 1 / rE : 0;
        for (int j = 0; j < orders.length; j++) {
            int m = orders[j];
            splines[j].basis(piece[j], rE, basis[0], basis[1], basis[2]);
            for (int k = first[j]; k < first[j + 1]; k++) {
                double b = scale[k] * basis[0][k - first[j] + 1];
                double b1 = scale[k] * basis[1][k - first[j] + 1];
                double b2 = scale[k] * basis[2][k - first[j] + 1];
                slope[k] = rE * b * cosM[j];
                out[k * nDim + k] -= w * slope[k];
                // r_{k,x} = (B + R B') cos(m theta) R_x - m B sin(m theta) R theta_x, and the same in y
                double radial = (b + rE * b1) * cosM[j];
                double turning = m * b * sinM[j];
                double byX = radial * cos1 + turning * sin1;
                double byY = radial * sin1 - turning * cos1;
                out[lnOmega * nDim + k] -= w * 0.5 * rE * (-byX * cos1 + byY * sin1);
                out[(lnOmega + 1) * nDim + k] += w * byY * rootOmega;
                out[(lnOmega + 2) * nDim + k] += w * byX / rootOmega;
                rr += (2 * b1 + rE * b2) * cosM[j];
                rTheta -= m * (b + rE * b1) * sinM[j];
                thetaTheta -= m * m * b * cosM[j]; // over R
            }
        }
        double c = cos1;
        double s = sin1;
        double x = rE * c;
        double y = rE * s;
        double rX = slopeR * c + slopeAngle * s;
        double rY = slopeR * s - slopeAngle * c;
        double cross = 2 * rTheta * perR;
        double bend = (thetaTheta + slopeR) * perR;
        double twist = -slopeAngle * perR;
        double xx = rr * c * c - cross * s * c + bend * s * s + twist * 2 * s * c;
        double xy = rr * s * c + 0.5 * cross * (c * c - s * s) - bend * s * c + twist * (s * s - c * c);
        double yy = rr * s * s + cross * s * c + bend * c * c - twist * 2 * s * c;
        out[lnOmega * nDim + lnOmega] -=
                w * (0.25 * (xx * x * x - 2 * xy * x * y + yy * y * y) + 0.25 * (rX * x + rY * y));
        out[(lnOmega + 1) * nDim + lnOmega] -= w * rootOmega * (0.5 * xy * x - 0.5 * yy * y - 0.5 * rY);
        out[(lnOmega + 2) * nDim + lnOmega] -= w / rootOmega * (0.5 * xx * x - 0.5 * xy * y + 0.5 * rX);
        out[(lnOmega + 1) * nDim + lnOmega + 1] -= w * rootOmega * rootOmega * yy;
        out[(lnOmega + 2) * nDim + lnOmega + 1] -= w * xy;
        out[(lnOmega + 2) * nDim + lnOmega + 2] -= w / (rootOmega * rootOmega) * xx;
        label.basis(labelPiece, r, basis[0], basis[1], basis[2]);
        for (int k = 0; k < label.size(); k++) {
            labelSlope[nE + k] = basis[0][k];
        }
        double squares = information * f1 * f1 - score * f2;
        for (int a = 0; a < nDim; a++) {
            for (int b = 0; b <= a; b++) {
                double mixed = labelSlope[a] * slope[b] + labelSlope[b] * slope[a];
                out[a * nDim + b] +=
                        squares * slope[a] * slope[b] + information * (labelSlope[a] * labelSlope[b] + f1 * mixed);
            }
        }
        for (int k = 0; k < label.size(); k++) {
            double change = score * basis[1][k];
            for (int b = 0; b < nE; b++) {
                out[(nE + k) * nDim + b] -= change * slope[b];
            }
            for (int a = lnOmega; a < nDim; a++) {
                out[a * nDim + nE + k] -= change * slope[a];
            }
        }
    }
}
