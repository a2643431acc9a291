package asterism.image;

import asterism.param.Parameter;
import java.util.List;

/** A point: its image is the PSF, at any place within a pixel. */
record PointLight() implements Light {

    @Override
    public String kind() {
        return "point source";
    }

    @Override
    public List<Parameter> vocabulary() {
        return parameters();
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(PointSource.X, PointSource.Y, PointSource.FLUX);
    }

    @Override
    public Amplitude amplitude() {
        return Amplitude.LINEAR;
    }
}
