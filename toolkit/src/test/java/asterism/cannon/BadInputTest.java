package asterism.cannon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asterism.param.ModelException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What bad data and settings are answered with; the other pixels and spectra still get their answers. */
class BadInputTest {

    private static final int STARS = 60;
    private static final int PIXELS = 40;

    private final TrainingSet good = Simulated.training(STARS, PIXELS);

    private double[][] flux() {
        return IntStream.range(0, STARS).mapToObj(good.spectra()::flux).toArray(double[][]::new);
    }

    private double[][] ivar() {
        return IntStream.range(0, STARS).mapToObj(good.spectra()::ivar).toArray(double[][]::new);
    }

    @Test
    void shapesThatDoNotMatchAreNamed() {
        assertThatThrownBy(() -> Spectra.of(new double[3][4], new double[2][4]))
                .hasMessageContaining("flux has 3 spectra, ivar 2");
        assertThatThrownBy(() -> Spectra.of(new double[][] {{1, 1}, {1}}, new double[][] {{1, 1}, {1}}))
                .hasMessageContaining("spectrum 1 has 1 pixels of flux and 1 of ivar, but spectrum 0 has 2");
        assertThatThrownBy(() -> Labels.of(List.of("TEFF", "FEH"), new double[][] {{4000}}))
                .hasMessageContaining("star 0 has 1 labels, but 2 are named");
        assertThatThrownBy(() -> TrainingSet.of(good.labels().select(0, 1), good.spectra()))
                .hasMessageContaining("labels of 2 stars, but 60 spectra");
        assertThatThrownBy(() -> good.spectra().dispersion(1, 2)).hasMessageContaining("2 wavelengths, but 40 pixels");
        assertThatThrownBy(() -> Cannon.of(good).train().labels(Spectra.of(new double[1][7], new double[1][7])))
                .hasMessageContaining("7 pixels, but this model was trained on 40");
    }

    @Test
    void negativeAndNanIvarCountAsNoDataAndAreReported() {
        double[][] ivar = ivar();
        ivar[2][5] = -1;
        ivar[3][6] = Double.NaN;
        var spectra = Spectra.of(flux(), ivar);
        assertThat(spectra.ivar(2)[5]).isZero();
        assertThat(spectra.ivar(3)[6]).isZero();
        assertThat(spectra.warnings().get(0))
                .contains("2 pixels count as without data", "ivar -1", "spectrum 2, pixel 5", "ivar NaN");
        var model = Cannon.of(good.labels(), spectra).train();
        assertThat(model.warnings()).anyMatch(w -> w.contains("2 pixels count as without data"));
        assertThat(model.theta()[7]).isEqualTo(Cannon.of(good).train().theta()[7]); // the others have their answers
    }

    @Test
    void aPixelWithoutDataIsLeftOutAndTheOthersAreTrained() {
        double[][] ivar = ivar();
        for (var row : ivar) {
            row[9] = 0;
        }
        var model = Cannon.of(good.labels(), Spectra.of(flux(), ivar)).train();
        assertThat(model.s2()[9]).isInfinite();
        assertThat(model.theta()[9][0]).isEqualTo(1);
        assertThat(Arrays.stream(model.theta()[9]).skip(1)).containsOnly(0.0);
        assertThat(model.theta()[8]).isEqualTo(Cannon.of(good).train().theta()[8]);
        assertThat(model.warnings()).anyMatch(w -> w.startsWith("1 of 40 pixels") && w.contains("[9]"));
    }

    @Test
    void aSpectrumWithoutUsablePixelHasNoLabelsAndTheOthersHaveTheirs() {
        var model = Cannon.of(good).train();
        double[][] ivar = ivar();
        Arrays.fill(ivar[1], 0);
        var found = model.labels(Spectra.of(flux(), ivar).select(0, 1, 2));
        assertThat(found.get(1, "TEFF")).isNaN();
        assertThat(found.problem(1)).isEqualTo("no pixel has data and is used by the model");
        var whole = model.labels(good.spectra().select(0, 1, 2));
        assertThat(found.labels().star(0)).isEqualTo(whole.labels().star(0));
        assertThat(found.labels().star(2)).isEqualTo(whole.labels().star(2));
        assertThat(OneToOne.of(good.labels().select(0, 1, 2), found).unanswered())
                .isEqualTo(1);
    }

    @Test
    void constantLabelsAreNamed() {
        var rows = good.labels().toArray();
        for (var row : rows) {
            row[1] = 2.5;
        }
        var constant = Labels.of(good.labels().names(), rows);
        assertThatThrownBy(() -> Cannon.of(constant, good.spectra()).train())
                .hasMessageContaining("labels that are the same for all training stars cannot be learned: LOGG = 2.5")
                .hasMessageContaining("labels.only(...)");
    }

    @Test
    void labelsThatAreNotNumbersAreNamed() {
        var rows = good.labels().toArray();
        rows[4][2] = Double.NaN;
        var gaps = TrainingSet.of(Labels.of(good.labels().names(), rows), good.spectra());
        assertThatThrownBy(() -> Cannon.of(gaps).train())
                .hasMessageContaining("label 'FEH' is not a number for 1 of 60 training stars: [4]")
                .hasMessageContaining("complete()");
        assertThat(gaps.complete().size()).isEqualTo(59);
    }

    @Test
    void fewerStarsThanTermsSayWhatToDo() {
        var few = good.select(IntStream.range(0, 7).toArray());
        assertThatThrownBy(() -> Cannon.of(few).train())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("7 stars cannot determine the 10 coefficients of a pixel")
                .hasMessageContaining("use more stars, fewer terms");
        assertThat(Cannon.of(few)
                        .vectorizer(Vectorizer.polynomial(few.labels().names(), 1))
                        .train()
                        .nPixels())
                .isEqualTo(40);
    }

    @Test
    void fewStarsAreAWarningUnlessTheErrorsOfTheCoefficientsAreKept() {
        var few = Cannon.of(good.select(IntStream.range(0, 20).toArray()));
        assertThat(few.train().warnings())
                .anyMatch(w -> w.matches(
                        "20 stars leave the coefficients so uncertain that .* errors that are too small, those"
                                + " of \\w+ by a factor of [0-9.]+ or more; train with coefficientErrors\\(\\).*"));
        assertThat(few.coefficientErrors().train().warnings()).noneMatch(w -> w.contains("coefficients"));
        assertThat(few.regularization(30).train().warnings()).noneMatch(w -> w.contains("coefficients"));
    }

    @Test
    void termsThatAreHeldHaveNoUncertainty() {
        var linear = Vectorizer.polynomial(good.labels().names(), 1);
        var few = Cannon.of(good.select(IntStream.range(0, 14).toArray()));
        var held = few;
        for (var term : few.vectorizer().terms()) {
            held = linear.terms().contains(term) ? held : held.bounds(term, 0, 0);
        }
        var warnings = few.vectorizer(linear).train().warnings();
        assertThat(warnings).anyMatch(w -> w.contains("leave the coefficients so uncertain"));
        assertThat(held.train().warnings()).isEqualTo(warnings);
    }

    @Test
    void spectraThatTheModelDoesNotDescribeAreNamed() {
        var model = Cannon.of(good).train();
        double[][] flux = Arrays.copyOf(flux(), 3);
        double[][] ivar = Arrays.copyOf(ivar(), 3);
        Arrays.fill(ivar[1], 2, PIXELS, 0); // two pixels for three labels
        Arrays.setAll(flux[2], j -> 1000 * flux[2][j]);
        var found = model.labels(Spectra.of(flux, ivar));
        assertThat(found.reducedChiSquared(1)).isNaN();
        assertThat(found.warnings())
                .hasSize(2)
                .anyMatch(w -> w.startsWith("1 of 3 spectra have labels that are in doubt: [1]; problem(n)"))
                .anyMatch(w ->
                        w.startsWith("1 of 3 spectra fit badly, with a reduced chi-squared above 5: [2]; these stars"));
        assertThat(model.labels(good.spectra().select(0)).warnings()).isEmpty();
        assertThat(model.labels(good.spectra().select(0)).toString()).startsWith("labels of 1 spectrum: TEFF");
    }

    @Test
    void spectraThatAreNotDividedByTheirContinuaAreAWarning() {
        double[][] flux = flux();
        for (var row : flux) {
            Arrays.setAll(row, j -> 300 * row[j]);
        }
        assertThat(TrainingSet.of(good.labels(), Spectra.of(flux, ivar()))
                        .warnings()
                        .get(0))
                .matches("the flux is usually 2[0-9.]+, not about 1: divide the spectra by their continua first, .*");
        assertThat(good.warnings()).noneMatch(w -> w.contains("continua"));
    }

    @Test
    void labelsOfAnotherNumberAreNamed() {
        var model = Cannon.of(good).train();
        assertThatThrownBy(() -> model.predict(4500, 2))
                .hasMessageContaining("predict: 2 values for the 3 labels [TEFF, LOGG, FEH]");
        assertThatThrownBy(() -> model.scaling().scaled(1, 2, 3, 4)).hasMessageContaining("4 values for 3 labels");
    }

    @Test
    void correlatedLabelsAreAWarningWithTheNumber() {
        var rows = good.labels().toArray();
        for (int n = 0; n < rows.length; n++) {
            rows[n][1] = 2 + (rows[n][0] - 4600) / 500 + 1e-3 * (n % 7);
        }
        var model = Cannon.of(Labels.of(good.labels().names(), rows), good.spectra())
                .vectorizer(Vectorizer.polynomial(good.labels().names(), 1))
                .train();
        assertThat(model.warnings())
                .anyMatch(w -> w.matches("TEFF and LOGG correlate with r = 1.* over the training stars.*"));
        assertThat(model.toHtml()).contains("correlate with r");
    }

    @Test
    void namesThatAreNotThereAreAnsweredWithTheNearest() {
        assertThatThrownBy(() -> good.labels().column("TEF")).hasMessageContaining("did you mean 'TEFF'?");
        assertThatThrownBy(() -> Cannon.of(good).train().theta("TEFF*LOG")).hasMessageContaining("no term 'TEFF*LOG'");
        assertThatThrownBy(() -> Cannon.of(good).regularization(-1)).hasMessageContaining("-1");
    }

    @Test
    void figuresOfWhatIsNotThereAreRefused() {
        var model = Cannon.of(good).train();
        assertThatThrownBy(() -> CannonPlots.spectrumPlot(model, good.spectra(), 60, 4500, 2, 0))
                .hasMessageContaining("no spectrum 60; there are 0 to 59");
        assertThatThrownBy(() -> CannonPlots.spectrumPart(model, good.spectra(), 0, new double[] {4500, 2, 0}, 5, 4))
                .hasMessageContaining("from < to is needed, got 5.0, 4.0");
    }
}
