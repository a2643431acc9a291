package asterism.plot;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A PNG file that knows its resolution.
 *
 * <p>The JDK's writer filters the rows of an image with a palette, which makes a drawing a third larger; here they are
 * written as they are.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">PNG specification</a>
 */
final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int TRUE_COLOR = 2;
    private static final int PALETTE = 3;
    private static final int UNIT_METRE = 1;

    private Png() {}

    static byte[] encode(BufferedImage image, double dpi) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.write(SIGNATURE);
            boolean indexed = image.getColorModel() instanceof IndexColorModel;
            chunk(out, "IHDR", data -> {
                data.writeInt(image.getWidth());
                data.writeInt(image.getHeight());
                data.write(new byte[] {8, (byte) (indexed ? PALETTE : TRUE_COLOR), 0, 0, 0});
            });
            chunk(out, "pHYs", data -> {
                int perMetre = (int) Math.round(dpi / 0.0254);
                data.writeInt(perMetre);
                data.writeInt(perMetre);
                data.write(UNIT_METRE);
            });
            if (image.getColorModel() instanceof IndexColorModel palette) {
                chunk(out, "PLTE", data -> {
                    for (int i = 0; i < palette.getMapSize(); i++) {
                        data.write(palette.getRed(i));
                        data.write(palette.getGreen(i));
                        data.write(palette.getBlue(i));
                    }
                });
            }
            chunk(out, "IDAT", data -> pixels(image, indexed, data));
            chunk(out, "IEND", data -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private interface Content {
        void write(DataOutputStream data) throws IOException;
    }

    private static void chunk(DataOutputStream out, String type, Content content) throws IOException {
        var body = new ByteArrayOutputStream();
        var data = new DataOutputStream(body);
        data.write(type.getBytes(StandardCharsets.US_ASCII));
        content.write(data);
        data.flush();
        var bytes = body.toByteArray();
        var crc = new CRC32();
        crc.update(bytes);
        out.writeInt(bytes.length - type.length());
        out.write(bytes);
        out.writeInt((int) crc.getValue());
    }

    private static void pixels(BufferedImage image, boolean indexed, DataOutputStream data) throws IOException {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        var zipped = new DeflaterOutputStream(data, deflater, 1 << 16);
        int w = image.getWidth();
        var row = new byte[1 + (indexed ? w : 3 * w)]; // begins with 0: no filter
        var line = new byte[w];
        var rgb = new int[w];
        for (int y = 0; y < image.getHeight(); y++) {
            if (indexed) {
                image.getRaster().getDataElements(0, y, w, 1, line);
                System.arraycopy(line, 0, row, 1, w);
            } else {
                image.getRGB(0, y, w, 1, rgb, 0, w);
                for (int x = 0; x < w; x++) {
                    row[3 * x + 1] = (byte) (rgb[x] >> 16);
                    row[3 * x + 2] = (byte) (rgb[x] >> 8);
                    row[3 * x + 3] = (byte) rgb[x];
                }
            }
            zipped.write(row);
        }
        zipped.finish();
        deflater.end();
    }
}
