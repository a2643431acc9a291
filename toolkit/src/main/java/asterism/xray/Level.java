package asterism.xray;

/** What is combined: one observation, a stack of them, or all stacks that saw a master source. */
public enum Level {
    /** One observation of one bundle. */
    OBSID,
    /** All observations of one stack that saw the bundle; an intensity is the average over them. */
    STACK,
    /** All observations of all bundles with a detection that is linked to the master source. */
    MASTER
}
