package asterism.infer;

/** A log density that also knows its exact gradient. Gradient-based samplers accept only this type. */
public interface GradientLogDensity extends LogDensity {

    /**
     * Evaluates a batch of points with gradients.
     *
     * @param theta       [n x nDim], row-major. Not modified.
     * @param n           number of points, at least 0
     * @param outLogP     [n] at least. Overwritten.
     * @param outGradient [n x nDim], row-major: d logP_i / d theta_ij at {@code i * nDim + j}; zero where the density
     *                    vanishes. Overwritten.
     */
    void evaluateWithGradient(double[] theta, int n, double[] outLogP, double[] outGradient);

    /**
     * Whether the density jumps anywhere inside its bounds. No gradient tells of a jump, so trajectories lose energy there
     * however small their steps are; {@link Nuts} then asks for less acceptance.
     */
    default boolean hasJumps() {
        return false;
    }

    @Override
    GradientLogDensity fork();
}
