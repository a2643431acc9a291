package asterism.torus;

/**
 * The closed curves r = const and the label along them for one set of parameters: all pieces of all splines, ready to be
 * evaluated.
 */
final class OrbitFamily {

    final int[] orders;
    final Spline[] eSplines;
    final double[][] ePieces; // with the sign
    final Spline labelSpline;
    final double[] labelPieces;
    final double omega;
    final double rootOmega;
    final double pos0;
    final double vel0;

    OrbitFamily(TorusModel model, TorusParameters p) {
        model.requireFits(p);
        this.orders = model.orders();
        int n = orders.length;
        this.eSplines = new Spline[n];
        this.ePieces = new double[n][];
        for (int j = 0; j < n; j++) {
            var spline = model.eSpline(orders[j]);
            double[] vals = p.eVals(orders[j]);
            double[] y = new double[spline.size()];
            for (int k = 1; k < y.length; k++) {
                y[k] = model.eSign(orders[j]) * Math.exp(vals[k - 1]);
            }
            eSplines[j] = spline;
            ePieces[j] = new double[3 * (spline.size() - 1)];
            spline.pieces(y, ePieces[j]);
        }
        this.labelSpline = model.labelSpline();
        this.labelPieces = new double[3 * (labelSpline.size() - 1)];
        labelSpline.pieces(p.labelVals(), labelPieces);
        this.omega = p.omega0();
        this.rootOmega = Math.sqrt(omega);
        this.pos0 = p.pos0().single();
        this.vel0 = p.vel0().single();
    }

    double x(double vel) {
        return (vel - vel0) / rootOmega;
    }

    double y(double pos) {
        return (pos - pos0) * rootOmega;
    }

    /** e_m(r_e), m the j-th order. */
    double e(int j, double rE) {
        return eSplines[j].value(ePieces[j], rE);
    }

    /** de_m / dr_e. */
    double eSlope(int j, double rE) {
        return eSplines[j].slope(ePieces[j], rE);
    }

    double label(double r) {
        return labelSpline.value(labelPieces, r);
    }

    /** r of a point at (r_e, theta_e). */
    double radius(double rE, double theta) {
        double sum = 1;
        for (int j = 0; j < orders.length; j++) {
            sum += e(j, rE) * Math.cos(orders[j] * theta);
        }
        return rE * sum;
    }

    /** dr / dr_e at (r_e, theta_e). */
    double radiusSlope(double rE, double theta) {
        double sum = 1;
        for (int j = 0; j < orders.length; j++) {
            sum += (e(j, rE) + rE * eSlope(j, rE)) * Math.cos(orders[j] * theta);
        }
        return sum;
    }
}
