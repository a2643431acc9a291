package asterism.torus;

/** What the data of a pixel are. */
public enum TorusLikelihood {

    /** Mean labels with Gaussian errors: ln L = -1/2 sum ((label - model) / error)^2. */
    GAUSSIAN,

    /** Numbers of stars; the model's label is ln of the expected number: ln L = sum (n f - exp f - ln n!). */
    POISSON;

    PixelLikelihood of(TorusModel model, BinnedData data) {
        return this == GAUSSIAN ? PixelLikelihood.gaussian(model, data) : PixelLikelihood.poisson(model, data);
    }
}
