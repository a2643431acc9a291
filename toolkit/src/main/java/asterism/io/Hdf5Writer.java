package asterism.io;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Writes one HDF5 file, all or nothing: a reader sees the old file or the complete new one, also after a power cut.
 *
 * <p>The numbers go to a temporary file in the same folder; {@link #commit()} forces it to the disk and renames it.
 * Closing without a commit leaves the old file as it was. Not thread-safe.
 */
public final class Hdf5Writer implements AutoCloseable {

    private final Path target;
    private final Path temporary;
    private final WritableHdfFile file;
    private final Map<String, WritableGroup> groups = new LinkedHashMap<>();
    private boolean open = true;

    private Hdf5Writer(Path target) {
        this.target = target;
        var folder = Objects.requireNonNullElse(target.toAbsolutePath().getParent(), Path.of("."));
        if (!Files.isDirectory(folder)) {
            throw new UncheckedIOException(new IOException(
                    target + " cannot be written: there is no folder " + folder + "; make it or choose another name"));
        }
        this.temporary = folder.resolve(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            this.file = HdfFile.write(temporary);
        } catch (HdfException e) {
            throw failed(e);
        }
        groups.put("", file);
    }

    /** Begins a file. */
    public static Hdf5Writer create(Path target) {
        return new Hdf5Writer(target);
    }

    private WritableGroup group(String path) {
        var there = groups.get(path);
        if (there != null) {
            return there;
        }
        int slash = path.lastIndexOf('/');
        var made = group(slash < 0 ? "" : path.substring(0, slash)).putGroup(path.substring(slash + 1));
        groups.put(path, made);
        return made;
    }

    /**
     * An attribute of a group, which is made where it does not exist.
     *
     * @param group path without a leading slash: {@code mcmc}; empty for the root
     * @param value a String, String[], number, boolean or array of numbers
     */
    public Hdf5Writer attribute(String group, String name, Object value) {
        group(group).putAttribute(name, value);
        return this;
    }

    /**
     * A dataset of doubles.
     *
     * @param group  path of its group, which is made where it does not exist
     * @param values double[], double[][] or double[][][] with rows of equal length. Not modified, read at commit.
     */
    public Hdf5Writer doubles(String group, String name, Object values) {
        group(group).putDataset(name, values);
        return this;
    }

    /** Writes everything, forces it to the disk and puts it in place of the old file. */
    public void commit() {
        try {
            open = false;
            file.close();
            try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | HdfException e) {
            throw failed(e);
        }
    }

    private UncheckedIOException failed(Exception cause) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return new UncheckedIOException(new IOException(
                target + " cannot be written: " + cause.getMessage()
                        + "; is the disk full, or the folder not yours? An older file of this name is unharmed",
                cause));
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            try {
                file.close();
                Files.deleteIfExists(temporary);
            } catch (IOException | HdfException e) {
                throw failed(e);
            }
        }
    }
}
