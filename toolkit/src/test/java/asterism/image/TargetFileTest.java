package asterism.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import asterism.io.FitsImage;
import asterism.io.FitsImages;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetFileTest {

    private static final double SCALE = 0.262 / 3600;

    private static FitsImage sky(double ra, double dec, double turn) {
        double c = SCALE * Math.cos(turn);
        double s = SCALE * Math.sin(turn);
        return FitsImage.of("", 100, 120, new double[12_000])
                .card("CTYPE1", "RA---TAN")
                .card("CTYPE2", "DEC--TAN")
                .card("CRVAL1", ra)
                .card("CRVAL2", dec)
                .card("CRPIX1", 60.5)
                .card("CRPIX2", 50.5)
                .card("CD1_1", -c)
                .card("CD1_2", -s)
                .card("CD2_1", -s)
                .card("CD2_2", c)
                .card("MAGZERO", 22.5);
    }

    private static Target read(Path folder, String name, FitsImage image) {
        var file = folder.resolve(name + ".fits");
        FitsImages.write(file, List.of(image));
        return Target.read(name, file);
    }

    @Test
    void northIsUpAndWestIsToTheRight(@TempDir Path folder) {
        var target = read(folder, "r", sky(187.5, 62.25, 0));
        assertEquals(0, target.grid().x(60, 50), 1e-9);
        assertEquals(0, target.grid().y(60, 50), 1e-9);
        assertEquals(0.262, target.grid().p11(), 1e-12);
        assertEquals(0.262, target.grid().p22(), 1e-12);
        assertEquals(22.5, target.zeropoint().orElseThrow());
    }

    // one star in two images of different reference points and angles: the common plane has it at one place
    @Test
    void imagesOfDifferentReferencePointsLieOnOnePlane(@TempDir Path folder) {
        var first = read(folder, "r", sky(187.5, 62.25, 0));
        var other = read(folder, "W1", sky(187.49, 62.255, 0.3));
        var joint = Joint.of(first, other);
        double[] star = {187.494, 62.2523};
        double[] a = first.wcs().orElseThrow().pixel(star[0], star[1]);
        double[] b = other.wcs().orElseThrow().pixel(star[0], star[1]);
        var gridA = joint.targets().get(0).grid();
        var gridB = joint.targets().get(1).grid();
        assertEquals(gridA.x(a[0], a[1]), gridB.x(b[0], b[1]), 1e-4);
        assertEquals(gridA.y(a[0], a[1]), gridB.y(b[0], b[1]), 1e-4);
    }

    @Test
    void imagesTooFarApartForOnePlaneAreRefused(@TempDir Path folder) {
        var first = read(folder, "r", sky(187.5, 62.25, 0));
        var far = read(folder, "W1", sky(187.5, 12.25, 0));
        assertThatThrownBy(() -> Joint.of(first, far))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("image 'W1' is too large or too far");
    }

    /** A distortion that is even enough over the cut-out becomes part of the pixel matrix; one that is not is refused. */
    @Test
    void aDistortedCutoutHasItsLocalPixels(@TempDir Path folder) {
        var slight = sky(187.5, 62.25, 0.2)
                .card("CTYPE1", "RA---TAN-SIP")
                .card("CTYPE2", "DEC--TAN-SIP")
                .card("CRPIX1", -1000)
                .card("CRPIX2", 800)
                .card("A_ORDER", 2)
                .card("A_2_0", 1e-6)
                .card("A_1_1", -2e-6)
                .card("B_ORDER", 2)
                .card("B_0_2", 1.5e-6);
        var target = read(folder, "r", slight);
        var wcs = target.wcs().orElseThrow();
        for (double[] p : new double[][] {{60, 50}, {0, 0}, {120, 100}}) {
            double[] there = wcs.plane(187.5, 62.25, p[0], p[1]);
            assertEquals(there[0], target.grid().x(p[0], p[1]), 0.02 * 0.262);
            assertEquals(there[1], target.grid().y(p[0], p[1]), 0.02 * 0.262);
        }
        // along a row a pixel has grown by 1 + 2 A_20 x + A_11 y at the middle, x = 1060, y = -750
        double growth = 1 + 2e-6 * 1060.5 + 2e-6 * 749.5;
        assertEquals(
                0.262 * growth, Math.hypot(target.grid().p11(), target.grid().p21()), 1e-6);
        var file = folder.resolve("again.fits").toString();
        target.save(file);
        assertEquals(wcs, Target.read("r", file).wcs().orElseThrow());
        assertThatThrownBy(() -> read(folder, "strong", slight.card("A_2_0", 1e-4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("strong.fits[0]: image 'strong' is too large")
                .hasMessageContaining("SIP distortion of order 2 too uneven")
                .hasMessageContaining("resample it to a TAN projection");
    }

    @Test
    void extensionsGiveVarianceMaskAndPsf(@TempDir Path folder) {
        var file = folder.resolve("all.fits");
        double[] data = {1, Double.NaN, 3, 4};
        var image = FitsImage.of("SCI", 2, 2, data).card("PM1_1", 1).card("PM2_2", 1);
        FitsImages.write(
                file,
                List.of(
                        image,
                        FitsImage.of("IVAR", 2, 2, new double[] {4, 4, 0, 4}),
                        FitsImage.of("MASK", 2, 2, new double[] {0, 0, 0, 8}),
                        FitsImage.of("PSF", 1, 3, new double[] {1, 2, 1}).card("UPSCALE", 3)));
        var target = Target.read("r", file);
        assertEquals(0.25, target.variance(0, 0));
        assertEquals(3, target.masked()); // NaN, weight 0, MASK
        assertThat(target.isMasked(0, 0)).isFalse();
        assertEquals(3, target.psf().orElseThrow().upscale());
    }

    @Test
    void whatIsSavedIsReadBack(@TempDir Path folder) {
        var file = folder.resolve("saved.fits").toString();
        double[] data = {1, 2, Double.NaN, 4, 5, 6};
        var target = Target.of("r", PixelGrid.of(3, 2, 0.5).rotated(0.3).center(10, 20), data)
                .variance(new double[] {1, 2, 3, 4, 5, 6})
                .psf(Psf.gaussian(1.1))
                .zeropoint(25);
        target.save(file);
        var back = Target.read("r", file);
        assertEquals(target.grid(), back.grid());
        assertArrayEquals(target.toArray(), back.toArray());
        assertArrayEquals(target.rawVariance(), back.rawVariance());
        assertArrayEquals(target.rawMask(), back.rawMask());
        assertArrayEquals(
                target.psf().orElseThrow().on(target.grid()).cells(),
                back.psf().orElseThrow().on(back.grid()).cells(),
                1e-16);
        assertEquals(target.zeropoint(), back.zeropoint());
    }
}
