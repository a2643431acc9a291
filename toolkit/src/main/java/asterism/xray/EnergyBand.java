package asterism.xray;

/** The energy bands of the catalogue, each with its letter. */
public enum EnergyBand {
    /** ACIS, 0.5 to 7 keV. */
    BROAD("b"),
    /** ACIS, 2 to 7 keV. */
    HARD("h"),
    /** ACIS, 1.2 to 2 keV. */
    MEDIUM("m"),
    /** ACIS, 0.5 to 1.2 keV. */
    SOFT("s"),
    /** ACIS, 0.2 to 0.5 keV. */
    ULTRASOFT("u"),
    /** HRC, 0.1 to 10 keV. */
    WIDE("w");

    private final String letter;

    EnergyBand(String letter) {
        this.letter = letter;
    }

    /** The catalogue's letter, as at the end of its column names. */
    public String letter() {
        return letter;
    }

    /**
     * The band of a letter.
     *
     * @throws IllegalArgumentException where no band has it
     */
    public static EnergyBand of(String letter) {
        for (var band : values()) {
            if (band.letter.equals(letter)) {
                return band;
            }
        }
        throw new IllegalArgumentException(
                "no energy band '" + letter + "'; there are b, h, m, s, u (ACIS) and w (HRC)");
    }
}
