package asterism.xray;

import java.nio.file.Path;
import java.util.List;

/**
 * Writes {@code datasets/xray/obsid1575.fits} from the figures below; run it from the project's root.
 *
 * <p>Matrix and counts of four overlapping sources in Chandra obsid 1575, the worked example of Primini and Kashyap (2014, ApJ
 * 796, 24), as they stand in the run log of the public XAP distribution (the matrix to nine digits there).
 */
final class WriteObsid1575 {

    static final Path FILE = Path.of("datasets", "xray", "obsid1575.fits");

    private static final double[][] RESPONSE = {
        {9470977.92, 0, 1888.25435, 5614.3121, 28154281800.0},
        {0, 8437171.07, 7496.09455, 13001.3338, 34065194000.0},
        {0, 3776.25891, 9274892.81, 9389.46854, 30267831100.0},
        {1797.56938, 935427.532, 5587.59992, 9277721.59, 37755075300.0},
        {68668.4574, 126875.147, 278983.391, 124331.647, 1255726090000.0}
    };

    private static final double[] COUNTS = {2395, 759, 90, 273, 1043};

    private WriteObsid1575() {}

    static Bundle bundle() {
        var input = ObsidInput.of(
                        1575, IntensityUnit.PHOTON_FLUX, List.of("r0115", "r0116", "r0123", "r0150"), RESPONSE, COUNTS)
                .stack("obsid1575");
        return Bundle.of(List.of(input));
    }

    public static void main(String[] args) {
        bundle().save(FILE);
    }
}
