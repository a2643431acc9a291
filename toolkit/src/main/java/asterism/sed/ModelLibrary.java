package asterism.sed;

/**
 * The numbers behind a model: stellar populations, dust spectra and filters.
 *
 * <p>The toolkit ships a {@link #compact()} library (half a megabyte, band luminosities within 0.2 % of the full grids).
 * A reader of full grids implements this interface and is given to {@link Sed#library}; everything else stays the same.
 * Implementations are immutable.
 */
public interface ModelLibrary {

    /** The library shipped with the toolkit. */
    static ModelLibrary compact() {
        return CompactLibrary.Holder.INSTANCE;
    }

    /** Stellar populations with or without the emission of ionized gas. */
    StellarGrid stars(boolean nebular);

    /** Dust emission spectra. */
    DustGrid dust();

    /** Filter curves. */
    FilterSet filters();

    /** One line on source and version, for provenance. */
    String provenance();
}
