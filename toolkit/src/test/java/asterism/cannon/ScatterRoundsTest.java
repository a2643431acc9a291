package asterism.cannon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Training where the scatter is hard to settle: coefficients that leave and enter with it. */
class ScatterRoundsTest {

    @Test
    void theScatterSettlesInEveryPixelOfAPenalizedModel() {
        var model =
                Cannon.of(CannonBenchmark.stars(400, 1280)).regularization(300).train();
        assertThat(model.sparsity()).isGreaterThan(0.2);
        assertThat(model.warnings()).noneMatch(w -> w.contains("not settled"));
    }

    @Test
    void oddNumbersOfStarsTermsAndPixelsGiveTheNormalEquations() {
        for (int nStars : new int[] {23, 97, 98}) { // three stars at a time, in tiles
            var training = CannonBenchmark.stars(nStars, 65);
            for (int order : new int[] {1, 2}) {
                var terms = Vectorizer.polynomial(List.of("TEFF", "LOGG", "FEH"), order);
                var model = Cannon.of(training).vectorizer(terms).asPublished().train();
                var scaling = model.scaling();
                var design = new double[nStars][];
                var flux = new double[nStars];
                var ivar = new double[nStars];
                for (int n = 0; n < nStars; n++) {
                    design[n] =
                            terms.labelVector(scaling.scaled(training.labels().star(n)));
                    flux[n] = training.spectra().flux(n)[64];
                    ivar[n] = training.spectra().ivar(n)[64];
                }
                double[] theta = CannonFunctions.fitTheta(flux, ivar, 0, design).theta();
                for (int t = 0; t < theta.length; t++) {
                    assertThat(Math.abs(model.thetaRows()[64][t] - theta[t])).isLessThan(1e-11);
                }
            }
        }
    }
}
