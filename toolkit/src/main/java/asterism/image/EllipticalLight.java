package asterism.image;

import asterism.param.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A galaxy: a radial profile on ellipses.
 *
 * @param kind       what the model is called
 * @param declared   the parameters of the profile as the model's class declares them, without the scaling brightness
 * @param shape      the same as scalars; empty for a spline whose knots are not known yet
 * @param brightness the scaling brightness, log10; none where the profile's parameters are brightnesses themselves
 * @param totalFlux  whether the brightness is a total flux, which the axis ratio spreads over a smaller area
 * @param knots      radii of a spline's knots, arcsec; empty for other profiles
 * @param profile    makes profiles, one per thread
 * @param published  whether it is drawn as the published code does ({@link PublishedImage})
 */
record EllipticalLight(
        String kind,
        List<Parameter> declared,
        List<Parameter> shape,
        Optional<Parameter> brightness,
        boolean totalFlux,
        List<Double> knots,
        Supplier<RadialProfile> profile,
        boolean published)
        implements Light {

    /** Position of the axis ratio among the parameters. */
    static final int Q = 2;

    /** Position of the position angle among the parameters. */
    static final int PA = 3;

    /** Number of parameters of the ellipse, before those of the profile. */
    static final int ELLIPSE = 4;

    static EllipticalLight of(
            String kind, List<Parameter> shape, Parameter brightness, Supplier<RadialProfile> profile) {
        return new EllipticalLight(kind, shape, shape, Optional.of(brightness), false, List.of(), profile, false);
    }

    /** This light with a total flux for its brightness. */
    EllipticalLight ofTotalFlux() {
        return new EllipticalLight(kind, declared, shape, brightness, true, knots, profile, published);
    }

    /** This light drawn as the published code does, in which a Gaussian's flux is not spread over its smaller area. */
    EllipticalLight asPublished() {
        return new EllipticalLight(kind, declared, shape, brightness, false, knots, profile, true);
    }

    @Override
    public List<Parameter> vocabulary() {
        return parameters(declared);
    }

    @Override
    public List<Parameter> parameters() {
        return parameters(shape);
    }

    private List<Parameter> parameters(List<Parameter> ofProfile) {
        var all = new ArrayList<>(Ellipse.ALL);
        all.addAll(ofProfile);
        brightness.ifPresent(all::add);
        return all;
    }

    @Override
    public Amplitude amplitude() {
        return brightness.isPresent() ? Amplitude.LOG10 : Amplitude.NONE;
    }

    @Override
    public Light seenIn(PixelGrid grid, Window window) {
        return shape.isEmpty() && !declared.isEmpty() ? SplineProfile.light(SplineProfile.knots(grid, window)) : this;
    }
}
