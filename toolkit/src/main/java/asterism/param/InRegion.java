package asterism.param;

/**
 * A parameter of one region: {@code disk/qPAH}. A model without regions uses the empty region name.
 *
 * @param parameter which parameter
 * @param region    the region's name; empty where the model has none
 */
public record InRegion(Parameter parameter, String region) {

    /** {@code disk/qPAH}, or {@code qPAH} where there is no region. */
    public String path() {
        return region.isEmpty() ? parameter.name() : region + "/" + parameter.name();
    }

    @Override
    public String toString() {
        return path();
    }
}
