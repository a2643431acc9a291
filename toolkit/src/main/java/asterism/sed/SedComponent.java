package asterism.sed;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.param.Parameter;
import java.util.List;
import java.util.Set;

/** One physical ingredient of a spectral energy distribution. */
public interface SedComponent extends Displayable {

    /** Its name in the field's words. */
    String name();

    /** Its parameters; a vector parameter stands for as many scalars as the model decides. */
    List<Parameter> parameters();

    /** The published conventions that it uses; empty where everything is correct. */
    Set<Convention> published();

    /** Where its numbers come from, and what to cite. */
    String reference();

    @Override
    default Card card() {
        var card = Card.of(name()).row("source", reference());
        for (var p : parameters()) {
            card = card.row(p.labelWithUnit(), p.description() + ", in " + Numbers.interval(p.lower(), p.upper()));
        }
        for (var c : published()) {
            card = card.row("as published: " + c.title(), c.published());
        }
        return card;
    }
}
