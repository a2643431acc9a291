package asterism.image;

import asterism.param.Parameter;
import java.util.List;

/** A sky of the same brightness everywhere; it may be negative, where too much was subtracted. */
public final class FlatSky {

    /** Brightness of the sky, flux/arcsec2. */
    public static final Parameter I_0 = Parameter.of(
            "sky",
            "I_{sky}",
            "flux/arcsec2",
            "brightness of the sky",
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY);

    private FlatSky() {}

    /** A flat sky in all images of the model; each band usually has its own: {@code .perBand(FlatSky.I_0)}. */
    public static Component of(String name) {
        return Component.of(name, new SkyLight("flat sky", List.of(), I_0));
    }
}
