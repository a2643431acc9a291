package asterism.cannon;

import asterism.display.Numbers;
import asterism.plot.Axis;
import asterism.plot.PanelGrid;
import asterism.plot.Place;
import asterism.plot.Plots;
import java.util.Arrays;

/** The score of cross-validation against the strength of the regularization. */
final class StrengthFigure {

    private static final String INK = "#2a5d8a";

    private final CrossValidated result;

    StrengthFigure(CrossValidated result) {
        this.result = result;
    }

    PanelGrid grid() {
        double[] strengths = result.strengths();
        double least = Arrays.stream(strengths).filter(s -> s > 0).min().orElse(1);
        double[] x = Arrays.stream(strengths)
                .map(s -> s > 0 ? s : least / 10) // a logarithmic axis has no 0
                .toArray();
        var axis = Axis.log("regularization \\Lambda");
        for (int k = 0; k < x.length; k++) {
            axis = axis.tick(x[k], Numbers.exact(strengths[k]));
        }
        var score = Plots.panel()
                .x(axis)
                .y(Axis.linear("score above the best").range(-0.05 * highest(), highest()))
                .legend(Place.NONE)
                .add(Plots.horizontal(0).color("#999999").width(0.8))
                .add(Plots.line(x, result.differences()).color(INK))
                .add(Plots.points(x, result.differences())
                        .yError(result.errors())
                        .color(INK)
                        .size(6));
        var zeros = Plots.panel()
                .x(axis)
                .y(Axis.linear("coefficients at 0 [%]").range(0, 100))
                .add(Plots.line(
                                x,
                                Arrays.stream(result.sparsity())
                                        .map(z -> 100 * z)
                                        .toArray())
                        .color(INK));
        return PanelGrid.column(score, zeros).heights(1.6, 1).sharedX().size(700, 440);
    }

    /** The lower of both ends is in view, so that the flank of a model without terms does not flatten the minimum. */
    private double highest() {
        double[] all = result.differences();
        double[] errors = result.errors();
        double first = all[0] + errors[0];
        double last = all[all.length - 1] + errors[all.length - 1];
        double lower = 1.6 * (Math.min(first, last) > 0 ? Math.min(first, last) : Math.max(first, last));
        return lower > 0 ? lower : 1;
    }
}
