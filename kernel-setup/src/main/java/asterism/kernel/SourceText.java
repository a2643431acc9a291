package asterism.kernel;

import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** A source file in memory, for the parser. */
final class SourceText extends SimpleJavaFileObject {

    private final String text;

    /** A file of this name, {@code C.java}, or with its folders. */
    SourceText(String file, String text) {
        super(URI.create("string:///" + file), Kind.SOURCE);
        this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }
}
