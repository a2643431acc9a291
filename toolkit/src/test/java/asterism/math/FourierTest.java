package asterism.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import asterism.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FourierTest {

    private static final int BATCH = 3;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 9, 15, 16, 25, 30, 60, 160, 360})
    void agreesWithTheSumItStandsFor(int n) {
        var random = RandomStream.of(n);
        double[] re = new double[n * BATCH];
        double[] im = new double[n * BATCH];
        for (int i = 0; i < re.length; i++) {
            re[i] = random.nextGaussian();
            im[i] = random.nextGaussian();
        }
        double[] x = re.clone();
        double[] y = im.clone();
        Fourier.of(n).transform(re, im, BATCH, new double[n * BATCH], new double[n * BATCH]);
        for (int b = 0; b < BATCH; b++) {
            for (int k = 0; k < n; k++) {
                double sumRe = 0;
                double sumIm = 0;
                for (int j = 0; j < n; j++) {
                    double angle = -2 * Math.PI * (j * k % n) / n;
                    double c = Math.cos(angle);
                    double s = Math.sin(angle);
                    sumRe += x[j * BATCH + b] * c - y[j * BATCH + b] * s;
                    sumIm += x[j * BATCH + b] * s + y[j * BATCH + b] * c;
                }
                assertThat(re[k * BATCH + b]).isCloseTo(sumRe, within(1e-12 * n));
                assertThat(im[k * BATCH + b]).isCloseTo(sumIm, within(1e-12 * n));
            }
        }
    }

    @Test
    void lengthsAreMadeOfTwoThreeAndFive() {
        assertThat(Fourier.goodSize(550)).isEqualTo(576);
        assertThat(Fourier.goodSize(160)).isEqualTo(160);
        assertThatThrownBy(() -> Fourier.of(7)).hasMessageContaining("got 7; the next is 8");
    }
}
