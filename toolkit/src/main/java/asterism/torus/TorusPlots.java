package asterism.torus;

import asterism.plot.Figure;
import java.util.List;

/** The figures of orbital torus imaging: pixels and residuals, orbits, functions, acceleration and mass, the spiral. */
public final class TorusPlots {

    private TorusPlots() {}

    /** Mean labels, or ln of counts where there are no labels, in the plane of height and velocity. */
    public static Figure pixelPlot(BinnedData data) {
        return new PixelFigure(data).panel();
    }

    /** Data, model and residual in sigma, side by side: of the labels, or of the counts where those were fitted. */
    public static Figure residualPlot(TorusFit fit) {
        return new ResidualFigure(fit).grid();
    }

    /** The fitted orbits, which turn at heights of equal steps, over the data. */
    public static Figure orbitPlot(TorusFit fit) {
        return new OrbitFigure(fit).panel();
    }

    /** The label and the distortions e_m along the radius, with 68 and 95 % bands from the Cramer-Rao bound; knots dotted. */
    public static Figure functionPlot(TorusFit fit) {
        return new FunctionFigure(fit.model(), fit.parameters(), fit.crlb().errorSamples(500, 0)).grid();
    }

    /** As {@link #functionPlot(TorusFit)} with bands from posterior draws, at least 2; the line is their median. */
    public static Figure functionPlot(TorusModel model, List<TorusParameters> draws) {
        return new FunctionFigure(model, draws).grid();
    }

    /** Acceleration against height with 68 and 95 % bands. */
    public static Figure accelerationPlot(AccelerationProfile measured) {
        return ProfileFigure.of(measured).acceleration();
    }

    /** As {@link #accelerationPlot(AccelerationProfile)}, with the true one dashed and the difference below. */
    public static Figure accelerationPlot(AccelerationProfile measured, VerticalPotential truth) {
        return ProfileFigure.of(measured).truth(truth).accelerationWithError();
    }

    /** Surface density and volume density against height with 68 and 95 % bands. */
    public static Figure massPlot(AccelerationProfile measured) {
        return ProfileFigure.of(measured).mass();
    }

    /** As {@link #massPlot(AccelerationProfile)}, with the true ones dashed. */
    public static Figure massPlot(AccelerationProfile measured, VerticalPotential truth) {
        return ProfileFigure.of(measured).truth(truth).mass();
    }

    /**
     * Stars in angle and square root of action, relative to the mean along each orbit: an even field where stars are mixed,
     * slanted stripes, the phase spiral, where they are not.
     */
    public static Figure spiralPlot(OrbitTable orbits) {
        return new SpiralFigure(orbits).panel();
    }
}
