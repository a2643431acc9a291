package asterism.image;

import asterism.param.Parameter;
import java.util.List;

/**
 * The sky: a brightness that is the same everywhere, or a plane. It is what lies below the PSF and not convolved.
 *
 * @param kind   what the model is called
 * @param slopes the parameters of a plane; empty for a flat sky
 * @param level  the brightness
 */
record SkyLight(String kind, List<Parameter> slopes, Parameter level) implements Light {

    @Override
    public List<Parameter> vocabulary() {
        return parameters();
    }

    @Override
    public List<Parameter> parameters() {
        return slopes.isEmpty() ? List.of(level) : List.of(slopes.get(0), slopes.get(1), level);
    }

    @Override
    public Amplitude amplitude() {
        return slopes.isEmpty() ? Amplitude.LINEAR : Amplitude.NONE;
    }
}
