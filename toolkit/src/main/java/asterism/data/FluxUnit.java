package asterism.data;

import java.util.Locale;
import java.util.Optional;

/** Units of flux density that photometry can be given in; inside, fluxes are in mJy = 1e-26 erg s-1 cm-2 Hz-1. */
public enum FluxUnit {
    /** Jansky. */
    JY("Jy", 1000),
    /** Millijansky. */
    MJY("mJy", 1),
    /** Microjansky. */
    MICROJY("uJy", 0.001);

    private final String symbol;
    private final double inMillijansky;

    FluxUnit(String symbol, double inMillijansky) {
        this.symbol = symbol;
        this.inMillijansky = inMillijansky;
    }

    /** How many mJy one of this unit is. */
    public double inMillijansky() {
        return inMillijansky;
    }

    /** The unit of a file's spelling, if it is one of these: {@code Jy}, {@code mJy}, {@code uJy}, {@code microJy}. */
    static Optional<FluxUnit> of(String spelling) {
        return switch (spelling.strip().replace('\u00b5', 'u').replace('\u03bc', 'u')) {
            case "Jy", "jy", "JY", "Jansky", "jansky" -> Optional.of(JY);
            case "mJy", "mjy", "millijansky" -> Optional.of(MJY);
            case "uJy", "ujy", "microJy", "microjansky" -> Optional.of(MICROJY);
            default -> "milliJy".equals(spelling.toLowerCase(Locale.ROOT)) ? Optional.of(MJY) : Optional.empty();
        };
    }

    @Override
    public String toString() {
        return symbol;
    }
}
