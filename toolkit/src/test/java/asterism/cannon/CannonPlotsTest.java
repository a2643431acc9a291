package asterism.cannon;

import static org.assertj.core.api.Assertions.assertThat;

import asterism.plot.Figure;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every figure draws itself, says its numbers, and survives pixels that are not used. */
class CannonPlotsTest {

    private static final TrainingSet TRAINING = withDeadPixels(Simulated.training(60, 60));
    private static final TrainedCannon MODEL =
            Cannon.of(TRAINING).regularization(100).train();

    private static TrainingSet withDeadPixels(TrainingSet set) {
        var flux = IntStream.range(0, set.size()).mapToObj(set.spectra()::flux).toArray(double[][]::new);
        var ivar = IntStream.range(0, set.size()).mapToObj(set.spectra()::ivar).toArray(double[][]::new);
        for (int n = 0; n < flux.length; n++) {
            Arrays.fill(flux[n], 20, 25, Double.NaN);
            Arrays.fill(ivar[n], 20, 25, 0);
        }
        return TrainingSet.of(
                set.labels(),
                Spectra.of(flux, ivar).dispersion(set.spectra().dispersion().orElseThrow()));
    }

    private static String svg(Figure figure) {
        return figure.toSvg();
    }

    @Test
    void coefficientsScatterAndSparsity() {
        assertThat(svg(CannonPlots.thetaPlot(MODEL))).contains("constant", "wavelength");
        assertThat(svg(CannonPlots.thetaPlot(MODEL, "FEH"))).doesNotContain("constant");
        assertThat(svg(CannonPlots.scatterPlot(MODEL))).contains("scatter s [flux]");
        assertThat(svg(CannonPlots.sparsityPlot(MODEL))).contains("terms per pixel", "FEH TEFF");
    }

    @Test
    void aSpectrumWithAndWithoutWavelengths() {
        double[] star = TRAINING.labels().star(2);
        assertThat(svg(CannonPlots.spectrumPlot(MODEL, TRAINING.spectra(), 2, star)))
                .contains("spectrum 2: TEFF", "residual", "data", "model");
        var bare = TrainedCannon.of(MODEL.vectorizer(), MODEL.scaling(), MODEL.theta(), MODEL.s2());
        var flux = new double[][] {TRAINING.spectra().flux(2)};
        var ivar = new double[][] {TRAINING.spectra().ivar(2)};
        assertThat(svg(CannonPlots.spectrumPart(bare, Spectra.of(flux, ivar), 0, star, 0, 30)))
                .contains(">pixel<");
    }

    @Test
    void linesBreakAtGaps() {
        double[] y = new double[60];
        y[30] = Double.NaN;
        var axis = new PixelAxis(TRAINING.spectra().dispersion(), 60);
        assertThat(axis.lines(y)).hasSize(2);
        double[] x =
                IntStream.range(0, 60).mapToDouble(j -> j < 20 ? j : j + 100).toArray();
        assertThat(new PixelAxis(java.util.Optional.of(x), 60).lines(y)).hasSize(3);
        assertThat(new PixelAxis(java.util.Optional.of(x), 60).lines(y, 0, 10)).hasSize(1);
    }

    @Test
    void comparisonsSayTheirNumbers() {
        var comparison = OneToOne.of(TRAINING.labels(), MODEL.labels(TRAINING.spectra()));
        assertThat(svg(CannonPlots.oneToOnePlot(comparison))).contains("TEFF, known", "bias ", "rms ");
        assertThat(svg(CannonPlots.pullPlot(comparison))).contains("FEH, pull", "width ");
        var strengths = CrossValidation.of(Cannon.of(TRAINING))
                .folds(3)
                .strengths(0, 100, 1000)
                .train();
        assertThat(svg(CannonPlots.strengthPlot(strengths))).contains("score above the best", "coefficients at 0");
    }
}
