package asterism.xray;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The file that a catalogue run writes to as its results come: a header, then the entries in the order of the problems.
 * Whatever a killed process left is good up to the last whole entry; opening the file again cuts off the rest.
 */
final class CatalogueFile implements AutoCloseable {

    private static final String FORMAT = "# X-ray aperture photometry catalogue, format 1";
    private static final String RUN = "# run ";

    private final Path path;
    private final FileChannel channel;
    private final List<CatalogueEntry> entries;

    private CatalogueFile(Path path, FileChannel channel, List<CatalogueEntry> entries) {
        this.path = path;
        this.channel = channel;
        this.entries = entries;
    }

    /** What was read: the run it belongs to, its entries, and how many bytes of the file are good. */
    private record Content(String run, List<CatalogueEntry> entries, long bytes) {}

    /**
     * Opens the file of a run, new or to go on with it.
     *
     * @param run what tells runs apart: settings and input
     * @throws IllegalArgumentException where the file belongs to another run, or is no such file; it is left alone
     */
    static CatalogueFile open(Path path, String run) {
        try {
            var channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                lock(path, channel);
                return open(path, run, channel);
            } catch (RuntimeException | IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static void lock(Path path, FileChannel channel) throws IOException {
        boolean free;
        try {
            free = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            free = false;
        }
        if (!free) {
            throw new IllegalArgumentException(
                    path + ": another run is writing to this file; wait for it, or name another file");
        }
    }

    private static CatalogueFile open(Path path, String run, FileChannel channel) throws IOException {
        var header = FORMAT + "\n" + RUN + run + "\n";
        byte[] bytes = Files.readAllBytes(path);
        // a process that was killed at once has written a part of the header, or nothing
        if (header.startsWith(new String(bytes, StandardCharsets.UTF_8))) {
            channel.truncate(0);
            write(channel, header);
            return new CatalogueFile(path, channel, new ArrayList<>());
        }
        var content = parse(path, bytes);
        if (!content.run.equals(run)) {
            throw new IllegalArgumentException(path + ": this file belongs to another run (" + content.run
                    + "), not to this one (" + run
                    + "): the input or the settings differ; name another file, or delete this one");
        }
        channel.truncate(content.bytes);
        channel.position(content.bytes);
        return new CatalogueFile(path, channel, new ArrayList<>(content.entries));
    }

    /** Reads the whole entries of a file. */
    static List<CatalogueEntry> read(Path path) {
        try {
            return parse(path, Files.readAllBytes(path)).entries;
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
            write(channel, CatalogueText.write(entries.size(), entry));
            entries.add(entry);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static void write(FileChannel channel, String text) throws IOException {
        var buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
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
            channel.close();
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }
}
