package asterism.sed;

import asterism.param.Parameter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Stellar populations of PEGASE.2 with a Kroupa (2001) initial mass function from 0.1 to 100 Msun.
 *
 * <p>A population of one age and metallicity is linear in age between the library's 63 ages; log10 L_nu is linear in the
 * metallicity Z (not in log Z) between its 8 values, surviving masses are linear in Z. With nebular emission (the
 * default) the ionizing light below 0.0912 um is taken up by gas, which gives its continuum and 61 emission lines. A line
 * is a delta function: its light is added to bands and to the absorbed power at its own wavelength.
 *
 * @see <a href="https://ui.adsabs.harvard.edu/abs/1997A%26A...326..950F">Fioc &amp; Rocca-Volmerange 1997</a>
 */
public final class Pegase implements SedComponent {

    /** Metallicity of the stars, mass fraction; 0.02 is solar in this library. */
    public static final Parameter Z_MET =
            Parameter.of("zMet", "Z", "", "metallicity of the stars (mass fraction)", 0.001, 0.1);

    private final boolean nebular;
    private final Set<Convention> published;

    private Pegase(boolean nebular, Set<Convention> published) {
        this.nebular = nebular;
        this.published = Set.copyOf(published);
    }

    /** With nebular continuum and lines. */
    public static Pegase kroupa() {
        return new Pegase(true, Set.of());
    }

    /** With or without the continuum and lines of ionized gas. Without, nothing shines below 0.0912 um either. */
    public Pegase nebular(boolean on) {
        return new Pegase(on, published);
    }

    /** With the emission lines placed as in the published codes. */
    public Pegase asPublished() {
        return new Pegase(nebular, EnumSet.of(Convention.LINE_PLACEMENT));
    }

    /** Whether gas emission is included. */
    public boolean isNebular() {
        return nebular;
    }

    @Override
    public String name() {
        return "PEGASE.2 stars, Kroupa IMF" + (nebular ? ", with nebular emission" : ", without nebular emission");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Z_MET);
    }

    @Override
    public Set<Convention> published() {
        return published;
    }

    @Override
    public String reference() {
        return "Fioc & Rocca-Volmerange 1997, A&A 326, 950; Kroupa 2001, MNRAS 322, 231";
    }

    @Override
    public String toString() {
        return name();
    }
}
