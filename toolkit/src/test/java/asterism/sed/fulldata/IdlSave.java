package asterism.sed.fulldata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The variables of an uncompressed IDL save file that are numbers: arrays and scalars of doubles and short integers.
 *
 * <p>Big-endian records, each with its type and the absolute position of the next one; strings are passed over.
 */
final class IdlSave {

    private static final int VARIABLE = 2;
    private static final int END = 6;
    private static final int INT16 = 2;
    private static final int FLOAT64 = 5;
    private static final int ARRAY_FLAG = 0x14;

    private final Map<String, double[]> variables = new LinkedHashMap<>();

    private IdlSave() {}

    static IdlSave read(Path file) {
        try {
            return parse(ByteBuffer.wrap(Files.readAllBytes(file)), file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** The values of a variable; in an array the first IDL dimension varies fastest. */
    double[] doubles(String name) {
        var values = variables.get(name);
        if (values == null) {
            throw new IllegalArgumentException("no variable '" + name + "'; there are " + variables.keySet());
        }
        return values;
    }

    int integer(String name) {
        return (int) doubles(name)[0];
    }

    private static IdlSave parse(ByteBuffer in, Path file) {
        if (in.get(0) != 'S' || in.get(1) != 'R') {
            throw new IllegalArgumentException(file + " is no IDL save file");
        }
        var save = new IdlSave();
        int position = 4;
        while (true) {
            in.position(position);
            int type = in.getInt();
            long next = Integer.toUnsignedLong(in.getInt()) | (Integer.toUnsignedLong(in.getInt()) << 32);
            in.getInt();
            if (type == END) {
                return save;
            }
            if (type == VARIABLE) {
                save.variable(in);
            }
            position = Math.toIntExact(next);
        }
    }

    private void variable(ByteBuffer in) {
        int nameLength = in.getInt();
        byte[] name = new byte[nameLength];
        in.get(name);
        in.position(in.position() + Math.floorMod(-nameLength, 4));
        int type = in.getInt();
        boolean array = in.getInt() == ARRAY_FLAG;
        int count = 1;
        if (array) {
            in.getInt(); // kind of descriptor
            in.getInt(); // bytes per element
            in.getInt(); // bytes
            count = in.getInt();
            in.position(in.position() + 4 * (1 + 2 + 1 + 8)); // number of dimensions, two unused, slots, dimensions
        }
        in.getInt(); // start of data
        if (type == FLOAT64) {
            double[] values = new double[count];
            for (int i = 0; i < count; i++) {
                values[i] = in.getDouble();
            }
            variables.put(new String(name, StandardCharsets.US_ASCII), values);
        } else if (type == INT16 && !array) {
            variables.put(new String(name, StandardCharsets.US_ASCII), new double[] {in.getInt()});
        }
    }
}
