package asterism.plot;

import static asterism.plot.Plots.chains;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asterism.infer.Samples;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChainsTest {

    private static final String[] NAMES = {
        "center/psi_1",
        "center/psi_2",
        "center/psi_3",
        "center/psi_4",
        "center/psi_5",
        "center/tauV",
        "center/uMin",
        "center/gamma",
        "center/qPAH",
        "disk/psi_1",
        "disk/psi_2",
        "disk/psi_3",
        "disk/psi_4",
        "disk/psi_5",
        "disk/tauV",
        "disk/uMin",
        "disk/gamma",
        "disk/qPAH"
    };

    @Test
    void theDefaultPngOfATypicalFitIsBelow200KB() {
        var chains = chains(walk(3000, 64));
        assertThat(chains.width()).isEqualTo(900);
        assertThat(chains.toPng(2).length).isLessThan(200_000);
    }

    @Test
    void anExcursionOfOneStepIsSeen() {
        var trace = new Trace(
                w -> {
                    var values = new double[30_000];
                    values[12_345] = w == 3 ? 1 : 0;
                    return values;
                },
                30_000,
                5,
                0,
                new int[0]);
        var count = trace.coverage(new int[] {0, 1, 2, 3, 4}, 0, 400, 50);
        int top = (int) (50 * (trace.hi - 1) / (trace.hi - trace.lo));
        int column = 12_345 * 400 / 30_000;
        assertThat(Arrays.stream(count, top * 400 + column - 1, top * 400 + column + 2)
                        .sum())
                .isPositive();
        int bottom = (int) (50 * trace.hi / (trace.hi - trace.lo));
        assertThat(count[bottom * 400 + 10]).isEqualTo(5);
    }

    @Test
    void stuckWalkersAreNamed() {
        var well = walk(400, 32);
        var logP = well.logP();
        for (int i = 0; i < logP.length; i++) {
            logP[i] -= i % 32 == 9 ? 1000 : 0;
        }
        var theta = new double[well.size() * well.dimension()];
        for (int i = 0; i < well.size(); i++) {
            System.arraycopy(well.draw(i), 0, theta, i * well.dimension(), well.dimension());
        }
        var samples = Samples.of(well.space(), 400, 32, theta, logP);
        assertThat(chains(samples).stuckWalkers()).containsExactly(9);
        assertThat(chains(samples).toSvg()).contains("stuck: walker 9");
        assertThat(chains(well).stuckWalkers()).isEmpty();
    }

    @Test
    void aColumnForEachRegionAndARowForEachParameter() {
        var svg = chains(walk(50, 10)).select("tauV").toSvg();
        assertThat(svg).contains(">center<", ">disk<", "\u03c4", ">posterior<").doesNotContain("\u03c8");
        assertThatThrownBy(() -> chains(walk(50, 10)).select("tau"))
                .hasMessageContaining("no parameter 'tau'")
                .hasMessageContaining("tauV");
    }

    @Test
    void oneStepOfOneWalkerThatNeverMovesIsDrawn() {
        assertThat(chains(TestSamples.of(1, 1, (s, w, k, r) -> 0, "a")).toPng(1))
                .isNotEmpty();
    }

    /** Autoregressive walks with a correlation time of 300 steps. */
    private static Samples walk(int steps, int walkers) {
        var random = new Random(3);
        double keep = Math.exp(-1 / 300.0);
        var state = new double[walkers * NAMES.length];
        return TestSamples.of(
                steps,
                walkers,
                (step, walker, column, ignored) -> {
                    int i = walker * NAMES.length + column;
                    state[i] = keep * state[i] + Math.sqrt(1 - keep * keep) * random.nextGaussian();
                    return state[i];
                },
                NAMES);
    }
}
