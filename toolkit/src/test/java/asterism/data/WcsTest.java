package asterism.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import asterism.io.FitsImage;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WcsTest {

    private static final double SCALE = 0.262 / 3600;

    private static FitsImage header() {
        return FitsImage.of("r", 1, 1, new double[] {0})
                .card("CTYPE1", "RA---TAN")
                .card("CTYPE2", "DEC--TAN")
                .card("CRVAL1", 187.5)
                .card("CRVAL2", 62.25)
                .card("CRPIX1", 250.5)
                .card("CRPIX2", 250.5)
                .card("CD1_1", -SCALE)
                .card("CD1_2", 0)
                .card("CD2_1", 0)
                .card("CD2_2", SCALE);
    }

    @Test
    void theReferencePixelLooksAtTheReferencePoint() {
        var wcs = Wcs.read(header()).orElseThrow();
        assertThat(wcs.sky(250, 250))
                .containsExactly(new double[] {187.5, 62.25}, org.assertj.core.data.Offset.offset(1e-12));
        assertEquals(0.262, wcs.pixelScale(), 1e-12);
    }

    @Test
    void northIsUpEastIsLeftAndWestIsPlusX() {
        var wcs = Wcs.read(header()).orElseThrow();
        assertThat(wcs.sky(250, 300)[1]).isGreaterThan(62.25);
        assertThat(wcs.sky(200, 250)[0]).isGreaterThan(187.5);
        double[] plane = wcs.plane(187.5, 62.25, 300, 310);
        assertEquals(50 * 0.262, plane[0], 1e-9);
        assertEquals(60 * 0.262, plane[1], 1e-9);
    }

    // on a gnomonic map the distance from the tangent point is tan(c), c from the haversine formula, and the direction
    // is
    // the position angle of spherical trigonometry: neither is how Wcs computes
    @Test
    void distanceAndPositionAngleAreThoseOfTheSphere() {
        var random = new SplittableRandom(5);
        for (int i = 0; i < 200; i++) {
            double ra0 = 360 * random.nextDouble();
            double dec0 = 178 * random.nextDouble() - 89;
            double angle = random.nextDouble() * 2 * Math.PI;
            var wcs = new Wcs(ra0, dec0, 0, 0, Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle));
            double u = 20 * random.nextDouble() - 10;
            double v = 20 * random.nextDouble() - 10;
            double[] sky = wcs.sky(u, v);
            double xi = Math.cos(angle) * u - Math.sin(angle) * v;
            double eta = Math.sin(angle) * u + Math.cos(angle) * v;
            double d0 = Math.toRadians(dec0);
            double d = Math.toRadians(sky[1]);
            double da = Math.toRadians(sky[0] - ra0);
            double haversine =
                    Math.pow(Math.sin((d - d0) / 2), 2) + Math.cos(d0) * Math.cos(d) * Math.pow(Math.sin(da / 2), 2);
            double distance = 2 * Math.asin(Math.sqrt(haversine));
            assertEquals(Math.toRadians(Math.hypot(xi, eta)), Math.tan(distance), 1e-12, "distance, case " + i);
            double position = Math.atan2(Math.sin(da), Math.cos(d0) * Math.tan(d) - Math.sin(d0) * Math.cos(da));
            assertEquals(0, Math.sin(position - Math.atan2(xi, eta)), 1e-11, "position angle, case " + i);
            double[] back = wcs.pixel(sky[0], sky[1]);
            assertEquals(u, back[0], 1e-10);
            assertEquals(v, back[1], 1e-10);
        }
    }

    @Test
    void pcCdeltAndCrotaSayTheSameAsCd() {
        double turn = Math.toRadians(20);
        var bare = FitsImage.of("r", 1, 1, new double[] {0})
                .card("CTYPE1", "RA---TAN")
                .card("CTYPE2", "DEC--TAN")
                .card("CRVAL1", 10)
                .card("CRVAL2", -5)
                .card("CRPIX1", 3)
                .card("CRPIX2", 4);
        var cd = bare.card("CD1_1", -SCALE * Math.cos(turn))
                .card("CD1_2", -SCALE * Math.sin(turn))
                .card("CD2_1", -SCALE * Math.sin(turn))
                .card("CD2_2", SCALE * Math.cos(turn));
        var pc = bare.card("CDELT1", -SCALE)
                .card("CDELT2", SCALE)
                .card("PC1_1", Math.cos(turn))
                .card("PC1_2", Math.sin(turn))
                .card("PC2_1", -Math.sin(turn))
                .card("PC2_2", Math.cos(turn));
        var crota = bare.card("CDELT1", -SCALE).card("CDELT2", SCALE).card("CROTA2", 20);
        double[] sky = Wcs.read(cd).orElseThrow().sky(100, 50);
        for (var other : new FitsImage[] {pc, crota}) {
            assertThat(Wcs.read(other).orElseThrow().sky(100, 50))
                    .containsExactly(sky, org.assertj.core.data.Offset.offset(1e-12));
        }
    }

    @Test
    void theDeclinationMayStandFirst() {
        var swapped = header().card("CTYPE1", "DEC--TAN")
                .card("CTYPE2", "RA---TAN")
                .card("CRVAL1", 62.25)
                .card("CRVAL2", 187.5)
                .card("CD1_1", 0)
                .card("CD1_2", SCALE)
                .card("CD2_1", -SCALE)
                .card("CD2_2", 0);
        double[] expected = Wcs.read(header()).orElseThrow().sky(10, 20);
        assertThat(Wcs.read(swapped).orElseThrow().sky(10, 20))
                .containsExactly(expected, org.assertj.core.data.Offset.offset(1e-12));
    }

    private static FitsImage distorted() {
        return header().card("CTYPE1", "RA---TAN-SIP")
                .card("CTYPE2", "DEC--TAN-SIP")
                .card("CRPIX1", 150.5)
                .card("CRPIX2", 120.5)
                .card("CD1_1", -7.2e-5)
                .card("CD1_2", 1.1e-5)
                .card("CD2_1", 1.2e-5)
                .card("CD2_2", 7.3e-5)
                .card("A_ORDER", 3)
                .card("B_ORDER", 2)
                .card("A_2_0", 2.3e-6)
                .card("A_0_2", -1.1e-6)
                .card("A_1_1", 3.1e-6)
                .card("A_3_0", 4e-9)
                .card("A_1_2", -2e-9)
                .card("B_0_2", -2.9e-6)
                .card("B_2_0", 1.7e-6)
                .card("B_1_1", -8e-7)
                .card("B_0_1", 0)
                .card("A_0_1", 1e-4);
    }

    /** Places by astropy 5.2.1, wcs.all_pix2world of the same header; degrees, to 1e-10 (4e-7 arcsec). */
    @Test
    void aSipDistortionIsThatOfAstropy() {
        var wcs = Wcs.read(distorted()).orElseThrow();
        double[][] places = {
            {0, 0, 187.52034173323537, 62.239438050727244},
            {400, 0, 187.45850437123582, 62.24424120567003},
            {37.5, 299.25, 187.52164582296953, 62.26172892027751},
            {150, 120, 187.5, 62.25},
            {400, 300, 187.46552660860291, 62.26613773986328}
        };
        for (double[] place : places) {
            double[] sky = wcs.sky(place[0], place[1]);
            assertEquals(place[2], sky[0], 1e-10);
            assertEquals(place[3], sky[1], 1e-10);
            double[] back = wcs.pixel(sky[0], sky[1]);
            assertEquals(place[0], back[0], 1e-7);
            assertEquals(place[1], back[1], 1e-7);
        }
        assertThat(wcs.toString()).endsWith("SIP distortion of order 3");
        assertThat(wcs).isEqualTo(Wcs.read(distorted()).orElseThrow());
        assertThatThrownBy(() -> wcs.pixel(100, 62)).hasMessageContaining("cannot be inverted");
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        assertThat(Wcs.read(FitsImage.of("r", 1, 1, new double[] {0}))).isEmpty();
        assertThatThrownBy(() -> Wcs.read(header().card("CTYPE1", "RA---ZEA")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "image 'r': the world coordinate system is not understood: CTYPE1 = 'RA---ZEA'");
        assertThatThrownBy(() -> Wcs.read(header().card("CTYPE1", "RA---TPV"))).hasMessageContaining("RA---TPV");
        assertThatThrownBy(() -> Wcs.read(header().card("A_ORDER", 2)))
                .hasMessageContaining("distortion or a turned pole (A_ORDER)");
        assertThatThrownBy(() -> Wcs.read(distorted().card("B_ORDER", 2.5)))
                .hasMessageContaining("B_ORDER = 2.5, understood are 0 to 9");
        assertThatThrownBy(() -> Wcs.read(header().card("PV1_1", 1.01)))
                .hasMessageContaining("distortion or a turned pole (PV1_1)");
        assertThatThrownBy(() -> Wcs.read(header().card("CPDIS1", "LOOKUP"))).hasMessageContaining("CPDIS1");
        assertThatThrownBy(() -> Wcs.read(header().card("CD1_1", 0))).hasMessageContaining("has no inverse");
        assertThatThrownBy(() -> Wcs.read(header().card("CUNIT1", "rad"))).hasMessageContaining("CUNIT1 = 'rad'");
        assertThatThrownBy(() -> Wcs.read(header().card("CRVAL2", 99))).hasMessageContaining("[-90, 90]");
        assertThatThrownBy(() -> Wcs.read(header().card("CTYPE2", "RA---TAN"))).hasMessageContaining("same axis");
    }
}
