package asterism.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Writes one HDF5 file, all or nothing: a reader sees the old file or the complete new one, also after a power cut.
 *
 * <p>The numbers go to a temporary file in the same folder, row by row, so that a chain is never held twice in memory;
 * {@link #commit()} forces it to the disk and renames it. Closing without a commit leaves the old file as it was.
 *
 * <p>What is written is the small part of the format that chains need: groups, contiguous datasets of doubles, and
 * attributes of text and numbers (HDF5 File Format Specification 3.0; superblock version 0, object headers version 1,
 * compact links). Not thread-safe.
 */
public final class Hdf5Writer implements AutoCloseable {

    private static final long UNDEFINED = -1;
    private static final int SUPERBLOCK_BYTES = 96;
    private static final int LARGEST_MESSAGE = 65_528;

    // message types, section IV.A.2
    private static final int DATASPACE = 0x01;
    private static final int LINK_INFO = 0x02;
    private static final int DATATYPE = 0x03;
    private static final int FILL_VALUE = 0x05;
    private static final int LINK = 0x06;
    private static final int LAYOUT = 0x08;
    private static final int GROUP_INFO = 0x0A;
    private static final int ATTRIBUTE = 0x0C;

    private final Path target;
    private final Path temporary;
    private final RandomAccessFile file; // no channel: an interrupt of the thread would close that in the middle
    private final Group root = new Group();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    private boolean open = true;

    /** Gives one row of a dataset. */
    @FunctionalInterface
    public interface Rows {
        /** Row number {@code row} along the first axis, flat. Overwrites {@code outRow}. */
        void fill(int row, double[] outRow);
    }

    private static final class Group {
        private final Map<String, Group> groups = new LinkedHashMap<>();
        private final Map<String, Long> datasets = new LinkedHashMap<>(); // to the address of the object header
        private final Map<String, byte[]> attributes = new LinkedHashMap<>(); // to the message
    }

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
            this.file = new RandomAccessFile(temporary.toFile(), "rw");
            file.setLength(0);
            file.seek(SUPERBLOCK_BYTES);
        } catch (IOException e) {
            throw words(target, e);
        }
    }

    /** Begins a file. */
    public static Hdf5Writer create(Path target) {
        return new Hdf5Writer(target);
    }

    private Group group(String path) {
        var at = root;
        for (var name : path.isEmpty() ? new String[0] : path.split("/")) {
            at = at.groups.computeIfAbsent(name, n -> new Group());
        }
        return at;
    }

    // ---- what goes into the file ---------------------------------------------------------------------------------

    /**
     * A dataset of doubles, written at once.
     *
     * @param group      path of its group without a leading slash, made where it does not exist; empty for the root
     * @param dimensions its shape; the first may be 0
     */
    public Hdf5Writer doubles(String group, String name, int[] dimensions, Rows rows) {
        int width = 1;
        for (int i = 1; i < dimensions.length; i++) {
            width = Math.multiplyExact(width, dimensions[i]);
        }
        try {
            long data = file.getFilePointer();
            double[] row = new double[width];
            buffer.clear();
            for (int r = 0; r < dimensions[0]; r++) {
                rows.fill(r, row);
                for (double value : row) {
                    if (buffer.remaining() < Double.BYTES) {
                        drain(buffer.flip());
                        buffer.clear();
                    }
                    buffer.putDouble(value);
                }
            }
            drain(buffer.flip());
            long bytes = file.getFilePointer() - data;
            group(group)
                    .datasets
                    .put(
                            name,
                            header(
                                    message(DATASPACE, dataspace(dimensions)),
                                    message(DATATYPE, doubleType()),
                                    message(FILL_VALUE, new byte[] {2, 2, 2, 0}),
                                    message(
                                            LAYOUT,
                                            bytes(little(18)
                                                    .put((byte) 3)
                                                    .put((byte) 1)
                                                    .putLong(data)
                                                    .putLong(bytes)))));
        } catch (IOException e) {
            throw failed(e);
        }
        return this;
    }

    /** A one-dimensional dataset of doubles. */
    public Hdf5Writer doubles(String group, String name, double[] values) {
        return doubles(group, name, new int[] {values.length}, (r, out) -> out[0] = values[r]);
    }

    /** An attribute of a group: text in UTF-8. */
    public Hdf5Writer text(String group, String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return attribute(group, name, textType(bytes.length + 1), dataspace(), Arrays.copyOf(bytes, bytes.length + 1));
    }

    /** An attribute of a group: several texts. */
    public Hdf5Writer texts(String group, String name, String... values) {
        int size = 1
                + Arrays.stream(values)
                        .mapToInt(v -> v.getBytes(StandardCharsets.UTF_8).length)
                        .max()
                        .orElse(0);
        var data = little(size * values.length);
        for (int i = 0; i < values.length; i++) {
            data.position(i * size).put(values[i].getBytes(StandardCharsets.UTF_8));
        }
        return attribute(group, name, textType(size), dataspace(values.length), bytes(data));
    }

    /** An attribute of a group: a whole number. */
    public Hdf5Writer number(String group, String name, long value) {
        return attribute(group, name, longType(), dataspace(), bytes(little(8).putLong(value)));
    }

    /** An attribute of a group: a real number. */
    public Hdf5Writer real(String group, String name, double value) {
        return attribute(group, name, doubleType(), dataspace(), bytes(little(8).putDouble(value)));
    }

    /** An attribute of a group: several real numbers. */
    public Hdf5Writer reals(String group, String name, double... values) {
        var data = little(8 * values.length);
        Arrays.stream(values).forEach(data::putDouble);
        return attribute(group, name, doubleType(), dataspace(values.length), bytes(data));
    }

    private Hdf5Writer attribute(String group, String name, byte[] type, byte[] space, byte[] data) {
        byte[] title = Arrays.copyOf(name.getBytes(StandardCharsets.UTF_8), name.length() + 1);
        var out = little(9 + title.length + type.length + space.length + data.length)
                .put((byte) 3)
                .put((byte) 0)
                .putShort((short) title.length)
                .putShort((short) type.length)
                .putShort((short) space.length)
                .put((byte) 1) // the name is UTF-8
                .put(title)
                .put(type)
                .put(space)
                .put(data);
        if (out.capacity() > LARGEST_MESSAGE) {
            throw new IllegalArgumentException(target + ": the attribute '" + name + "' at '" + group
                    + "' is longer than 64 kB, " + "which HDF5 does not allow");
        }
        group(group).attributes.put(name, message(ATTRIBUTE, bytes(out)));
        return this;
    }

    // ---- pieces of the format ------------------------------------------------------------------------------------

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(ByteBuffer filled) {
        byte[] out = new byte[filled.capacity()];
        filled.clear().get(out);
        return out;
    }

    /** IV.A.2.b, version 2; no dimensions: a scalar. */
    private static byte[] dataspace(int... dimensions) {
        var out = little(4 + 8 * dimensions.length)
                .put((byte) 2)
                .put((byte) dimensions.length)
                .put((byte) 0)
                .put((byte) (dimensions.length == 0 ? 0 : 1));
        for (int d : dimensions) {
            out.putLong(d);
        }
        return bytes(out);
    }

    /** IV.A.2.d: IEEE 754 binary64, little-endian. */
    private static byte[] doubleType() {
        return bytes(little(20)
                .put(new byte[] {0x11, 0x20, 63, 0})
                .putInt(8)
                .putShort((short) 0)
                .putShort((short) 64)
                .put(new byte[] {52, 11, 0, 52})
                .putInt(1023));
    }

    /** IV.A.2.d: 64-bit two's complement, little-endian. */
    private static byte[] longType() {
        return bytes(little(12)
                .put(new byte[] {0x10, 0x08, 0, 0})
                .putInt(8)
                .putShort((short) 0)
                .putShort((short) 64));
    }

    /** IV.A.2.d: text of fixed length, ended by a zero, UTF-8. */
    private static byte[] textType(int bytes) {
        return bytes(little(8).put(new byte[] {0x13, 0x10, 0, 0}).putInt(bytes));
    }

    /** A header message, its data filled up to a multiple of 8 bytes. */
    private static byte[] message(int type, byte[] data) {
        int size = (data.length + 7) / 8 * 8;
        return bytes(little(8 + size)
                .putShort((short) type)
                .putShort((short) size)
                .putInt(0)
                .put(data));
    }

    /** Writes an object header, IV.A.1.a, and gives its address. */
    private long header(byte[]... messages) throws IOException {
        int size = Arrays.stream(messages).mapToInt(m -> m.length).sum();
        var out = little(16 + size)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) messages.length)
                .putInt(1)
                .putInt(size)
                .putInt(0);
        for (byte[] message : messages) {
            out.put(message);
        }
        long address = (file.getFilePointer() + 7) / 8 * 8;
        file.seek(address);
        drain(out.flip());
        return address;
    }

    private long write(Group group) throws IOException {
        var messages = new java.util.ArrayList<byte[]>();
        messages.add(message(
                LINK_INFO,
                bytes(little(18).put((byte) 0).put((byte) 0).putLong(UNDEFINED).putLong(UNDEFINED))));
        messages.add(message(GROUP_INFO, new byte[2]));
        for (var child : group.groups.entrySet()) {
            messages.add(link(child.getKey(), write(child.getValue())));
        }
        for (var dataset : group.datasets.entrySet()) {
            messages.add(link(dataset.getKey(), dataset.getValue()));
        }
        messages.addAll(group.attributes.values());
        return header(messages.toArray(byte[][]::new));
    }

    private static byte[] link(String name, long address) {
        byte[] title = name.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {1, 0x10, 1, (byte) title.length}); // a hard link, its name in UTF-8
        out.writeBytes(title);
        out.writeBytes(bytes(little(8).putLong(address)));
        return message(LINK, out.toByteArray());
    }

    /** III.A, version 0. */
    private static ByteBuffer superblock(long end, long rootHeader) {
        return little(SUPERBLOCK_BYTES)
                .put(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'})
                .put(new byte[] {0, 0, 0, 0, 0, 8, 8, 0})
                .putShort((short) 4)
                .putShort((short) 16)
                .putInt(0)
                .putLong(0)
                .putLong(UNDEFINED)
                .putLong(end)
                .putLong(UNDEFINED)
                .putLong(0)
                .putLong(rootHeader)
                .putInt(0)
                .putInt(0)
                .clear();
    }

    private void drain(ByteBuffer bytes) throws IOException {
        file.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        bytes.position(bytes.limit());
    }

    // ---- all or nothing --------------------------------------------------------------------------------------------

    /** Finishes the file, forces it to the disk and puts it in place of the old one. */
    public void commit() {
        try {
            long rootHeader = write(root);
            var head = superblock(file.getFilePointer(), rootHeader);
            file.seek(0);
            drain(head);
            file.getFD().sync();
            file.close();
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            open = false;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private UncheckedIOException failed(IOException cause) {
        close();
        return words(target, cause);
    }

    private static UncheckedIOException words(Path target, IOException cause) {
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
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
