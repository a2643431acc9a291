package asterism.infer;

import asterism.display.Card;
import asterism.display.Displayable;

/** What a sampler found: the samples, how they were made, and whether they can be trusted. */
public final class Fit implements Displayable {

    @Override
    public Card card() {
        return Card.of("fit");
    }
}
