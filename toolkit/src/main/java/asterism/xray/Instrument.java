package asterism.xray;

/** The camera of an observation; it decides the upper bound of a background's prior. */
public enum Instrument {
    /** Advanced CCD Imaging Spectrometer. */
    ACIS,
    /** High Resolution Camera. */
    HRC
}
