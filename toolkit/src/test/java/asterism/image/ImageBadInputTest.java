package asterism.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asterism.io.FitsImage;
import asterism.io.FitsImages;
import asterism.param.ModelException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with files, images and models is said by name and value. */
class ImageBadInputTest {

    private static final PixelGrid GRID = PixelGrid.of(4, 3, 0.5);

    private static FitsImage image(String name) {
        return FitsImage.of(name, 3, 4, new double[12]).card("PM1_1", 0.5).card("PM2_2", 0.5);
    }

    private static String written(Path folder, FitsImage... images) {
        var file = folder.resolve("a.fits");
        FitsImages.write(file, List.of(images));
        return file.toString();
    }

    @Test
    void shapesThatDifferAreNamedWithTheirNumbers() {
        var target = Target.blank("r", GRID);
        assertThatThrownBy(() -> Target.of("r", GRID, new double[11]))
                .hasMessage("image 'r': the data has 11 pixels, but the grid has 4 x 3 = 12");
        assertThatThrownBy(() -> target.variance(new double[13])).hasMessageContaining("the variance has 13 pixels");
        assertThatThrownBy(() -> target.mask(new boolean[1])).hasMessageContaining("the mask has 1 pixels");
    }

    @Test
    void extensionsOfAnotherShapeAreNamedWithTheirFile(@TempDir Path folder) {
        var file = written(folder, image(""), FitsImage.of("VARIANCE", 2, 2, new double[] {1, 1, 1, 1}));
        assertThatThrownBy(() -> Target.read("r", file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a.fits[1]: image 'r': the variance has 4 pixels");
    }

    @Test
    void varianceThatIsNotPositive(@TempDir Path folder) {
        double[] values = {1, 1, 1, 1, 1, -2, 1, 1, 1, 1, 1, 1};
        assertThatThrownBy(() -> Target.blank("r", GRID).variance(values))
                .hasMessageContaining("the variance of pixel (1, 1) is -2.0");
        assertThatThrownBy(() -> Target.blank("r", GRID).variance(0)).hasMessageContaining("is 0.0");
        var file = written(folder, image(""), FitsImage.of("VARIANCE", 3, 4, values));
        assertThatThrownBy(() -> Target.read("r", file))
                .hasMessageContaining("a.fits[1]")
                .hasMessageContaining("the variance of pixel (1, 1) is -2.0");
    }

    /** As many pixels, but in another order: nothing else would notice. */
    @Test
    void gridsAndExtensionsOfOtherRowsAreRefused(@TempDir Path folder) {
        var turned = FitsImage.of("VARIANCE", 4, 3, new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
        var file = written(folder, image(""), turned);
        assertThatThrownBy(() -> Target.read("r", file))
                .hasMessage("a.fits[1]: 3 x 4 pixels (columns x rows) do not fit onto a grid of 4 x 3");
        var alone = written(folder, image(""));
        assertThatThrownBy(() -> Target.read("r", alone, PixelGrid.of(3, 4, 1)))
                .hasMessage("a.fits[0]: 4 x 3 pixels (columns x rows) do not fit onto a grid of 3 x 4");
        assertThatThrownBy(() -> Target.blank("r", GRID).grid(PixelGrid.of(3, 4, 1)))
                .hasMessage("image 'r' has 4 x 3 pixels, but the other grid has 3 x 4");
    }

    @Test
    void weightsBelowZero() {
        double[] weights = {1, 1, 1, 1, 1, -2, 1, 1, 1, 1, 1, 0};
        assertThatThrownBy(() -> Target.blank("r", GRID).weight(weights))
                .hasMessage(
                        "image 'r': the weight of pixel (1, 1) is -2.0, but it must be above 0, or 0 for a pixel to be"
                                + " ignored");
    }

    @Test
    void psfStampsThatAreEvenOrNegative(@TempDir Path folder) {
        assertThatThrownBy(() -> Psf.stamp(2, 3, new double[6])).hasMessageContaining("odd sides");
        assertThatThrownBy(() -> Psf.stamp(1, 1, new double[] {-1}))
                .hasMessageContaining("finite sum above 0, got -1.0");
        var file = written(folder, image(""), FitsImage.of("PSF", 2, 2, new double[] {1, 1, 1, 1}));
        assertThatThrownBy(() -> Target.read("r", file))
                .hasMessageStartingWith("a.fits[1]: a PSF stamp needs odd sides");
    }

    @Test
    void windowsOutsideTheImage() {
        assertThatThrownBy(() -> new Window(5, 5, 0, 1)).hasMessageContaining("[5, 5) x [0, 1)");
        var joint = Joint.of(Target.blank("r", GRID)).add(Sersic.of("g").window("r", 0, 5, 0, 3));
        assertThatThrownBy(joint::space)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("window [0, 5) x [0, 3) reaches beyond image 'r'");
    }

    @Test
    void twoOfOneNameAndLinksInACircle() {
        var joint = Joint.of(Target.blank("r", GRID)).add(Sersic.of("g"));
        assertThatThrownBy(() -> joint.add(FlatSky.of("g"))).hasMessageContaining("already has a part 'g'");
        assertThatThrownBy(() -> Joint.of(Target.blank("r", GRID), Target.blank("r", GRID)))
                .hasMessageContaining("two images are called 'r'");
        var circle = Joint.of(Target.blank("r", GRID))
                .add(Sersic.of("a").tie(Sersic.Q, Sersic.Q.in("b")))
                .add(Sersic.of("b").tie(Sersic.Q, Sersic.Q.in("a")));
        assertThatThrownBy(circle::space).hasMessageContaining("links in a circle: a/q -> b/q -> a/q");
    }

    /** What is said of one image would hold for all, or be lost, without a word. */
    @Test
    void valuesForImagesThatCannotHaveThem() {
        var two = Joint.of(Target.blank("r", GRID), Target.blank("W1", GRID));
        assertThatThrownBy(() -> two.add(Sersic.of("g").fixIn("r", Sersic.N, 2)).space())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("'g': n was set in image 'r', but it is one number for all images")
                .hasMessageContaining(".perBand(");
        var group = Group.of("pair")
                .add(Sersic.of("g").perBand(Sersic.N).startIn("r", Sersic.N, 2))
                .shared(Sersic.N);
        assertThatThrownBy(() -> two.add(group).space())
                .hasMessageContaining("'pair/g': n was set in image 'r'")
                .hasMessageContaining("its group shares it");
        assertThat(two.add(Sersic.of("g").in("r").startIn("r", Sersic.N, 2)).start())
                .contains(2); // of one image only
    }

    /** A part may know images that this model does not have; but a name that was mistyped must be seen. */
    @Test
    void valuesForImagesThatAreNotThereAreNamed() {
        var two = Joint.of(Target.blank("r", GRID), Target.blank("W1", GRID));
        var mistyped = Sersic.of("g").perBand(Sersic.N).fixIn("w1", Sersic.N, 2);
        assertThat(two.add(mistyped).toString())
                .contains("set, but not used, since the part is seen in no image of that name: g/w1/n");
        assertThat(two.add(mistyped.fixIn("W1", Sersic.N, 2).in("W1")).toString())
                .contains("g/w1/n")
                .doesNotContain("g/W1/n,");
        assertThat(two.add(Sersic.of("g")).toString()).doesNotContain("not used");
    }

    @Test
    void groupsThatShareWhatNobodyHas() {
        var image = Joint.of(Target.blank("r", GRID));
        assertThatThrownBy(() -> image.add(Group.of("pair")).space())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("group 'pair' has no members");
        assertThatThrownBy(
                        () -> image.add(Group.of("pair").add(FlatSky.of("sky")).shared(Sersic.Q))
                                .space())
                .hasMessageContaining("group 'pair' shares 'q', which none of its members has; they have [sky]");
    }

    @Test
    void fewerPixelsThanParameters() {
        boolean[] mask = new boolean[12];
        Arrays.fill(mask, 2, 12, true);
        var target = Target.blank("r", GRID).mask(mask);
        var sky =
                PlaneSky.of("sky").start(PlaneSky.I_0, 0).start(PlaneSky.G_X, 0).start(PlaneSky.G_Y, 0);
        assertThatThrownBy(() -> Joint.of(target).add(sky).fit())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("only 2 pixels count for 3 free parameters");
    }

    @Test
    void aZeroPointThatIsNoNumber() {
        assertThatThrownBy(() -> Target.blank("r", GRID).zeropoint(Double.NaN))
                .hasMessageContaining("image 'r': the zero point must be a finite number of mag, got NaN");
    }

    @Test
    void filesWithoutAnImageOrWithoutAPlace(@TempDir Path folder) {
        var file = written(folder, FitsImage.of("SCI", 3, 4, new double[12]));
        assertThatThrownBy(() -> Target.read("r", file))
                .hasMessageContaining("a.fits[0]: has no world coordinate system")
                .hasMessageContaining("PixelGrid.of(4, 3,");
        assertThat(Target.read("r", file, GRID).grid()).isEqualTo(GRID);
        var odd = written(folder, image("SCI").card("CTYPE1", "GLON-CAR").card("CTYPE2", "GLAT-CAR"));
        assertThatThrownBy(() -> Target.read("r", odd))
                .hasMessageContaining("a.fits[0]: the world coordinate system is not understood: CTYPE1 = 'GLON-CAR'");
        var two = written(folder, image("A"), image("B"));
        assertThatThrownBy(() -> Target.read("r", two))
                .hasMessageContaining("a.fits: holds 2 images ([0] A, [1] B); say which");
        assertThatThrownBy(() -> Target.read("r", two + "[C]")).hasMessageContaining("no image '[C]'");
        assertThat(Target.read("r", two + "[B]").grid()).isEqualTo(GRID);
    }

    @Test
    void whatCannotBeReadOffTheImagesIsAskedFor() {
        var nothing = Target.blank("r", GRID)
                .mask(new boolean[] {true, true, true, true, true, true, true, true, true, true, true, true});
        assertThatThrownBy(() -> Joint.of(nothing).add(Sersic.of("g")).fromData())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("has no pixel that is not masked");
    }
}
