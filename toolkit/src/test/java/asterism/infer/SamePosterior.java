package asterism.infer;

import asterism.display.Card;
import asterism.param.ParameterSpace;
import asterism.random.RandomStream;

/** A posterior as another one is, to be changed in one place. */
class SamePosterior implements Posterior {

    private final Posterior of;

    SamePosterior(Posterior of) {
        this.of = of;
    }

    @Override
    public ParameterSpace space() {
        return of.space();
    }

    @Override
    public LogDensity logDensity() {
        return of.logDensity();
    }

    @Override
    public void drawPrior(RandomStream random, double[] outTheta) {
        of.drawPrior(random, outTheta);
    }

    @Override
    public double[] lower() {
        return of.lower();
    }

    @Override
    public double[] upper() {
        return of.upper();
    }

    @Override
    public String fingerprint() {
        return of.fingerprint();
    }

    @Override
    public Card provenance() {
        return of.provenance();
    }
}
