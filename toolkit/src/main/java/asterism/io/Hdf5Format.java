package asterism.io;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Pieces of an HDF5 file as bytes; sections are those of the HDF5 File Format Specification 3.0. */
final class Hdf5Format {

    static final long UNDEFINED = -1;
    static final int SUPERBLOCK_BYTES = 96;

    // message types, section IV.A.2
    static final int DATASPACE = 0x01;
    static final int LINK_INFO = 0x02;
    static final int DATATYPE = 0x03;
    static final int FILL_VALUE = 0x05;
    private static final int LINK = 0x06;
    static final int LAYOUT = 0x08;
    static final int GROUP_INFO = 0x0A;
    static final int ATTRIBUTE = 0x0C;

    private Hdf5Format() {}

    static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] bytes(ByteBuffer filled) {
        byte[] out = new byte[filled.capacity()];
        filled.clear().get(out);
        return out;
    }

    /** IV.A.2.b, version 2; no dimensions: a scalar. */
    static byte[] dataspace(int... dimensions) {
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
    static byte[] doubleType() {
        return bytes(little(20)
                .put(new byte[] {0x11, 0x20, 63, 0})
                .putInt(8)
                .putShort((short) 0)
                .putShort((short) 64)
                .put(new byte[] {52, 11, 0, 52})
                .putInt(1023));
    }

    /** IV.A.2.d: 64-bit two's complement, little-endian. */
    static byte[] longType() {
        return bytes(little(12)
                .put(new byte[] {0x10, 0x08, 0, 0})
                .putInt(8)
                .putShort((short) 0)
                .putShort((short) 64));
    }

    /** IV.A.2.d: 8-bit two's complement. */
    static byte[] byteType() {
        return bytes(little(12)
                .put(new byte[] {0x10, 0x08, 0, 0})
                .putInt(1)
                .putShort((short) 0)
                .putShort((short) 8));
    }

    /** IV.A.2.d: text of fixed length, ended by a zero, UTF-8. */
    static byte[] textType(int bytes) {
        return bytes(little(8).put(new byte[] {0x13, 0x10, 0, 0}).putInt(bytes));
    }

    static byte[] zeroEnded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    /** IV.A.2.d: text of any length in the global heap, ended by a zero, UTF-8. */
    static byte[] variableTextType() {
        return bytes(little(16)
                .put(new byte[] {0x19, 0x01, 0x01, 0})
                .putInt(16)
                .put(new byte[] {0x13, 0x10, 0, 0})
                .putInt(1));
    }

    /** IV.A.2.d: an object reference. */
    private static byte[] referenceType() {
        return bytes(little(8).put(new byte[] {0x17, 0, 0, 0}).putInt(8));
    }

    /** IV.A.2.d: sequences of object references in the global heap. */
    static byte[] referencesType() {
        return bytes(little(16).put(new byte[] {0x19, 0, 0, 0}).putInt(16).put(referenceType()));
    }

    /** IV.A.2.d, version 1: the pairs (dataset, dimension) of a scale. */
    static byte[] backReferenceType() {
        byte[] number = bytes(little(12)
                .put(new byte[] {0x10, 0x08, 0, 0})
                .putInt(4)
                .putShort((short) 0)
                .putShort((short) 32));
        return bytes(little(8 + 48 + 8 + 56 + 12)
                .put(new byte[] {0x16, 2, 0, 0})
                .putInt(16)
                .put(member("dataset", 0))
                .put(referenceType())
                .put(member("dimension", 8))
                .put(number));
    }

    private static byte[] member(String name, int offset) {
        int size = (name.length() + 8) / 8 * 8;
        return bytes(little(size + 32)
                .put(Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), size))
                .putInt(offset)
                .put(new byte[28])); // a scalar
    }

    /** A global heap collection, III.E; its objects have the numbers 1, 2, ... */
    static ByteBuffer heap(List<byte[]> objects) {
        int size = 16 + 16;
        for (byte[] object : objects) {
            size += 16 + (object.length + 7) / 8 * 8;
        }
        int whole = Math.max(4096, size);
        var out = little(whole).put(new byte[] {'G', 'C', 'O', 'L', 1, 0, 0, 0}).putLong(whole);
        for (int i = 0; i < objects.size(); i++) {
            byte[] object = objects.get(i);
            out.putShort((short) (i + 1)).putShort((short) 1).putInt(0).putLong(object.length);
            out.put(Arrays.copyOf(object, (object.length + 7) / 8 * 8));
        }
        out.putShort((short) 0)
                .putShort((short) 0)
                .putInt(0)
                .putLong(out.remaining() + 8); // what is free, this included
        return out.clear();
    }

    /** A header message, its data filled up to a multiple of 8 bytes. */
    static byte[] message(int type, byte[] data) {
        int size = (data.length + 7) / 8 * 8;
        return bytes(little(8 + size)
                .putShort((short) type)
                .putShort((short) size)
                .putInt(0)
                .put(data));
    }

    /** An attribute, IV.A.2.m, version 3. */
    static byte[] attributeBody(String name, byte[] type, byte[] space, byte[] data) {
        byte[] title = zeroEnded(name);
        return bytes(little(9 + title.length + type.length + space.length + data.length)
                .put((byte) 3)
                .put((byte) 0)
                .putShort((short) title.length)
                .putShort((short) type.length)
                .putShort((short) space.length)
                .put((byte) 1) // the name is UTF-8
                .put(title)
                .put(type)
                .put(space)
                .put(data));
    }

    static byte[] link(String name, long address) {
        byte[] title = name.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {1, 0x10, 1, (byte) title.length}); // a hard link, its name in UTF-8
        out.writeBytes(title);
        out.writeBytes(bytes(little(8).putLong(address)));
        return message(LINK, out.toByteArray());
    }

    /** III.A, version 0. */
    static ByteBuffer superblock(long end, long rootHeader) {
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
}
