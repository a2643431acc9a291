package asterism.io;

import static asterism.io.Hdf5Format.ATTRIBUTE;
import static asterism.io.Hdf5Format.DATASPACE;
import static asterism.io.Hdf5Format.DATATYPE;
import static asterism.io.Hdf5Format.FILL_VALUE;
import static asterism.io.Hdf5Format.GROUP_INFO;
import static asterism.io.Hdf5Format.LAYOUT;
import static asterism.io.Hdf5Format.LINK_INFO;
import static asterism.io.Hdf5Format.SUPERBLOCK_BYTES;
import static asterism.io.Hdf5Format.UNDEFINED;
import static asterism.io.Hdf5Format.attributeBody;
import static asterism.io.Hdf5Format.backReferenceType;
import static asterism.io.Hdf5Format.byteType;
import static asterism.io.Hdf5Format.bytes;
import static asterism.io.Hdf5Format.dataspace;
import static asterism.io.Hdf5Format.doubleType;
import static asterism.io.Hdf5Format.heap;
import static asterism.io.Hdf5Format.link;
import static asterism.io.Hdf5Format.little;
import static asterism.io.Hdf5Format.longType;
import static asterism.io.Hdf5Format.message;
import static asterism.io.Hdf5Format.referencesType;
import static asterism.io.Hdf5Format.superblock;
import static asterism.io.Hdf5Format.textType;
import static asterism.io.Hdf5Format.variableTextType;
import static asterism.io.Hdf5Format.zeroEnded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleConsumer;

/**
 * Writes one HDF5 file, all or nothing: a reader sees the old file or the complete new one, also after a power cut.
 *
 * <p>The numbers go to a temporary file in the same folder, row by row, so that a chain is never held twice in memory;
 * {@link #commit()} forces it to the disk and renames it. Closing without a commit leaves the old file as it was.
 *
 * <p>What is written is the small part of the format that chains need: groups, contiguous datasets of numbers and texts,
 * attributes of text and numbers, and named dimensions (HDF5 File Format Specification 3.0; superblock version 0, object headers version 1,
 * compact links). Not thread-safe.
 */
public final class Hdf5Writer implements AutoCloseable {

    private static final int LARGEST_MESSAGE = 65_528;
    private static final String SCALE = "DIMENSION_SCALE";
    private static final String DIMENSION_LIST = "DIMENSION_LIST";

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
        private final Map<String, Dataset> datasets = new LinkedHashMap<>();
        private final Map<String, byte[]> attributes = new LinkedHashMap<>(); // to the message
    }

    /** A dataset whose numbers are in the file; its header follows with the commit. */
    private static final class Dataset {
        private final int[] dimensions;
        private final byte[] type;
        private final long data;
        private final long bytes;
        private final Map<String, byte[]> attributes = new LinkedHashMap<>(); // to the message
        private final List<Dataset> scales = new ArrayList<>(); // one for each dimension, or none
        private long address = UNDEFINED; // of the header

        private Dataset(int[] dimensions, byte[] type, long data, long bytes) {
            this.dimensions = dimensions.clone();
            this.type = type;
            this.data = data;
            this.bytes = bytes;
        }
    }

    private Hdf5Writer(Path target) {
        this.target = target;
        var folder = Objects.requireNonNullElse(target.toAbsolutePath().getParent(), Path.of("."));
        if (!Files.isDirectory(folder)) {
            throw new UncheckedIOException(
                    target + " cannot be written: there is no folder " + folder + "; make it or choose another name",
                    new NoSuchFileException(folder.toString()));
        }
        if (Files.isDirectory(target)) {
            throw new UncheckedIOException(
                    target + " cannot be written: it is a folder; name a file in it",
                    new FileAlreadyExistsException(target.toString()));
        }
        this.temporary = folder.resolve(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        removeLeftOvers(folder);
        try {
            this.file = new RandomAccessFile(temporary.toFile(), "rw");
            file.setLength(0);
            file.seek(SUPERBLOCK_BYTES);
        } catch (IOException e) {
            throw words(target, e);
        }
    }

    /** A process that was killed while it wrote left its temporary file behind. */
    private void removeLeftOvers(Path folder) {
        var begin = "." + target.getFileName() + ".";
        try (var files = Files.newDirectoryStream(folder, f -> {
            var name = f.getFileName().toString();
            return name.startsWith(begin) && name.endsWith(".part");
        })) {
            for (var old : files) {
                var name = old.getFileName().toString();
                var pid = name.substring(begin.length(), Math.max(begin.length(), name.length() - ".part".length()));
                if (pid.matches("[0-9]{1,18}")
                        && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    Files.deleteIfExists(old);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // what cannot be removed takes room and does no harm
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
        return rows(group, name, dimensions, rows, doubleType(), Double.BYTES, buffer::putDouble);
    }

    /** A dataset of whole numbers, written at once as {@link #doubles(String, String, int[], Rows)} are; exact below 2^53. */
    public Hdf5Writer longs(String group, String name, int[] dimensions, Rows rows) {
        return rows(group, name, dimensions, rows, longType(), Long.BYTES, value -> buffer.putLong((long) value));
    }

    /**
     * A dataset of truth values, written at once: 8-bit numbers 0 and 1 with the attribute {@code dtype = "bool"}, which is
     * how xarray writes them to netCDF, that has none.
     */
    public Hdf5Writer booleans(String group, String name, int[] dimensions, Rows rows) {
        rows(group, name, dimensions, rows, byteType(), Byte.BYTES, value -> buffer.put((byte) (value != 0 ? 1 : 0)));
        return text(group + "/" + name, "dtype", "bool");
    }

    private Hdf5Writer rows(
            String group, String name, int[] dimensions, Rows rows, byte[] type, int bytes, DoubleConsumer put) {
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
                    if (buffer.remaining() < bytes) {
                        drain(buffer.flip());
                        buffer.clear();
                    }
                    put.accept(value);
                }
            }
            drain(buffer.flip());
            put(group, name, dimensions, type, data);
        } catch (IOException e) {
            throw failed(e);
        }
        return this;
    }

    /** A one-dimensional dataset of doubles. */
    public Hdf5Writer doubles(String group, String name, double[] values) {
        return doubles(group, name, new int[] {values.length}, (r, out) -> out[0] = values[r]);
    }

    /** A one-dimensional dataset of whole numbers. */
    public Hdf5Writer longs(String group, String name, long... values) {
        var data = little(8 * values.length);
        Arrays.stream(values).forEach(data::putLong);
        return small(group, name, values.length, longType(), bytes(data));
    }

    /** A one-dimensional dataset of texts of any length, UTF-8. */
    public Hdf5Writer words(String group, String name, String... values) {
        try {
            long heap = file.getFilePointer();
            drain(heap(Arrays.stream(values)
                    .map(v -> v.getBytes(StandardCharsets.UTF_8))
                    .toList()));
            var data = little(16 * values.length);
            for (int i = 0; i < values.length; i++) {
                data.putInt(values[i].getBytes(StandardCharsets.UTF_8).length)
                        .putLong(heap)
                        .putInt(i + 1);
            }
            return small(group, name, values.length, variableTextType(), bytes(data));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Hdf5Writer small(String group, String name, int length, byte[] type, byte[] data) {
        try {
            long at = file.getFilePointer();
            drain(ByteBuffer.wrap(data));
            put(group, name, new int[] {length}, type, at);
        } catch (IOException e) {
            throw failed(e);
        }
        return this;
    }

    private void put(String group, String name, int[] dimensions, byte[] type, long data) throws IOException {
        long bytes = file.getFilePointer() - data;
        group(group).datasets.put(name, new Dataset(dimensions, type, data, bytes));
        file.seek((file.getFilePointer() + 7) / 8 * 8);
    }

    /**
     * Names the dimensions of a dataset, as netCDF-4 does (HDF5 Dimension Scale Specification): each is a one-dimensional
     * dataset of the same group and length that holds the coordinates.
     *
     * @param scales a dataset of the group for each dimension
     */
    public Hdf5Writer dimensions(String group, String name, String... scales) {
        var variable = dataset(group, name);
        if (scales.length != variable.dimensions.length) {
            throw new IllegalArgumentException("'" + group + "/" + name + "' has " + variable.dimensions.length
                    + " dimensions, got " + scales.length + " names");
        }
        variable.scales.clear();
        for (int i = 0; i < scales.length; i++) {
            scale(group, scales[i]);
            var scale = dataset(group, scales[i]);
            if (scale.dimensions.length != 1 || scale.dimensions[0] != variable.dimensions[i]) {
                throw new IllegalArgumentException("dimension " + i + " of '" + group + "/" + name + "' has the length "
                        + variable.dimensions[i] + ", '" + scales[i] + "' has " + Arrays.toString(scale.dimensions));
            }
            variable.scales.add(scale);
        }
        return this;
    }

    /** Makes a one-dimensional dataset the coordinates of a dimension that has its name. */
    public Hdf5Writer scale(String group, String name) {
        var attributes = dataset(group, name).attributes;
        byte[] title = zeroEnded(name);
        attributes.put(
                "CLASS", message(ATTRIBUTE, attributeBody("CLASS", textType(16), dataspace(), zeroEnded(SCALE))));
        attributes.put("NAME", message(ATTRIBUTE, attributeBody("NAME", textType(title.length), dataspace(), title)));
        return this;
    }

    private Dataset dataset(String group, String name) {
        var found = group(group).datasets.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no dataset '" + name + "' in '" + group + "' yet");
        }
        return found;
    }

    /** An attribute of a group or dataset: text in UTF-8. */
    public Hdf5Writer text(String group, String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return attribute(group, name, textType(bytes.length + 1), dataspace(), Arrays.copyOf(bytes, bytes.length + 1));
    }

    /** An attribute of a group or dataset: several texts. */
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

    /** An attribute of a group or dataset: a whole number. */
    public Hdf5Writer number(String group, String name, long value) {
        return attribute(group, name, longType(), dataspace(), bytes(little(8).putLong(value)));
    }

    /** An attribute of a group or dataset: a real number. */
    public Hdf5Writer real(String group, String name, double value) {
        return attribute(group, name, doubleType(), dataspace(), bytes(little(8).putDouble(value)));
    }

    /** An attribute of a group or dataset: several real numbers. */
    public Hdf5Writer reals(String group, String name, double... values) {
        var data = little(8 * values.length);
        Arrays.stream(values).forEach(data::putDouble);
        return attribute(group, name, doubleType(), dataspace(values.length), bytes(data));
    }

    private Hdf5Writer attribute(String group, String name, byte[] type, byte[] space, byte[] data) {
        byte[] body = attributeBody(name, type, space, data);
        if (body.length > LARGEST_MESSAGE) {
            throw new IllegalArgumentException(target + ": the attribute '" + name + "' at '" + group
                    + "' is longer than 64 kB, " + "which HDF5 does not allow");
        }
        attributes(group).put(name, message(ATTRIBUTE, body));
        return this;
    }

    private Map<String, byte[]> attributes(String path) {
        int slash = path.lastIndexOf('/');
        if (slash >= 0) {
            var dataset = group(path.substring(0, slash)).datasets.get(path.substring(slash + 1));
            if (dataset != null) {
                return dataset.attributes;
            }
        }
        return group(path).attributes;
    }

    // ---- headers ---------------------------------------------------------------------------------------------------

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

    /**
     * Writes the headers of a group's datasets. Those with named dimensions refer to the scales through the heap, and the
     * scales to them, so the heap is written last into room that was left for it.
     */
    private void writeDatasets(Group group) throws IOException {
        var references = new ArrayList<byte[]>();
        for (var dataset : group.datasets.values()) {
            dataset.scales.forEach(scale -> references.add(new byte[8]));
        }
        long heap = (file.getFilePointer() + 7) / 8 * 8;
        if (!references.isEmpty()) {
            file.seek(heap + heap(references).remaining());
        }
        int object = 1;
        for (var dataset : group.datasets.values()) {
            if (isScale(dataset)) {
                continue;
            }
            if (!dataset.scales.isEmpty()) {
                var list = little(16 * dataset.scales.size());
                for (int i = 0; i < dataset.scales.size(); i++) {
                    list.putInt(1).putLong(heap).putInt(object++);
                }
                dataset.attributes.put(
                        DIMENSION_LIST,
                        message(
                                ATTRIBUTE,
                                attributeBody(
                                        DIMENSION_LIST,
                                        referencesType(),
                                        dataspace(dataset.scales.size()),
                                        bytes(list))));
            }
            dataset.address = write(dataset);
        }
        for (var scale : group.datasets.values()) {
            if (isScale(scale)) {
                if (group.datasets.values().stream().anyMatch(d -> d.scales.contains(scale))) {
                    scale.attributes.put("REFERENCE_LIST", backReferences(group, scale));
                }
                scale.address = write(scale);
            }
        }
        if (!references.isEmpty()) {
            references.clear();
            for (var dataset : group.datasets.values()) {
                dataset.scales.forEach(scale -> references.add(bytes(little(8).putLong(scale.address))));
            }
            long end = file.getFilePointer();
            file.seek(heap);
            drain(heap(references));
            file.seek(end);
        }
    }

    private static boolean isScale(Dataset dataset) {
        return dataset.attributes.containsKey("CLASS");
    }

    private static byte[] backReferences(Group group, Dataset scale) {
        var pairs = new ByteArrayOutputStream();
        int n = 0;
        for (var dataset : group.datasets.values()) {
            for (int i = 0; i < dataset.scales.size(); i++) {
                if (dataset.scales.get(i) == scale) {
                    pairs.writeBytes(bytes(little(16).putLong(dataset.address).putInt(i)));
                    n++;
                }
            }
        }
        return message(
                ATTRIBUTE, attributeBody("REFERENCE_LIST", backReferenceType(), dataspace(n), pairs.toByteArray()));
    }

    private long write(Dataset dataset) throws IOException {
        var messages = new ArrayList<byte[]>();
        messages.add(message(DATASPACE, dataspace(dataset.dimensions)));
        messages.add(message(DATATYPE, dataset.type));
        messages.add(message(FILL_VALUE, new byte[] {2, 2, 2, 0}));
        messages.add(message(
                LAYOUT,
                bytes(little(18)
                        .put((byte) 3)
                        .put((byte) 1)
                        .putLong(dataset.data)
                        .putLong(dataset.bytes))));
        messages.addAll(dataset.attributes.values());
        return header(messages.toArray(byte[][]::new));
    }

    private long write(Group group) throws IOException {
        writeDatasets(group);
        var messages = new ArrayList<byte[]>();
        messages.add(message(
                LINK_INFO,
                bytes(little(18).put((byte) 0).put((byte) 0).putLong(UNDEFINED).putLong(UNDEFINED))));
        messages.add(message(GROUP_INFO, new byte[2]));
        for (var child : group.groups.entrySet()) {
            messages.add(link(child.getKey(), write(child.getValue())));
        }
        for (var dataset : group.datasets.entrySet()) {
            messages.add(link(dataset.getKey(), dataset.getValue().address));
        }
        messages.addAll(group.attributes.values());
        return header(messages.toArray(byte[][]::new));
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
        return new UncheckedIOException(
                target + " cannot be written: " + cause.getMessage()
                        + "; is the disk full, or the folder not yours? An older file of this name is unharmed",
                cause);
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
