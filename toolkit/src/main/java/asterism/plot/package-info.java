/**
 * Figures drawn for notebooks and papers: corner, chains, panels; PNG, SVG and PDF.
 *
 * <p>Start with the verbs of {@link asterism.plot.Plots}: {@code corner()}, {@code chains(fit)} and {@code panel()}, to which
 * lines, bands, points and notes are added; {@link asterism.plot.PanelGrid} stacks panels. Every figure is a
 * {@link asterism.plot.Figure}: immutable, shown by the last line of a cell, kept by {@code save(path)}.
 *
 * <p>Units: data in the units of the caller, who writes them into the axis labels (markup: {@link
 * asterism.display.Markup}); sizes in pixels of a notebook, of which a PNG has two for one in a cell and three when saved. NaN in a line is a gap. Nothing
 * accepts or returns {@code null}.
 */
@NullMarked
package asterism.plot;

import org.jspecify.annotations.NullMarked;
