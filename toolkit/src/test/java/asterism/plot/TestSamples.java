package asterism.plot;

import asterism.infer.Samples;
import asterism.param.InRegion;
import asterism.param.Parameter;
import asterism.param.ParameterSpace;
import java.util.ArrayList;
import java.util.Random;

/** Samples made of plain random numbers. */
final class TestSamples {

    private TestSamples() {}

    /** One value of one draw. */
    interface Value {
        double of(int step, int walker, int column, Random random);
    }

    static Samples of(int steps, int walkers, Value value, String... paths) {
        var axes = new ArrayList<InRegion>();
        for (var path : paths) {
            var parts = path.contains("/") ? path.split("/") : new String[] {"", path};
            var parameter = Parameter.of(
                    parts[1],
                    parts[1].equals("tauV") ? "\\tau_V" : parts[1],
                    parts[1].startsWith("psi") ? "Msun/yr" : "",
                    "a test",
                    Double.NEGATIVE_INFINITY,
                    Double.POSITIVE_INFINITY);
            axes.add(parameter.in(parts[0]));
        }
        var random = new Random(628);
        var theta = new double[steps * walkers * paths.length];
        var logP = new double[steps * walkers];
        for (int i = 0; i < logP.length; i++) {
            for (int k = 0; k < paths.length; k++) {
                theta[i * paths.length + k] = value.of(i / walkers, i % walkers, k, random);
            }
            logP[i] = -0.5 * random.nextDouble();
        }
        return Samples.of(ParameterSpace.of(axes), steps, walkers, theta, logP);
    }

    static Samples gaussian(int draws, String... paths) {
        return of(draws / 10, 10, (step, walker, column, random) -> random.nextGaussian(), paths);
    }
}
