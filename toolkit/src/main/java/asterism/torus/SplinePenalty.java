package asterism.torus;

import java.util.Arrays;

/** {@link SplineRegularizer} bound to a model, with first and second derivatives in closed form. */
final class SplinePenalty implements Penalty {

    private final SplineRegularizer settings;
    private final Vertical vertical;
    private final int nDim;
    private final int[] orders;
    private final Spline[] splines;
    private final int[] signs;
    private final Spline label;
    private final double[] term; // what the values of one distortion add to it at a knot
    private final double[] slope; // da' / dtheta, [nDim]
    private final double[] curvature; // d^2 a' / dtheta^2, [nDim x nDim]
    private double gradientAtKnot; // a'
    private boolean curved;

    SplinePenalty(TorusModel model, SplineRegularizer settings) {
        this.settings = settings;
        this.vertical = new Vertical(model);
        this.nDim = model.dimension();
        this.orders = model.orders();
        this.splines = new Spline[orders.length];
        this.signs = new int[orders.length];
        for (int j = 0; j < orders.length; j++) {
            splines[j] = model.eSpline(orders[j]);
            signs[j] = model.eSign(orders[j]);
        }
        this.label = model.labelSpline();
        this.term = new double[nDim];
        this.slope = new double[nDim];
        this.curvature = new double[nDim * nDim];
    }

    @Override
    public double evaluate(double[] theta, double[] outGradient, double[] outHessian) {
        curved = outHessian.length > 0;
        Arrays.fill(outGradient, 0, nDim, 0);
        Arrays.fill(outHessian, 0);
        double sum = 0;
        int first = 0;
        if (settings.daccStrength() > 0) {
            vertical.set(theta);
        }
        for (int j = 0; j < orders.length; j++) {
            for (int i = 1; settings.daccStrength() > 0 && i < splines[j].size(); i++) {
                sum += wall(splines[j].knot(i), theta, outGradient, outHessian);
            }
            sum += sizeOfDistortion(j, first, theta, outGradient, outHessian);
            int n = splines[j].size() - 1;
            sum += roughness(first, n, settings.eSmoothSigma(orders[j]), theta, outGradient, outHessian);
            first += n;
        }
        sum += sizeOfLabel(first, theta, outGradient, outHessian);
        return sum
                + roughness(first + 1, label.size() - 1, settings.labelSmoothSigma(), theta, outGradient, outHessian);
    }

    /** strength ln(1 + exp(a' / scale)) at a knot. */
    private double wall(double knot, double[] theta, double[] outGradient, double[] outHessian) {
        gradientAtKnot = 0;
        Arrays.fill(slope, 0);
        if (curved) {
            Arrays.fill(curvature, 0);
        }
        if (settings.isPublished()) {
            double shifted = knot - theta[nDim - 2] * vertical.rootOmega();
            side(Math.abs(shifted), false, 1);
            moves(Math.abs(shifted), Math.signum(shifted), theta[nDim - 2]);
        } else if (vertical.isKnot(knot)) {
            side(knot, false, 0.5);
            side(knot, true, 0.5);
        } else {
            side(knot, false, 1);
        }
        double scale = settings.daccDposScale();
        double t = gradientAtKnot / scale;
        double small = Math.exp(-Math.abs(t));
        double rise = t > 0 ? 1 / (1 + small) : small / (1 + small);
        double first = settings.daccStrength() * rise / scale;
        double second = settings.daccStrength() * rise * (1 - rise) / (scale * scale);
        for (int k = 0; k < nDim; k++) {
            outGradient[k] += first * slope[k];
            for (int i = 0; curved && i < nDim; i++) {
                outHessian[k * nDim + i] += second * slope[k] * slope[i] + first * curvature[k * nDim + i];
            }
        }
        return settings.daccStrength() * (Math.max(t, 0) + Math.log1p(small));
    }

    /** Adds weight times a' = -Omega^2 (G + r G') on one side of a knot, by the values and by ln Omega at constant r. */
    private void side(double r, boolean left, double weight) {
        vertical.evaluate(r, left);
        double f = -weight * vertical.omega() * vertical.omega();
        double h = f * (vertical.g[0] + r * vertical.g[1]);
        int lnOmega = nDim - 3;
        gradientAtKnot += h;
        slope[lnOmega] += 2 * h;
        if (curved) {
            curvature[lnOmega * nDim + lnOmega] += 4 * h;
        }
        for (int k = 0; k < vertical.nE(); k++) {
            double hk = f * (vertical.gVal[0][k] + r * vertical.gVal[1][k]);
            slope[k] += hk;
            if (curved) {
                curvature[k * nDim + lnOmega] += 2 * hk;
                curvature[lnOmega * nDim + k] += 2 * hk;
                for (int i = 0; i < vertical.nE(); i++) {
                    curvature[k * nDim + i] += f * vertical.hessian(r, k, i);
                }
            }
        }
    }

    /** Adds that the published r = |knot - pos0 sqrt(Omega)| moves with ln Omega and pos0. */
    private void moves(double r, double sign, double pos0) {
        double f = -vertical.omega() * vertical.omega();
        double hR = f * (2 * vertical.g[1] + r * vertical.g[2]);
        double hRr = f * (3 * vertical.g[2] + r * vertical.g[3]);
        double byOmega = -0.5 * sign * pos0 * vertical.rootOmega();
        double byPos = -sign * vertical.rootOmega();
        int lnOmega = nDim - 3;
        int pos = nDim - 2;
        slope[lnOmega] += hR * byOmega;
        slope[pos] += hR * byPos;
        if (!curved) {
            return;
        }
        double mixed = 2 * hR * byPos + hRr * byOmega * byPos + 0.5 * hR * byPos;
        curvature[lnOmega * nDim + lnOmega] += 4 * hR * byOmega + hRr * byOmega * byOmega + 0.5 * hR * byOmega;
        curvature[lnOmega * nDim + pos] += mixed;
        curvature[pos * nDim + lnOmega] += mixed;
        curvature[pos * nDim + pos] += hRr * byPos * byPos;
        for (int k = 0; k < vertical.nE(); k++) {
            double hRk = f * (2 * vertical.gVal[1][k] + r * vertical.gVal[2][k]);
            curvature[k * nDim + lnOmega] += hRk * byOmega;
            curvature[lnOmega * nDim + k] += hRk * byOmega;
            curvature[k * nDim + pos] += hRk * byPos;
            curvature[pos * nDim + k] += hRk * byPos;
        }
    }

    /** (e_m / sigma)^2 at all knots. */
    private double sizeOfDistortion(int j, int first, double[] theta, double[] outGradient, double[] outHessian) {
        double weight = 1 / (settings.eL2Sigma(orders[j]) * settings.eL2Sigma(orders[j]));
        int n = splines[j].size() - 1;
        double sum = 0;
        for (int i = 1; i <= n; i++) {
            double e = 0;
            for (int k = 0; k < n; k++) {
                term[k] = signs[j] * Math.exp(theta[first + k]) * splines[j].basisAtKnot(i, k + 1);
                e += term[k];
            }
            sum += weight * e * e;
            for (int k = 0; k < n; k++) {
                outGradient[first + k] += 2 * weight * e * term[k];
                if (curved) {
                    outHessian[(first + k) * (nDim + 1)] += 2 * weight * e * term[k];
                    for (int l = 0; l < n; l++) {
                        outHessian[(first + k) * nDim + first + l] += 2 * weight * term[k] * term[l];
                    }
                }
            }
        }
        return sum;
    }

    /** ((f - center) / sigma)^2 at all knots. */
    private double sizeOfLabel(int first, double[] theta, double[] outGradient, double[] outHessian) {
        double weight = 1 / (settings.labelL2Sigma() * settings.labelL2Sigma());
        int n = label.size();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double f = -settings.labelCenter();
            for (int k = 0; k < n; k++) {
                f += theta[first + k] * label.basisAtKnot(i, k);
            }
            sum += weight * f * f;
            for (int k = 0; k < n; k++) {
                double b = label.basisAtKnot(i, k);
                outGradient[first + k] += 2 * weight * f * b;
                for (int l = 0; curved && l < n; l++) {
                    outHessian[(first + k) * nDim + first + l] += 2 * weight * b * label.basisAtKnot(i, l);
                }
            }
        }
        return sum;
    }

    /** ((theta_{k+1} - theta_k) / sigma)^2 of n neighbors. */
    private double roughness(
            int first, int n, double sigma, double[] theta, double[] outGradient, double[] outHessian) {
        double weight = 1 / (sigma * sigma);
        double sum = 0;
        for (int k = first; k < first + n - 1; k++) {
            double d = theta[k + 1] - theta[k];
            sum += weight * d * d;
            outGradient[k + 1] += 2 * weight * d;
            outGradient[k] -= 2 * weight * d;
            if (curved) {
                outHessian[k * nDim + k] += 2 * weight;
                outHessian[(k + 1) * nDim + k + 1] += 2 * weight;
                outHessian[k * nDim + k + 1] -= 2 * weight;
                outHessian[(k + 1) * nDim + k] -= 2 * weight;
            }
        }
        return sum;
    }
}
