package asterism.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;

class GaussianTest {

    @Test
    void logCdfIsTheLogOfTheCdf() {
        for (double z = -36; z < 9; z += 0.0137) {
            double expected = Math.log(Gaussian.cdf(z));
            if (z > 0) {
                expected = Math.log1p(-Gaussian.cdf(-z));
            }
            assertEquals(expected, Gaussian.logCdf(z), 3e-14 * Math.abs(expected), "z = " + z);
        }
    }

    @Test
    void cdfIsHalfTheComplementaryErrorFunction() {
        for (double z = -37.5; z < 9; z += 0.0137) {
            double expected = 0.5 * Erf.erfc(-z / Math.sqrt(2));
            assertEquals(expected, Gaussian.cdf(z), 1e-13 * Math.max(1, Math.abs(z)) * expected, "z = " + z);
        }
        assertEquals(0, Gaussian.cdf(Double.NEGATIVE_INFINITY), 0.0);
        assertEquals(1, Gaussian.cdf(Double.POSITIVE_INFINITY), 0.0);
        assertTrue(Double.isNaN(Gaussian.cdf(Double.NaN)));
    }

    @Test
    void quantileIsTheInverseOfTheCdf() {
        for (double z = -37; z < 6; z += 0.173) {
            double expected = z < 0 ? Gaussian.quantile(Gaussian.cdf(z)) : -Gaussian.quantile(Gaussian.cdf(-z));
            assertEquals(z, expected, 1e-12 * Math.max(1, Math.abs(z)), "z = " + z);
        }
        assertTrue(Double.isNaN(Gaussian.quantile(Double.NaN)));
        assertEquals(Double.NEGATIVE_INFINITY, Gaussian.quantile(0));
        assertEquals(Double.POSITIVE_INFINITY, Gaussian.quantile(1));
        assertEquals(0, Gaussian.quantile(0.5), 1e-16);
    }

    @Test
    void logCdfFollowsItsAsymptoticSeriesFarOut() {
        for (double z : new double[] {-40, -100, -1e4, -1e8}) {
            double x = 1 / (z * z);
            double series = Math.log1p(-x + 3 * x * x - 15 * x * x * x + 105 * x * x * x * x);
            double expected = Gaussian.logDensity(z) - Math.log(-z) + series;
            assertEquals(expected, Gaussian.logCdf(z), 1e-13 * Math.abs(expected), "z = " + z);
        }
        assertEquals(0, Gaussian.logCdf(40), 0.0);
        assertEquals(Double.NEGATIVE_INFINITY, Gaussian.logCdf(Double.NEGATIVE_INFINITY));
    }

    @Test
    void derivativeOfTheLogOfTheCdf() {
        for (double z : new double[] {-30, -8, -2.5, -0.4, 0.3, 1.7, 6}) {
            double h = 1e-3;
            double near = (Gaussian.logCdf(z + h) - Gaussian.logCdf(z - h)) / (2 * h);
            double far = (Gaussian.logCdf(z + 2 * h) - Gaussian.logCdf(z - 2 * h)) / (4 * h);
            double exact = Gaussian.logCdfDerivative(z);
            assertEquals((4 * near - far) / 3, exact, 1e-8 * Math.max(exact, 1e-3));
        }
        assertEquals(1e8, Gaussian.logCdfDerivative(-1e8), 1);
        assertEquals(Gaussian.logCdfDerivative(-1e-12), Gaussian.logCdfDerivative(1e-12), 1e-11);
    }
}
