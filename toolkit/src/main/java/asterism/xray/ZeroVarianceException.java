package asterism.xray;

/** All draws of an intensity are equal: there is no density to estimate. */
final class ZeroVarianceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ZeroVarianceException() {
        super("all draws are equal, so they have no density; run the engine again with another seed");
    }
}
