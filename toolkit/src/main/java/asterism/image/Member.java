package asterism.image;

import asterism.display.Displayable;

/** A part of a joint model: one {@link Component}, or a {@link Group} of parts. */
public sealed interface Member extends Displayable permits Component, Group {

    /** Its name, which no other part beside it has. */
    String name();

    /** Checks a name. */
    static String checked(String name) {
        if (name.isBlank() || name.matches(".*[/|:].*")) {
            throw new IllegalArgumentException(
                    "a part of a model needs a name without '/', '|' and ':', got '" + name + "'");
        }
        return name;
    }
}
