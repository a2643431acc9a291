package asterism.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Fits;

/** What all readers of FITS files say when a file cannot be read. */
final class FitsErrors {

    // its warnings about files that end early go nowhere: such a file is refused with a message of ours
    private static final Logger LIBRARY = Logger.getLogger("nom.tam");

    static {
        LIBRARY.setLevel(Level.OFF);
    }

    private FitsErrors() {}

    static void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UncheckedIOException(file + ": no such file", new NoSuchFileException(file.toString()));
        }
    }

    /** All HDUs of an open file; {@code what} is "table" or "image", {@code place} the file's name for messages. */
    static BasicHDU<?>[] hdus(Fits fits, String place, String what) throws IOException {
        try {
            return fits.read();
        } catch (RuntimeException e) { // nom-tam's own exceptions, and what it lets through on damaged headers
            throw damaged(place, what, e);
        }
    }

    static UncheckedIOException damaged(String place, String what, Exception e) {
        return new UncheckedIOException(
                place + ": cannot be read as a FITS " + what + " (" + reason(e)
                        + "); the file may be cut off or damaged: fetch it again",
                e instanceof IOException io ? io : new IOException(e));
    }

    static UncheckedIOException unwritable(Path file, Exception e) {
        return new UncheckedIOException(
                file + ": cannot be written: " + reason(e), e instanceof IOException io ? io : new IOException(e));
    }

    static String reason(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException) {
                return "it ends too early";
            }
        }
        var message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.replaceFirst("\\.$", "");
    }

    /** A sentence where the file's length is not that of whole blocks of 2880 bytes; empty elsewhere. */
    static String cutOff(Path file) throws IOException {
        long size = Files.size(file);
        boolean compressed = file.toString().endsWith(".gz");
        return compressed || size % 2880 == 0
                ? ""
                : "; the file ends in the middle of a block (" + size + " bytes): it was cut off, fetch it again";
    }
}
