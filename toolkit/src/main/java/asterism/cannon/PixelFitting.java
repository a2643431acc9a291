package asterism.cannon;

import java.util.Optional;

/** How one pixel is fitted. Immutable; each method gives a changed copy. */
public final class PixelFitting {

    /** No regularization, no term left out, scatter by maximum likelihood. */
    public static final PixelFitting DEFAULT = new PixelFitting(0, Optional.empty(), false);

    private final double regularization;
    private final Optional<boolean[]> censored;
    private final boolean published;

    private PixelFitting(double regularization, Optional<boolean[]> censored, boolean published) {
        this.regularization = regularization;
        this.censored = censored;
        this.published = published;
    }

    /** The strength Lambda of the L1 regularization; default 0. */
    public PixelFitting regularization(double lambda) {
        if (!(lambda >= 0) || Double.isInfinite(lambda)) {
            throw new IllegalArgumentException("regularization must be a finite number not below 0, got " + lambda);
        }
        return new PixelFitting(lambda, censored, published);
    }

    /** Terms to leave out, [nTerms], true = not used. Not modified. */
    public PixelFitting censored(boolean... terms) {
        return new PixelFitting(regularization, Optional.of(terms.clone()), published);
    }

    /**
     * The published rules: scatter from the median of the squared deviations, no fit where the mean ivar is below 1 (which depends
     * on the unit of flux).
     */
    public PixelFitting asPublished() {
        return new PixelFitting(regularization, censored, true);
    }

    double lambda() {
        return regularization;
    }

    boolean isCensored(int term, int nTerms) {
        if (censored.isPresent() && censored.get().length != nTerms) {
            throw new IllegalArgumentException(
                    "censored: " + censored.get().length + " marks for " + nTerms + " terms");
        }
        return censored.isPresent() && censored.get()[term];
    }

    boolean published() {
        return published;
    }

    @Override
    public String toString() {
        return "regularization " + regularization + (published ? ", published scatter" : "");
    }
}
