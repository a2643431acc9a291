/**
 * How a value shows itself: a {@link asterism.display.Card} of rows, warnings and tables, as text and as HTML.
 */
@NullMarked
package asterism.display;

import org.jspecify.annotations.NullMarked;
