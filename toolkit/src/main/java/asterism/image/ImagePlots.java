package asterism.image;

import asterism.plot.Figure;
import java.util.List;

/**
 * The figures of joint image models: what was measured, what the model makes of it, and what is left.
 *
 * <p>All axes are in arcsec on the common plane, so that images of different pixels, turned or mirrored, show the same sky;
 * masked pixels are gray. Of an image with more pixels than a panel has, blocks of pixels are shown by their means, residuals
 * in the sigma of such a mean. A list of images gives one panel or one row for each.
 */
public final class ImagePlots {

    private ImagePlots() {}

    /** The images themselves, asinh-stretched from below the sky to their brightest pixels. */
    public static Figure targetPlot(Target... targets) {
        return ImageFigure.targets(List.of(targets));
    }

    /** As {@link #targetPlot(Target...)}, of all images of a model. */
    public static Figure targetPlot(Joint model) {
        return ImageFigure.targets(model.targets());
    }

    /** The model's images as surface brightness: mag/arcsec2, or log10 flux/arcsec2 without a zero point. */
    public static Figure modelPlot(Joint model) {
        return ImageFigure.models(model);
    }

    /** As {@link #modelPlot(Joint)}, of a fit. */
    public static Figure modelPlot(JointFit fit) {
        return modelPlot(fit.model());
    }

    /** Data, model and (data - model)/sigma, a row for each image; all components each in its window. */
    public static Figure residuals(Joint model) {
        return ImageFigure.residuals(model, true);
    }

    /** As {@link #residuals(Joint)}, of a fit. */
    public static Figure residuals(JointFit fit) {
        return residuals(fit.model());
    }

    /** Data, model and data - model in flux per pixel, a row for each image. */
    public static Figure fluxResiduals(Joint model) {
        return ImageFigure.residuals(model, false);
    }

    /** As {@link #fluxResiduals(Joint)}, of a fit. */
    public static Figure fluxResiduals(JointFit fit) {
        return fluxResiduals(fit.model());
    }

    /** The images with the outlines of the windows in which the components are evaluated. */
    public static Figure windowPlot(Joint model) {
        return ImageFigure.windows(model);
    }

    /**
     * Surface brightness of a part against the elliptical radius, a panel for each image: the data in rings along the
     * model's ellipse without the light of the other parts (points; the error is the scatter in the ring over root N), the
     * same rings of the model (line), and the profile as it would be without PSF and pixels (dashed).
     *
     * @param part the name of a galaxy, {@code LEDA 41136}, or of a group that shares one ellipse
     */
    public static Figure profilePlot(Joint model, String part) {
        return new ProfileFigure(model, part).grid();
    }

    /** As {@link #profilePlot(Joint, String)}, of a fit. */
    public static Figure profilePlot(JointFit fit, String part) {
        return profilePlot(fit.model(), part);
    }
}
