/**
 * How a value shows itself: a {@link asterism.display.Card} of rows, warnings and tables, as text and as HTML.
 *
 * <p>Whatever a cell may end with is a {@link asterism.display.Displayable}; labels are written in the small markup of
 * {@link asterism.display.Markup}. Nothing accepts or returns {@code null}; what is not there is left out.
 */
@NullMarked
package asterism.display;

import org.jspecify.annotations.NullMarked;
