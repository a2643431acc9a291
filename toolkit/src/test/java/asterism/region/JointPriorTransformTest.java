package asterism.region;

import static asterism.prior.Prior.logUniform;
import static asterism.prior.Prior.normal;
import static asterism.prior.Prior.normalAbout;
import static asterism.prior.Prior.uniform;
import static asterism.prior.Prior.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asterism.math.Gaussian;
import asterism.param.Parameter;
import asterism.prior.Prior;
import asterism.random.RandomStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The map of the unit cube has the density that {@link JointPrior#logDensity} says, connections and cuts included. */
class JointPriorTransformTest {

    private static final Parameter Q = Parameter.of("qPAH", "q", "", "PAH mass fraction", 0.0047, 0.0458);
    private static final Parameter B = Parameter.of("b", "b", "", "a number", 0.1, 10);

    private static JointPrior prior(boolean published) {
        return JointPrior.resolve(
                List.of(
                        region("center", Map.of(Q, normalAbout(Q.in("disk"), 0.01), B, within(0.5, B.in("disk")))),
                        region("disk", Map.of(Q, normal(0.03, 0.02), B, logUniform(0.2, 5))),
                        region("arm", Map.of(Q, normalAbout(Q.in("disk"), 0.02, 0.003), B, uniform(0.5, 1)))),
                published);
    }

    private static RegionParameters region(String name, Map<Parameter, Prior> priors) {
        return new RegionParameters(name, List.of(Q, B), p -> Optional.ofNullable(priors.get(p)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void densityIsWeightOverJacobian(boolean published) {
        var prior = prior(published);
        int n = prior.dimension();
        var random = RandomStream.of(11);
        double[] unit = new double[n];
        double[] theta = new double[n];
        double[] moved = new double[n];
        for (int trial = 0; trial < 500; trial++) {
            for (int k = 0; k < n; k++) {
                unit[k] = 0.001 + 0.998 * random.nextDouble();
            }
            double logWeight = prior.transform(unit, theta);
            double logJacobian = 0; // the map is triangular in the order of targets: its diagonal is enough
            for (int k = 0; k < n; k++) {
                double h = 1e-6;
                double u = unit[k];
                unit[k] = u + h;
                prior.transform(unit, moved);
                double high = moved[k];
                unit[k] = u - h;
                prior.transform(unit, moved);
                unit[k] = u;
                logJacobian += Math.log((high - moved[k]) / (2 * h));
            }
            assertEquals(prior.logDensity(theta, 0), logWeight - logJacobian, 1e-4, "trial " + trial);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void massIsTheMeanWeight(boolean published) {
        var prior = prior(published);
        var random = RandomStream.of(12);
        double[] unit = new double[prior.dimension()];
        double[] theta = new double[prior.dimension()];
        double sum = 0;
        double squares = 0;
        int n = 200_000;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < unit.length; k++) {
                unit[k] = random.nextDouble();
            }
            double w = Math.exp(prior.transform(unit, theta));
            sum += w;
            squares += w * w;
        }
        double mean = sum / n;
        double error = Math.sqrt((squares / n - mean * mean) / n);
        assertEquals(mean, Math.exp(prior.logMass()), 3.29 * error);
    }

    /** x in [0, 1] about t in [0, 1]: the mass is an integral of error functions, known in closed form. */
    @Test
    void massOfAConnectionCutByTheBoxIsExact() {
        var x = Parameter.of("x", "x", "", "a number", 0, 1);
        double s = 0.2;
        var prior = JointPrior.resolve(
                List.of(
                        new RegionParameters("a", List.of(x), p -> Optional.of(normalAbout(x.in("b"), s))),
                        new RegionParameters("b", List.of(x), p -> Optional.of(uniform(0, 1)))),
                false);
        // int_0^1 int_0^1 N(x - t; s) dx dt = 2 Phi(1/s) - 1 - 2 s (phi(0) - phi(1/s))
        double exact = 2 * Gaussian.cdf(1 / s)
                - 1
                - 2 * s * (Math.exp(Gaussian.logDensity(0)) - Math.exp(Gaussian.logDensity(1 / s)));
        assertEquals(Math.log(exact), prior.logMass(), 1e-9);
    }

    @Test
    void hardBoundsAreNeverCrossed() {
        var prior = prior(false);
        double[] theta = new double[prior.dimension()];
        var random = RandomStream.of(13);
        for (int i = 0; i < 10_000; i++) {
            double[] unit = new double[theta.length];
            for (int k = 0; k < unit.length; k++) {
                double u = random.nextDouble();
                unit[k] = i % 2 == 0 ? u : u < 0.5 ? 1e-300 : Math.nextDown(1.0);
            }
            prior.transform(unit, theta);
            assertTrue(prior.logDensity(theta, 0) > Double.NEGATIVE_INFINITY || i % 2 == 1, "case " + i);
            for (int k = 0; k < theta.length; k++) {
                assertTrue(theta[k] >= prior.lower()[k] && theta[k] <= prior.upper()[k], "case " + i);
            }
        }
    }
}
