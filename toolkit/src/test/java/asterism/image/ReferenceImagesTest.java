package asterism.image;

import static org.assertj.core.api.Assertions.assertThat;

import asterism.ReferenceJson;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every image of the independent renderer, pixel by pixel. */
class ReferenceImagesTest {

    @Test
    void all49ImagesAgreeInEveryPixel() {
        var planes = Reference.planes("models.fits");
        var cases = Reference.json("models.json").get("cases").list();
        var bad = new ArrayList<String>();
        for (var one : cases) {
            double error = worstPixel(one, planes);
            if (!(error < 1e-6)) {
                bad.add(one.get("id").text() + ": " + error);
            }
        }
        assertThat(cases).hasSize(49);
        assertThat(bad).isEmpty();
    }

    private static double worstPixel(ReferenceJson one, Map<String, Reference.Plane> planes) {
        var plane = Objects.requireNonNull(planes.get(one.get("id").text()));
        var shape = one.get("shape").list();
        int height = (int) shape.get(0).number();
        int width = (int) shape.get(1).number();
        var grid = PixelGrid.of(width, height, 1);
        var matrix = one.get("pixelmatrix");
        grid = matrix.isNumber()
                ? PixelGrid.of(width, height, matrix.number())
                : grid.matrix(
                        matrix.list().get(0).list().get(0).number(),
                        matrix.list().get(0).list().get(1).number(),
                        matrix.list().get(1).list().get(0).number(),
                        matrix.list().get(1).list().get(1).number());
        grid = grid.origin(
                one.get("origin").list().get(0).number(),
                one.get("origin").list().get(1).number());
        var target = Target.of("image", grid, plane.data());
        if (!one.get("psf").isNull()) {
            var psf = Objects.requireNonNull(planes.get(one.get("psf").text()));
            target = target.psf(
                    Reference.psf(psf).upscale((int) one.get("psf_upscale").number()));
        }
        var joint = Joint.of(target).add(Reference.component("galaxy", one.get("model")));
        double[] image = joint.images().get(0).toArray();
        double peak = 0;
        for (double x : plane.data()) {
            peak = Math.max(peak, x);
        }
        double worst = 0;
        for (int k = 0; k < image.length; k++) {
            double truth = plane.data()[k];
            // 1e-6 of the pixel; in the far wings, below 1 % of the peak, 1e-8 of the peak
            double scale = Math.max(truth, 1e-2 * peak);
            worst = Math.max(worst, Math.abs(image[k] - truth) / scale);
        }
        return worst;
    }
}
