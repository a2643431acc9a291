package asterism.sed;

import asterism.param.Parameter;
import java.util.Arrays;

/**
 * How dust in front of the stars dims them: exp(-tau(lambda)). The absorbed power is re-emitted by the dust.
 *
 * <p>A law of one's own implements this interface. Optical depths must be smooth in the wavelength between the
 * {@link #breaks()}.
 */
public interface Attenuation extends SedComponent {

    /**
     * Optical depth in front of stars of all ages.
     *
     * @param micron rest wavelength, um
     * @param p      the law's parameters begin at {@code offset}, in the order of {@link #parameters()}. Not modified.
     */
    double depth(double micron, double[] p, int offset);

    /** Optical depth that the youngest age bin has in addition: its birth clouds. */
    default double birthCloudDepth(double micron, double[] p, int offset) {
        return 0;
    }

    /**
     * Derivative of {@link #depth} with respect to one of the law's parameters.
     *
     * <p>The default takes differences, good to about nine digits, and allocates; a law of one's own that is to be sampled
     * for long gives its formula.
     *
     * @param parameter its index in {@link #parameters()}
     * @param micron    rest wavelength, um
     * @param p         the law's parameters begin at {@code offset}. Not modified.
     */
    default double depthDerivative(int parameter, double micron, double[] p, int offset) {
        var at = Arrays.copyOfRange(p, offset, offset + parameters().size());
        return Differences.derivative(parameters().get(parameter), at, parameter, q -> depth(micron, q, 0));
    }

    /** Derivative of {@link #birthCloudDepth} with respect to one of the law's parameters; as above. */
    default double birthCloudDepthDerivative(int parameter, double micron, double[] p, int offset) {
        var at = Arrays.copyOfRange(p, offset, offset + parameters().size());
        return Differences.derivative(parameters().get(parameter), at, parameter, q -> birthCloudDepth(micron, q, 0));
    }

    /** Wavelengths [um], increasing, at which the law or one of its derivatives jumps. */
    double[] breaks();

    /** Whether the optical depths are linear (with a constant) in this parameter, the others held. */
    boolean isLinearIn(Parameter parameter);

    /** The law with the published conventions; the law itself where it has none. */
    default Attenuation asPublished() {
        return this;
    }
}
