package asterism.torus;

import java.util.Arrays;

/**
 * Second derivatives of a log likelihood of pixels: of Gauss and Newton, sum_p I J J^T with J = dlabel / dtheta and I the
 * information in the label of a pixel; and exact, with the curvature of the label in addition.
 *
 * <p>With s = dr / dtheta and B the label's basis functions, J = f' s + B, and
 *
 * <pre>
 * -d^2 ln L = sum_p (I f'^2 - score f'') s s^T + (I f' B - score B') s^T + s (I f' B - score B')^T + I B B^T - score f' d^2 r
 * </pre>
 *
 * <p>where Gauss and Newton leave out the score. Not thread-safe; leaves the likelihood's block changed.
 */
final class PixelCurvature {

    private static final int BLOCK = PixelBlock.SIZE;
    private static final double SMALLEST_RADIUS = 1e-100; // r has no second derivative at the very center

    private final PixelLikelihood likelihood;
    private final PixelBlock block;
    private final int nDim;
    private final int nE;
    private final int nR; // parameters that change r: nE and the last 3
    private final int[] place; // of each row in theta: first the parameters that change r, then those of the label

    // rows of up to BLOCK pixels
    private final double[] slope; // s, then B
    private final double[] curved; // what s s^T and s B^T are weighted with
    private final double[] informed; // I B

    private final double[] radiusCos = new double[BLOCK]; // R cos(m theta)
    private final double[] weight = new double[BLOCK];
    private final double[] ones = new double[BLOCK];
    private final double[] force = new double[BLOCK]; // score f'
    private final double[] value = new double[BLOCK]; // of one basis function
    private final double[] rate = new double[BLOCK];
    private final double[] sums; // of the rows' products, lower triangle, [nDim x nDim]

    PixelCurvature(PixelLikelihood likelihood) {
        this.likelihood = likelihood;
        this.block = likelihood.block;
        this.nDim = likelihood.dimension();
        this.nE = block.scale.length;
        this.nR = nE + 3;
        this.place = new int[nDim];
        for (int k = 0; k < nDim; k++) {
            place[k] = k < nE ? k : k < nR ? k + block.label.size() : k - 3;
        }
        this.slope = new double[nDim * BLOCK];
        this.curved = new double[nDim * BLOCK];
        this.informed = new double[(nDim - nR) * BLOCK];
        this.sums = new double[nDim * nDim];
        Arrays.fill(ones, 1);
    }

    /**
     * The log likelihood, its gradient, and sum_p I J J^T.
     *
     * @param theta       [nDim]. Not modified.
     * @param outGradient [nDim]. Overwritten.
     * @param outMatrix   [nDim x nDim], both triangles. Overwritten.
     */
    double gaussNewton(double[] theta, double[] outGradient, double[] outMatrix) {
        likelihood.beginGradient(theta, outGradient);
        Arrays.fill(sums, 0);
        double value = likelihood.constant();
        for (int from = 0; from < likelihood.size(); from += BLOCK) {
            int n = likelihood.evaluate(from);
            value += likelihood.addToGradient(n, outGradient);
            add(false, n);
        }
        likelihood.endGradient(outGradient);
        place(outMatrix);
        return value;
    }

    /**
     * The exact second derivatives of -ln L.
     *
     * @param theta     [nDim]. Not modified.
     * @param outMatrix [nDim x nDim], both triangles. Overwritten.
     */
    void exact(double[] theta, double[] outMatrix) {
        block.set(theta);
        Arrays.fill(sums, 0);
        for (int from = 0; from < likelihood.size(); from += BLOCK) {
            int n = likelihood.evaluate(from);
            add(true, n);
            subtractBends(n);
        }
        place(outMatrix);
    }

    private void add(boolean exact, int n) {
        fillSlopes(n);
        fillWeights(exact, n);
        addProducts(n);
    }

    private void place(double[] outMatrix) {
        for (int a = 0; a < nDim; a++) {
            for (int b = 0; b <= a; b++) {
                outMatrix[place[a] * nDim + place[b]] = sums[a * nDim + b];
                outMatrix[place[b] * nDim + place[a]] = sums[a * nDim + b];
            }
        }
    }

    /** dr / dtheta of all parameters that change r, and the label's basis functions. */
    private void fillSlopes(int n) {
        for (int j = 0; j < block.orders.length; j++) {
            double[] c = block.cosM[j];
            for (int p = 0; p < n; p++) {
                radiusCos[p] = block.radius[p] * c[p];
            }
            for (int k = block.first[j]; k < block.first[j + 1]; k++) {
                block.distortions.values(k, block.scale[k], radiusCos, block.at, block.t, n, slope, k * BLOCK);
            }
        }
        int row = nE * BLOCK;
        for (int p = 0; p < n; p++) {
            slope[row + p] = block.byLnOmega(p);
            slope[row + BLOCK + p] = block.byPos0(p);
            slope[row + 2 * BLOCK + p] = block.byVel0(p);
        }
        for (int k = 0; k < block.label.size(); k++) {
            block.label.values(k, 1, ones, block.labelAt, block.labelT, n, slope, (nR + k) * BLOCK);
        }
    }

    private void fillWeights(boolean exact, int n) {
        double[] f1 = block.f1;
        double[] information = likelihood.information;
        for (int p = 0; p < n; p++) {
            weight[p] = information[p] * f1[p] * f1[p];
            force[p] = likelihood.score[p] * f1[p];
        }
        for (int p = 0; exact && p < n; p++) {
            weight[p] -= likelihood.score[p] * 2 * block.labelPieces[block.labelAt[p] + 2];
        }
        for (int k = 0; k < nR; k++) {
            for (int p = 0; p < n; p++) {
                curved[k * BLOCK + p] = weight[p] * slope[k * BLOCK + p];
            }
        }
        for (int k = nR; k < nDim; k++) {
            int row = (k - nR) * BLOCK;
            if (exact) {
                block.label.slopes(k - nR, -1, likelihood.score, block.labelAt, block.labelT, n, curved, k * BLOCK);
            } else {
                Arrays.fill(curved, k * BLOCK, k * BLOCK + n, 0);
            }
            for (int p = 0; p < n; p++) {
                informed[row + p] = information[p] * slope[k * BLOCK + p];
                curved[k * BLOCK + p] += f1[p] * informed[row + p];
            }
        }
    }

    private void addProducts(int n) {
        for (int a = 0; a < nR; a++) {
            addProducts(curved, a * BLOCK, a, 0, a + 1, n);
        }
        for (int a = nR; a < nDim; a++) {
            addProducts(curved, a * BLOCK, a, 0, nR, n);
            addProducts(informed, (a - nR) * BLOCK, a, nR, a + 1, n);
        }
    }

    /** Adds the products of one row with rows of slopes from b on: four at a time share their loads. */
    private void addProducts(double[] rows, int row, int a, int from, int to, int n) {
        double[] other = slope;
        int b = from;
        for (; b + 3 < to; b += 4) {
            int at = b * BLOCK;
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            for (int p = 0; p < n; p++) {
                double x = rows[row + p];
                s0 += x * other[at + p];
                s1 += x * other[at + BLOCK + p];
                s2 += x * other[at + 2 * BLOCK + p];
                s3 += x * other[at + 3 * BLOCK + p];
            }
            sums[a * nDim + b] += s0;
            sums[a * nDim + b + 1] += s1;
            sums[a * nDim + b + 2] += s2;
            sums[a * nDim + b + 3] += s3;
        }
        for (; b < to; b++) {
            double sum = 0;
            for (int p = 0; p < n; p++) {
                sum += rows[row + p] * other[b * BLOCK + p];
            }
            sums[a * nDim + b] += sum;
        }
    }

    // ---- score f' d^2 r ------------------------------------------------------------------------------------------

    private void subtractBends(int n) {
        for (int j = 0; j < block.orders.length; j++) {
            for (int k = block.first[j]; k < block.first[j + 1]; k++) {
                subtractBends(j, k, n);
            }
        }
        for (int p = 0; p < n; p++) {
            subtractShifts(p);
        }
    }

    /**
     * Of a value of a distortion with itself and with ln Omega0, pos0 and vel0: r_{k,x} = radial cos theta + turning sin theta, r_{k,y}
     * = radial sin theta - turning cos theta, with radial = (B + R B') cos(m theta), turning = m B sin(m theta).
     */
    private void subtractBends(int j, int k, int n) {
        block.distortions.values(k, block.scale[k], ones, block.at, block.t, n, value, 0);
        block.distortions.slopes(k, block.scale[k], ones, block.at, block.t, n, rate, 0);
        double itself = 0;
        double lnOmega = 0;
        double atPos = 0;
        double atVel = 0;
        for (int p = 0; p < n; p++) {
            double radial = (value[p] + block.radius[p] * rate[p]) * block.cosM[j][p];
            double turning = block.orders[j] * value[p] * block.sinM[j][p];
            double w = force[p];
            itself += w * slope[k * BLOCK + p];
            lnOmega += w * block.radius[p] * (radial * block.cosDouble[p] + turning * block.sinDouble[p]);
            atPos += w * (radial * block.sin[p] - turning * block.cos[p]);
            atVel += w * (radial * block.cos[p] + turning * block.sin[p]);
        }
        sums[k * (nDim + 1)] -= itself;
        sums[nE * nDim + k] += 0.5 * lnOmega;
        sums[(nE + 1) * nDim + k] += atPos * block.rootOmega;
        sums[(nE + 2) * nDim + k] += atVel / block.rootOmega;
    }

    /** Of ln Omega0, pos0 and vel0 with each other, through the second derivatives of r in x and y. */
    private void subtractShifts(int p) {
        double radius = block.radius[p];
        double perR = radius > SMALLEST_RADIUS ? 1 / radius : 0;
        double rr = 0;
        double rTheta = 0;
        double thetaTheta = 0; // over R
        for (int j = 0; j < block.orders.length; j++) {
            int m = block.orders[j];
            double[] pieces = block.pieces(j);
            int i = block.at[p];
            double t = block.t[p];
            double e = pieces[i] + t * (pieces[i + 1] + t * pieces[i + 2]);
            double e1 = pieces[i + 1] + 2 * t * pieces[i + 2];
            rr += (2 * e1 + radius * 2 * pieces[i + 2]) * block.cosM[j][p];
            rTheta -= m * (e + radius * e1) * block.sinM[j][p];
            thetaTheta -= m * m * e * block.cosM[j][p];
        }
        double c = block.cos[p];
        double s = block.sin[p];
        double x = radius * c;
        double y = radius * s;
        double slopeR = block.slopeR[p];
        double slopeAngle = block.slopeAngle[p];
        double rX = slopeR * c + slopeAngle * s;
        double rY = slopeR * s - slopeAngle * c;
        double cross = 2 * rTheta * perR;
        double bend = (thetaTheta + slopeR) * perR;
        double twist = -slopeAngle * perR;
        double xx = rr * c * c - cross * s * c + bend * s * s + twist * 2 * s * c;
        double xy = rr * s * c + 0.5 * cross * (c * c - s * s) - bend * s * c + twist * (s * s - c * c);
        double yy = rr * s * s + cross * s * c + bend * c * c - twist * 2 * s * c;
        double w = force[p];
        double root = block.rootOmega;
        int lnOmega = nE * nDim + nE;
        int pos = lnOmega + nDim;
        int vel = pos + nDim;
        sums[lnOmega] -= 0.25 * w * (xx * x * x - 2 * xy * x * y + yy * y * y + rX * x + rY * y);
        sums[pos] -= 0.5 * w * root * (xy * x - yy * y - rY);
        sums[vel] -= 0.5 * w / root * (xx * x - xy * y + rX);
        sums[pos + 1] -= w * root * root * yy;
        sums[vel + 1] -= w * xy;
        sums[vel + 2] -= w / (root * root) * xx;
    }
}
