/**
 * Figures drawn for notebooks and papers: corner, chains, panels; PNG, SVG and PDF.
 */
@NullMarked
package asterism.plot;

import org.jspecify.annotations.NullMarked;
