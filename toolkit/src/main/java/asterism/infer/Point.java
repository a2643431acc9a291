package asterism.infer;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.param.ParameterSpace;

/** One parameter vector and its log posterior. */
public final class Point implements Displayable {

    private final ParameterSpace space;
    private final double[] theta;
    private final double logP;

    private Point(ParameterSpace space, double[] theta, double logP) {
        this.space = space;
        this.theta = theta.clone();
        this.logP = logP;
    }

    /**
     * A point.
     *
     * @param theta [nDim]. Copied.
     * @param logP  its log posterior, up to a constant
     */
    public static Point of(ParameterSpace space, double[] theta, double logP) {
        if (theta.length != space.dimension()) {
            throw new IllegalArgumentException(
                    "a point of " + space.names() + " needs " + space.dimension() + " values, got " + theta.length);
        }
        return new Point(space, theta, logP);
    }

    /** The sampled parameters. */
    public ParameterSpace space() {
        return space;
    }

    /** The values in the order of the space, [nDim]. */
    public double[] theta() {
        return theta.clone();
    }

    /** One value: {@code get("disk/qPAH")}. */
    public double get(String name) {
        return theta[space.index(name)];
    }

    /** The log posterior, up to a constant. */
    public double logP() {
        return logP;
    }

    @Override
    public Card card() {
        var card = Card.of("log posterior " + Digits.near(logP, 1));
        for (int k = 0; k < theta.length; k++) {
            var p = space.axis(k);
            card = card.row(
                    p.path(),
                    Digits.significant(theta[k], 4)
                            + (p.parameter().unit().isEmpty() ? "" : " ")
                            + p.parameter().unit());
        }
        return card;
    }

    @Override
    public String toString() {
        return toText();
    }
}
