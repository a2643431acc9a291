package asterism.region;

/**
 * What a model says of one measurement.
 *
 * @param measurement what was measured
 * @param flux        the model's flux, mJy
 * @param modelError  the model's own error, mJy
 */
public record Prediction(Measurement measurement, double flux, double modelError) {

    /** Error of data and model together, mJy. */
    public double sigma() {
        return Math.hypot(measurement.sigma(), modelError);
    }

    /** (measured - model) / sigma; positive where the measurement is brighter. */
    public double residual() {
        return (measurement.flux() - flux) / sigma();
    }

    @Override
    public String toString() {
        return measurement + ", model " + Text.number(flux) + " mJy (" + Text.number(residual(), 3) + " sigma)";
    }
}
