package asterism.io;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads datasets and attributes of one HDF5 file; every complaint names the file and the path within. Not thread-safe. */
public final class Hdf5Reader implements AutoCloseable {

    private static final long SIGNATURE = 0x0a1a0a0d46444889L; // \211 H D F \r \n \032 \n

    private final Path path;
    private final HdfFile file;

    private Hdf5Reader(Path path) {
        this.path = path;
        if (!Files.isRegularFile(path)) {
            throw new UncheckedIOException(
                    path + (Files.isDirectory(path) ? ": this is a folder, not a file" : ": there is no such file"),
                    new NoSuchFileException(path.toString()));
        }
        checkLength();
        try {
            this.file = new HdfFile(path);
        } catch (RuntimeException e) {
            throw damaged(e);
        }
    }

    /** Opens a file. */
    public static Hdf5Reader open(Path path) {
        return new Hdf5Reader(path);
    }

    /** The superblock says where the file ends; a file that ends before was cut short. */
    private void checkLength() {
        try (var channel = FileChannel.open(path)) {
            var head = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
            while (head.hasRemaining() && channel.read(head) > 0) {}
            if (head.hasRemaining() || head.getLong(0) != SIGNATURE) {
                return; // the library says what it is not
            }
            long end = head.getLong(head.get(8) < 2 ? 40 : 28);
            if (head.get(head.get(8) < 2 ? 13 : 9) == 8 && channel.size() < end) {
                throw damaged(new IOException("it has " + channel.size() + " of " + end + " bytes"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The file. */
    public Path path() {
        return path;
    }

    private Optional<Node> find(String node) {
        try {
            Node at = file;
            for (var name : node.isEmpty() ? new String[0] : node.split("/")) {
                if (!(at instanceof Group group) || !group.getChildren().containsKey(name)) {
                    return Optional.empty();
                }
                at = group.getChild(name);
            }
            return Optional.of(at);
        } catch (RuntimeException e) {
            throw damaged(e);
        }
    }

    /** Whether there is a group or dataset of this path, written without a leading slash. */
    public boolean has(String node) {
        return find(node).isPresent();
    }

    private Dataset dataset(String node) {
        if (find(node).orElse(null) instanceof Dataset dataset) {
            return dataset;
        }
        throw foreign("no dataset '" + node + "'");
    }

    /** The sizes of a dataset. */
    public int[] dimensions(String dataset) {
        return dataset(dataset).getDimensions();
    }

    /** A dataset of doubles, flat and row-major. */
    public double[] doubles(String dataset) {
        return flat(dataset, double[].class, "double-precision numbers");
    }

    /** A one-dimensional dataset of texts. */
    public String[] words(String dataset) {
        return flat(dataset, String[].class, "texts");
    }

    private <T> T flat(String name, Class<T> type, String kind) {
        var dataset = dataset(name);
        try {
            var values = dataset.getDataFlat();
            if (type.isInstance(values)) {
                return type.cast(values);
            }
        } catch (HdfException | IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException e) {
            throw damaged(e);
        }
        throw foreign("'" + name + "' holds no " + kind);
    }

    /** An attribute of a group or dataset, if it is there. */
    public Optional<Object> attribute(String node, String name) {
        var found = find(node).orElseThrow(() -> foreign("no group '" + node + "'"));
        try {
            return Optional.ofNullable(found.getAttribute(name)).map(Attribute::getData);
        } catch (RuntimeException e) {
            throw damaged(e);
        }
    }

    /** An attribute of text. */
    public String text(String node, String name) {
        return attribute(node, name)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .orElseThrow(() -> foreign("no text attribute '" + name + "' at '" + node + "'"));
    }

    /** An attribute of several texts; one text counts as a list of one. */
    public String[] texts(String node, String name) {
        var value = attribute(node, name).orElseThrow(() -> foreign("no attribute '" + name + "' at '" + node + "'"));
        if (value instanceof String[] texts) {
            return texts;
        }
        if (value instanceof String text) {
            return new String[] {text};
        }
        throw foreign("attribute '" + name + "' at '" + node + "' is no text");
    }

    /** An attribute of one number. */
    public Number number(String node, String name) {
        return attribute(node, name)
                .filter(Number.class::isInstance)
                .map(Number.class::cast)
                .orElseThrow(() -> foreign("no number '" + name + "' at '" + node + "'"));
    }

    /** The complaint that this file is HDF5 but not what was expected. */
    public UncheckedIOException foreign(String what) {
        return new UncheckedIOException(
                path + ": " + what + "; was this file written by something else?", new IOException(what));
    }

    private UncheckedIOException damaged(Exception cause) {
        return new UncheckedIOException(
                path + ": not an HDF5 file, or cut short (" + cause.getMessage() + "); copy it again or delete it",
                cause instanceof IOException e ? e : new IOException(cause));
    }

    @Override
    public void close() {
        file.close();
    }
}
