package asterism.torus;

/** A user's regularizer: its second derivatives are differences of its gradients. */
record UserPenalty(TorusModel model, Regularizer regularizer) implements Penalty {

    private static final double STEP = 1e-4;

    @Override
    public double evaluate(double[] theta, double[] outGradient, double[] outHessian) {
        int n = theta.length;
        if (outHessian.length > 0) {
            double[] up = new double[n];
            double[] down = new double[n];
            for (int k = 0; k < n; k++) {
                double h = STEP * Math.max(0.1, Math.abs(theta[k]));
                regularizer.evaluate(model, moved(theta, k, h), up);
                regularizer.evaluate(model, moved(theta, k, -h), down);
                for (int i = 0; i < n; i++) {
                    outHessian[k * n + i] = (up[i] - down[i]) / (2 * h);
                }
            }
            for (int k = 0; k < n; k++) {
                for (int i = 0; i < k; i++) {
                    double mean = 0.5 * (outHessian[k * n + i] + outHessian[i * n + k]);
                    outHessian[k * n + i] = mean;
                    outHessian[i * n + k] = mean;
                }
            }
        }
        return regularizer.evaluate(model, model.parameters(theta), outGradient);
    }

    private TorusParameters moved(double[] theta, int k, double h) {
        double[] out = theta.clone();
        out[k] += h;
        return model.parameters(out);
    }
}
