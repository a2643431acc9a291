package asterism.sed;

import asterism.param.Parameter;

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

    /** Wavelengths [um], increasing, at which the law or one of its derivatives jumps. */
    double[] breaks();

    /** Whether the optical depths are linear (with a constant) in this parameter, the others held. */
    boolean isLinearIn(Parameter parameter);

    /** The law with the published conventions; the law itself where it has none. */
    default Attenuation asPublished() {
        return this;
    }
}
