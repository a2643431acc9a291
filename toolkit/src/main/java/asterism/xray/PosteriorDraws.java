package asterism.xray;

import asterism.infer.Samples;
import asterism.param.InRegion;
import asterism.param.Parameter;
import asterism.param.ParameterSpace;
import java.util.ArrayList;

/** The draws of a posterior as samples that the corner plot takes. */
final class PosteriorDraws {

    private final AperturePosterior posterior;

    PosteriorDraws(AperturePosterior posterior) {
        this.posterior = posterior;
    }

    Samples samples() {
        var labels = new ArrayList<>(posterior.sources());
        if (posterior.draws(labels.get(0)).length == 0) {
            throw new IllegalArgumentException("corner of " + posterior.title() + ": "
                    + posterior.engine().map(Engine::words).orElse("nobody")
                    + " made no draws; solve it with .engine(Engine.NUTS) or another engine that draws");
        }
        if (!posterior.flags().contains(Flag.BACKGROUND_FROZEN)) {
            labels.addAll(posterior.backgrounds());
        }
        int n = posterior.draws(labels.get(0)).length;
        double[] theta = new double[n * labels.size()];
        var axes = new ArrayList<InRegion>();
        for (int j = 0; j < labels.size(); j++) {
            var label = labels.get(j);
            double[] draws = posterior.draws(label);
            for (int i = 0; i < n; i++) {
                theta[i * labels.size() + j] = draws[i];
            }
            axes.add(Parameter.of(name(label), label, "", "intensity of " + label, 0, Double.MAX_VALUE)
                    .in(""));
        }
        return Samples.of(ParameterSpace.of(axes), n, 1, theta, new double[n]);
    }

    /** {@code bkg:1575} as the name of a parameter, which has letters, digits and underscores. */
    static String name(String label) {
        var name = label.replaceAll("\\W", "_");
        return Character.isLetter(name.charAt(0)) ? name : "s_" + name;
    }
}
