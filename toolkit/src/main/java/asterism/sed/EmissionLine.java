package asterism.sed;

import asterism.display.Numbers;
import asterism.math.PiecewiseLinear;

/**
 * An emission line of ionized gas.
 *
 * <p>Besides its wavelength it carries the pixel profile of the published codes: the light of the line in the pixels of
 * the full library's wavelength grid nearest to it, straight between them, with integral 1 over frequency.
 */
public final class EmissionLine {

    private final double micron;
    private final double[] pixel;
    private final double[] profile;

    /**
     * A line.
     *
     * @param micron  rest wavelength, um
     * @param pixel   [n], um, increasing. Not modified.
     * @param profile [n], Hz-1, 0 at both ends. Not modified.
     */
    public EmissionLine(double micron, double[] pixel, double[] profile) {
        if (pixel.length != profile.length) {
            throw new IllegalArgumentException(
                    "line at " + micron + " um: " + pixel.length + " pixels but " + profile.length + " values");
        }
        this.micron = micron;
        this.pixel = pixel.clone();
        this.profile = profile.clone();
    }

    /** Rest wavelength, um. */
    public double micron() {
        return micron;
    }

    /** The published pixel profile at a wavelength [um], Hz-1. */
    public double pixelProfile(double at) {
        return PiecewiseLinear.at(pixel, profile, at);
    }

    @Override
    public String toString() {
        return Numbers.significant(micron, 6) + " um";
    }
}
