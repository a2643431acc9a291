package asterism.image;

import asterism.param.Parameter;
import java.util.List;

/**
 * What a component's light is: its parameters, in the order of its vector p, and how they make brightness.
 *
 * <p>The brightness that scales the whole image, where there is one, is the last parameter; images are made with it at
 * flux 1 and scaled afterwards.
 */
sealed interface Light permits EllipticalLight, SkyLight, PointLight {

    /** How the scaling brightness is written. */
    enum Amplitude {
        /** There is none: each parameter shapes the image. */
        NONE,
        /** The last parameter is the flux or brightness itself. */
        LINEAR,
        /** The last parameter is its log10. */
        LOG10;

        /** Flux or brightness for a value of the parameter. */
        double flux(double value) {
            return switch (this) {
                case NONE -> 1;
                case LINEAR -> value;
                case LOG10 -> Math.pow(10, value);
            };
        }

        /** d flux / d value, for a flux. */
        double slope(double flux) {
            return switch (this) {
                case NONE -> 0;
                case LINEAR -> 1;
                case LOG10 -> Math.log(10) * flux;
            };
        }
    }

    /** What the model is called in messages and files: {@code sersic}. */
    String kind();

    /** The parameters as the model's class declares them, vectors as one. */
    List<Parameter> vocabulary();

    /** The scalars, in the order of p. */
    List<Parameter> parameters();

    /** How the scaling brightness is written. */
    Amplitude amplitude();

    /** Number of parameters whose derivative is an image of its own: all but the scaling brightness. */
    default int shapeParameters() {
        return parameters().size() - (amplitude() == Amplitude.NONE ? 0 : 1);
    }

    /** This light with what depends on where it is seen, such as the knots of a spline. */
    default Light seenIn(PixelGrid grid, Window window) {
        return this;
    }
}
