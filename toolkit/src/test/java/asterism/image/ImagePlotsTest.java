package asterism.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asterism.plot.Figure;
import org.junit.jupiter.api.Test;

class ImagePlotsTest {

    private static Joint model() {
        var r = Target.blank("r", PixelGrid.of(40, 40, 0.5))
                .variance(1e-4)
                .psf(Psf.gaussian(1.2))
                .zeropoint(22.5)
                .mask(new boolean[1600]);
        var turned =
                Target.blank("turned", PixelGrid.of(20, 20, 1).rotated(0.4)).variance(1e-3);
        return Joint.of(r, turned)
                .add(Sersic.of("galaxy")
                        .window("r", 5, 35, 4, 36)
                        .start(Sersic.X, 10)
                        .start(Sersic.Y, 10)
                        .start(Sersic.Q, 0.5)
                        .start(Sersic.PA, 1)
                        .start(Sersic.N, 1)
                        .start(Sersic.R_E, 2)
                        .start(Sersic.I_E, 0))
                .simulate(1);
    }

    private static void draws(Figure figure) {
        var svg = figure.toSvg();
        assertThat(svg).contains("arcsec").contains("turned");
        assertThat(figure.toPng(1).length).isGreaterThan(5000);
    }

    @Test
    void everyFigureDrawsItself() {
        var model = model();
        draws(ImagePlots.targetPlot(model));
        draws(ImagePlots.modelPlot(model));
        draws(ImagePlots.residuals(model));
        draws(ImagePlots.fluxResiduals(model));
        draws(ImagePlots.windowPlot(model));
        draws(ImagePlots.profilePlot(model, "galaxy"));
    }

    @Test
    void aPartThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ImagePlots.profilePlot(model(), "galaxi"))
                .hasMessageContaining("no galaxy 'galaxi' in this model; its parts are [galaxy]")
                .hasMessageContaining("did you mean 'galaxy'?");
    }
}
