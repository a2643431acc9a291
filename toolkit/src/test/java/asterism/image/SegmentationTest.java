package asterism.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asterism.io.FitsImage;
import asterism.io.FitsImages;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows and masks from a segmentation map, in its own image and in others. */
class SegmentationTest {

    private static final Target FINE = Target.blank("r", PixelGrid.of(40, 30, 0.5));
    private static final Target COARSE =
            Target.blank("W1", PixelGrid.of(10, 8, 2).origin(-1, -1));

    /** Object 3 in columns 4 to 11 and rows 6 to 9, object 7 in columns 20 to 23 and rows 10 to 19. */
    private static int[] objects() {
        int[] out = new int[FINE.grid().size()];
        for (int k = 0; k < out.length; k++) {
            int i = k % 40;
            int j = k / 40;
            out[k] = i >= 4 && i < 12 && j >= 6 && j < 10 ? 3 : i >= 20 && i < 24 && j >= 10 && j < 20 ? 7 : 0;
        }
        return out;
    }

    private static final Segmentation MAP = Segmentation.of(FINE.grid(), objects());

    @Test
    void aWindowIsTheBoxAroundAnObjectInAnyImage() {
        assertThat(MAP.objects()).containsExactly(3, 7);
        assertThat(MAP.window(FINE, 3, 1)).isEqualTo(new Window(4, 12, 6, 10));
        assertThat(MAP.window(FINE, 3, 2)).isEqualTo(new Window(0, 16, 4, 12));
        assertThat(MAP.window(FINE, 3, 20)).isEqualTo(new Window(0, 40, 0, 30)); // cut at the edge
        // x 2 to 6, y 3 to 5 arcsec: in pixels of 2" from -1", columns 1.5 to 3.5, rows 2 to 3
        assertThat(MAP.window(COARSE, 3, 1)).isEqualTo(new Window(1, 4, 2, 3));
    }

    @Test
    void otherObjectsAreMaskedWhereAnImageShowsThem() {
        var own = FINE.mask(MAP.others(FINE, 3));
        assertThat(own.masked()).isEqualTo(40);
        assertThat(own.isMasked(20, 10)).isTrue();
        assertThat(own.isMasked(5, 7)).isFalse();
        // object 7: x 10 to 12, y 5 to 10: columns 5.5 to 6.5, rows 3 to 5.5
        var coarse = COARSE.mask(MAP.others(COARSE, 3));
        assertThat(coarse.masked()).isEqualTo(6);
        assertThat(coarse.isMasked(5, 3)).isTrue();
        assertThat(coarse.isMasked(6, 5)).isTrue();
        assertThat(FINE.mask(MAP.others(FINE, 3, 7)).masked()).isZero();
        assertThat(FINE.mask(MAP.others(FINE)).masked()).isEqualTo(72);
    }

    @Test
    void aMapIsReadWithItsImage(@TempDir Path folder) {
        double[] values = Arrays.stream(objects()).asDoubleStream().toArray();
        var file = folder.resolve("segments.fits");
        FitsImages.write(file, List.of(FitsImage.of("SEGM", 30, 40, values)));
        var map = Segmentation.read(file.toString(), FINE);
        assertThat(map.window(FINE, 7, 1)).isEqualTo(new Window(20, 24, 10, 20));
        assertThat(map.toText()).contains("[20, 24) x [10, 20)");
        assertThatThrownBy(() -> Segmentation.read(file.toString(), COARSE))
                .hasMessage("segments.fits[0]: a map of 40 x 30 pixels does not belong to image 'W1' of 10 x 8");
        values[41] = 1.5;
        FitsImages.write(file, List.of(FitsImage.of("SEGM", 30, 40, values)));
        assertThatThrownBy(() -> Segmentation.read(file.toString(), FINE))
                .hasMessageContaining("segments.fits[0]: pixel (1, 1) of the segmentation map is 1.5");
    }

    @Test
    void badInput() {
        assertThatThrownBy(() -> MAP.window(FINE, 4, 1))
                .hasMessage("no object 4 in the segmentation map; it has [3, 7]");
        assertThatThrownBy(() -> MAP.others(FINE, 3, 8)).hasMessageContaining("no object 8");
        assertThatThrownBy(() -> MAP.window(FINE, 3, 0)).hasMessageContaining("must be above 0, got 0.0");
        var elsewhere = Target.blank("far", PixelGrid.of(5, 5, 1).origin(100, 100));
        assertThatThrownBy(() -> MAP.window(elsewhere, 3, 1)).hasMessageContaining("outside of image 'far'");
        assertThatThrownBy(() -> Segmentation.of(FINE.grid(), new int[3])).hasMessageContaining("has 3 pixels");
        int[] negative = objects();
        negative[0] = -1;
        assertThatThrownBy(() -> Segmentation.of(FINE.grid(), negative)).hasMessageContaining("got -1");
    }
}
