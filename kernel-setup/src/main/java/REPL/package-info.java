/** The package into which the JDK's JShell compiles cells; it holds only what woven calls in them need. */
@NullMarked
package REPL;

import org.jspecify.annotations.NullMarked;
