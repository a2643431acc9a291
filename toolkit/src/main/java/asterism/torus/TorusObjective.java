package asterism.torus;

import asterism.math.Objective;

/** -(ln L - P) / number of pixels, with gradient and curvatures. Not thread-safe. */
final class TorusObjective implements Objective {

    private static final double[] NONE = new double[0];

    private final PixelLikelihood likelihood;
    private final PixelCurvature curvature;
    private final Penalty penalty;
    private final double perPixel;
    private final double[] more;
    private final double[] moreMatrix;

    private TorusObjective(PixelLikelihood likelihood, Penalty penalty, int pixels) {
        int n = likelihood.dimension();
        this.likelihood = likelihood;
        this.curvature = new PixelCurvature(likelihood);
        this.penalty = penalty;
        this.perPixel = 1.0 / pixels;
        this.more = new double[n];
        this.moreMatrix = new double[n * n];
    }

    static TorusObjective of(TorusModel model, BinnedData data, TorusLikelihood likelihood) {
        return new TorusObjective(likelihood.of(model, data), Penalty.of(model), data.size());
    }

    /** Pixels that count in the likelihood. */
    int pixelsUsed() {
        return likelihood.size();
    }

    @Override
    public int dimension() {
        return likelihood.dimension();
    }

    @Override
    public double evaluate(double[] theta, double[] outGradient) {
        double value = -likelihood.gradient(theta, outGradient) + penalty.evaluate(theta, more, NONE);
        return scaled(value, outGradient);
    }

    private double scaled(double value, double[] outGradient) {
        for (int k = 0; k < more.length; k++) {
            outGradient[k] = perPixel * (more[k] - outGradient[k]);
        }
        return perPixel * value;
    }

    /** The objective alone. */
    double value(double[] theta) {
        return perPixel * (-likelihood.value(theta) + penalty.evaluate(theta, more, NONE));
    }

    /** The penalty alone, not per pixel. */
    double penalty(double[] theta) {
        return penalty.evaluate(theta, more, NONE);
    }

    /**
     * The objective, its gradient, and its curvature with that of the likelihood by Gauss and Newton.
     *
     * @param outGradient [nDim]. Overwritten.
     * @param outMatrix   [nDim x nDim]. Overwritten.
     */
    double gaussNewton(double[] theta, double[] outGradient, double[] outMatrix) {
        double value = -curvature.gaussNewton(theta, outGradient, outMatrix);
        value += penalty.evaluate(theta, more, moreMatrix);
        addPenalty(outMatrix);
        return scaled(value, outGradient);
    }

    /**
     * The exact second derivatives of the objective.
     *
     * @param outMatrix [nDim x nDim]. Overwritten.
     */
    void curvature(double[] theta, double[] outMatrix) {
        curvature.exact(theta, outMatrix);
        penalty.evaluate(theta, more, moreMatrix);
        addPenalty(outMatrix);
    }

    /** The information at some parameters. */
    CramerRao crlb(TorusModel model, TorusParameters p) {
        double[] theta = p.toArray();
        double[] information = new double[theta.length * theta.length];
        double[] dataInformation = new double[theta.length * theta.length];
        curvature(theta, information);
        for (int i = 0; i < information.length; i++) {
            information[i] /= perPixel;
        }
        curvature.gaussNewton(theta, new double[theta.length], dataInformation);
        return CramerRao.of(model, p, information, dataInformation);
    }

    private void addPenalty(double[] outMatrix) {
        for (int i = 0; i < outMatrix.length; i++) {
            outMatrix[i] = perPixel * (outMatrix[i] + moreMatrix[i]);
        }
    }
}
