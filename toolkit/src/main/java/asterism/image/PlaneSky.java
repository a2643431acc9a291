package asterism.image;

import asterism.param.Parameter;
import java.util.List;

/** A sky that rises evenly: I = I_0 + G_x (x - x_m) + G_y (y - y_m), with (x_m, y_m) the middle of the image. */
public final class PlaneSky {

    /** Brightness in the middle of the image, flux/arcsec2. */
    public static final Parameter I_0 = FlatSky.I_0;

    /** Slope along x, flux/arcsec3. */
    public static final Parameter G_X = Parameter.of(
            "skyX",
            "G_x",
            "flux/arcsec3",
            "slope of the sky along x",
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY);

    /** Slope along y, flux/arcsec3. */
    public static final Parameter G_Y = Parameter.of(
            "skyY",
            "G_y",
            "flux/arcsec3",
            "slope of the sky along y",
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY);

    private PlaneSky() {}

    /** A plane sky in all images of the model; each band usually has its own three numbers. */
    public static Component of(String name) {
        return Component.of(name, new SkyLight("plane sky", List.of(G_X, G_Y), I_0));
    }
}
