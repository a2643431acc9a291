package asterism.xray;

/** Which apertures were used: all apertures of one problem are of one type. */
public enum ApertureType {
    /** The region in which the source was detected. */
    DETECT(""),
    /** The region that encloses 90 % of the counts of a point source. */
    ECF90("90");

    private final String suffix;

    ApertureType(String suffix) {
        this.suffix = suffix;
    }

    /** What the catalogue's column names have after {@code aper}. */
    public String suffix() {
        return suffix;
    }
}
