package asterism.xray;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The file that a catalogue run writes to as its results come: a header, then the entries in the order of the problems.
 * Whatever a killed process left is good up to the last whole entry; opening the file again cuts off the rest.
 */
final class CatalogueFile implements AutoCloseable {

    private static final String FORMAT = "# X-ray aperture photometry catalogue, format 1";
    private static final String RUN = "# run ";

    private final Path path;
    private final RandomAccessFile file;
    private final List<CatalogueEntry> entries;

    private CatalogueFile(Path path, RandomAccessFile file, List<CatalogueEntry> entries) {
        this.path = path;
        this.file = file;
        this.entries = entries;
    }

    /** What was read: the run it belongs to, its entries, and how many bytes of the file are good. */
    record Content(String run, List<CatalogueEntry> entries, long bytes) {

        // "0123456789abcdef, 5000 problems, AUTO, EXACT, 68 %, seed 1", as CatalogueRun writes it
        private static final Pattern RUN_LINE = Pattern.compile("[0-9a-f]+, (\\d+) problems, (.+)");

        /** How many problems the run has, those that are not in the file with them. */
        int problems() {
            var line = RUN_LINE.matcher(run);
            return line.matches() ? Integer.parseInt(line.group(1)) : entries.size();
        }

        /** Engine, summary and their settings. */
        String photometry() {
            var line = RUN_LINE.matcher(run);
            return line.matches() ? line.group(2) : "of unknown settings";
        }
    }

    /**
     * Opens the file of a run, new or to go on with it.
     *
     * @param run what tells runs apart: settings and input
     * @throws IllegalArgumentException where the file belongs to another run, or is no such file; it is left alone
     */
    static CatalogueFile open(Path path, String run) {
        try {
            // no FileChannel to write through: an interrupt, which only ends a run early, would close it
            var file = new RandomAccessFile(path.toFile(), "rw");
            try {
                lock(path, file);
                return open(path, run, file);
            } catch (RuntimeException | IOException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static void lock(Path path, RandomAccessFile file) throws IOException {
        boolean free;
        try {
            free = file.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException e) {
            free = false;
        }
        if (!free) {
            throw new IllegalArgumentException(
                    path + ": another run is writing to this file; wait for it, or name another file");
        }
    }

    private static CatalogueFile open(Path path, String run, RandomAccessFile file) throws IOException {
        var header = FORMAT + "\n" + RUN + run + "\n";
        byte[] bytes = Files.readAllBytes(path);
        // a process that was killed at once has written a part of the header, or nothing
        if (header.startsWith(new String(bytes, StandardCharsets.UTF_8))) {
            file.setLength(0);
            write(file, header);
            return new CatalogueFile(path, file, new ArrayList<>());
        }
        var content = parse(path, bytes);
        if (!content.run.equals(run)) {
            throw new IllegalArgumentException(path + ": this file belongs to another run (" + content.run
                    + "), not to this one (" + run
                    + "): the input or the settings differ; name another file, or delete this one");
        }
        file.setLength(content.bytes);
        file.seek(content.bytes);
        return new CatalogueFile(path, file, new ArrayList<>(content.entries));
    }

    /** Reads the whole entries of a file. */
    static Content read(Path path) {
        try {
            return parse(path, Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(path + ": no such file", e);
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static Content parse(Path path, byte[] bytes) {
        int begin = 0;
        int good = 0;
        var run = "";
        var entries = new ArrayList<CatalogueEntry>();
        var block = new ArrayList<String>();
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] != '\n') {
                continue;
            }
            var line = new String(bytes, begin, at - begin, StandardCharsets.UTF_8);
            begin = at + 1;
            if (good == 0 && !line.equals(FORMAT)) {
                break;
            }
            if (line.startsWith("#")) {
                run = line.startsWith(RUN) ? line.substring(RUN.length()) : run;
                good = begin;
                continue;
            }
            block.add(line);
            if (CatalogueText.isEnd(line)) {
                var entry = CatalogueText.read(entries.size(), block);
                if (entry.isEmpty()) {
                    break;
                }
                entries.add(entry.get());
                block.clear();
                good = begin;
            }
        }
        if (good == 0) {
            throw new IllegalArgumentException(
                    path + ": is no catalogue of aperture photometry (its first line should be '" + FORMAT + "')");
        }
        return new Content(run, entries, good);
    }

    /** The entries that are in the file. */
    List<CatalogueEntry> entries() {
        return entries;
    }

    /** Writes the next entry. */
    void append(CatalogueEntry entry) {
        try {
            write(file, CatalogueText.write(entries.size(), entry));
            entries.add(entry);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static void write(RandomAccessFile file, String text) throws IOException {
        file.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static UncheckedIOException unwritable(Path path, IOException e) {
        return new UncheckedIOException(
                path + ": cannot be written (" + e.getMessage()
                        + "); is the disk full, does the folder exist? What is in the file stays good, run again to go on",
                e);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }
}
