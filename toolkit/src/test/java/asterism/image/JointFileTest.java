package asterism.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import asterism.io.Yaml;
import asterism.param.ModelException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JointFileTest {

    private static final Target R = Target.blank("r", PixelGrid.of(30, 26, 0.5)).psf(Psf.gaussian(1.2));
    private static final Target W1 =
            Target.blank("W1", PixelGrid.of(12, 12, 1.3).rotated(0.2)).psf(Psf.gaussian(3));

    private static Joint model() {
        var zeta = Group.of("zeta")
                .add(Spline.of("light", 0, 1, 2.5, 6)
                        .in("r")
                        .window("r", 2, 25, 1, 22)
                        .start(Spline.I_R, -1)
                        .start(Spline.I_R.bin(1), 0.25))
                .add(Sersic.of("W1 light")
                        .in("W1")
                        .start(Sersic.N, 1.5)
                        .start(Sersic.R_E, 2.2)
                        .fix(Sersic.I_E, 0.1))
                .shared(Ellipse.X, Ellipse.Y, Ellipse.Q, Ellipse.PA)
                .start(Ellipse.X, 7.03)
                .start(Ellipse.Y, Math.PI * 2)
                .start(Ellipse.Q, 0.1 + 0.5)
                .start(Ellipse.PA, 1e-5)
                .limits(Ellipse.Q, 0.1, 0.9);
        var alpha = Sersic.of("alpha")
                .perBand(Sersic.I_E)
                .tie(Sersic.X, Sersic.X.in("zeta"))
                .start(Sersic.Y, 5)
                .tie(Sersic.Q, Sersic.Q.in("zeta"), Link.linear(0.5, 0.1))
                .start(Sersic.PA, 2)
                .start(Sersic.N, 1)
                .start(Sersic.R_E, 1.0 / 3)
                .startIn("r", Sersic.I_E, -1)
                .tieIn("W1", Sersic.I_E, Sersic.I_E.in("alpha/r"), Link.plus(0.4));
        return Joint.of(R, W1)
                .add(zeta)
                .add(alpha)
                .add(FlatSky.of("sky")
                        .perBand(FlatSky.I_0)
                        .start(FlatSky.I_0, 1e-7)
                        .lock(FlatSky.I_0))
                .add(PointSource.of("star")
                        .start(PointSource.X, 3)
                        .start(PointSource.Y, 4)
                        .start(PointSource.FLUX, -2)
                        .locked());
    }

    @Test
    void theImageIsTheSameToTheLastBitAndEverythingElseToo(@TempDir Path folder) {
        var file = folder.resolve("model.yaml").toString();
        var model = model().save(file);
        var back = Joint.read(file, R, W1);
        assertThat(back.members().stream().map(Member::name)).containsExactly("zeta", "alpha", "sky", "star");
        assertEquals(model.space().names(), back.space().names()); // shared, linked and locked ones are still that
        assertArrayEquals(model.start(), back.start());
        assertArrayEquals(model.lower(), back.lower());
        assertArrayEquals(model.upper(), back.upper());
        for (int t = 0; t < 2; t++) {
            assertArrayEquals(
                    model.images().get(t).toArray(), back.images().get(t).toArray());
        }
        assertEquals(Yaml.text(JointFile.values(model)), Yaml.text(JointFile.values(back)));
    }

    @Test
    void aModelAsPublishedComesBackAsOne(@TempDir Path folder) {
        var file = folder.resolve("model.yaml").toString();
        var published = model().asPublished().save(file);
        var back = Joint.read(file, R, W1);
        for (int t = 0; t < 2; t++) {
            double[] image = published.images().get(t).toArray();
            assertArrayEquals(image, back.images().get(t).toArray());
            assertThat(model().images().get(t).toArray()).isNotEqualTo(image);
        }
    }

    @Test
    void theFileHoldsNoTags() {
        assertThat(Yaml.text(JointFile.values(model())))
                .doesNotContain("!")
                .doesNotContain("&")
                .contains("zeta/x");
    }

    @Test
    void profilesByAFunctionCannotBeSaved(@TempDir Path folder) {
        var file = folder.resolve("m.yaml").toString();
        var model = Joint.of(R).add(Radial.of("ring", r -> Math.exp(-r)));
        assertThatThrownBy(() -> model.save(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("'ring' has a profile of its own, a function, which cannot be written to a file");
    }

    @Test
    void linksByAFunctionCannotBeSaved(@TempDir Path folder) {
        var model = Joint.of(R)
                .add(Sersic.of("a"))
                .add(Sersic.of("b").tie(Sersic.Q, Sersic.Q.in("a"), Link.function(Math::sqrt)));
        assertThatThrownBy(() -> model.save(folder.resolve("m.yaml").toString()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("'b/q' is linked by a function");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: sersic | kind: sersik | 'kind': 'sersik' is not known",
                "name: alpha | nam: alpha | 'nam': there is no such key here",
                "value: 5.0 | value: five | 'value': a number is needed here, got 'five'",
                "value: 5.0 | value: .nan | 'value': a number is needed here",
                "name: Re | name: Rx | 'name': 'Rx' is not known; there are x, y, q, PA, n, Re, Ie",
                "name: alpha | name: zeta | already has a part 'zeta'",
                "version: 1 | version: 2 | 'version': this program reads version 1, got 2",
                "'- [2, 25]' | '- [2, 2500]' | reaches beyond image 'r'",
                "'- [2, 25]' | '- [25, 2]' | 'r': window",
                "'to: zeta/x' | 'to: alpha/y' | which is no parameter of this model or: links in a circle",
                "'[0.1, 0.9]' | '[0.9, 0.1]' | 'limits': the limits of q",
            })
    void errorsNameFileLineAndKey(String was, String is, String message) {
        var text = Yaml.text(JointFile.values(model()));
        assertThat(text).contains(was);
        var broken = text.replaceFirst(java.util.regex.Pattern.quote(was), is);
        if (message.contains(" or: ")) {
            JointFile.joint(Yaml.parse("m.yaml", broken), R, W1); // another target of the same model is fine
            return;
        }
        assertThatThrownBy(() -> JointFile.joint(Yaml.parse("m.yaml", broken), R, W1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("m.yaml, line ")
                .hasMessageContaining(message);
    }

    @Test
    void theImagesMustBeTheSameOnes() {
        var root = Yaml.parse("m.yaml", Yaml.text(JointFile.values(model())));
        assertThatThrownBy(() -> JointFile.joint(root, R))
                .hasMessageContaining("'images': the model was saved for the images [r, W1], in this order; got [r]");
    }
}
