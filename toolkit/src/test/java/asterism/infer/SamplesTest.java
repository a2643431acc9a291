package asterism.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import asterism.math.Gaussian;
import asterism.param.Parameter;
import asterism.param.ParameterSpace;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Views of samples: what they keep, what they share, what they refuse. */
class SamplesTest {

    private static final Parameter PSI = Parameter.vector("psi", "\\psi", "Msun/yr", "star formation rate", 0, 1e9);
    private static final Parameter TAU = Parameter.of("tauV", "\\tau_V", "", "optical depth", 0, 10);
    private static final ParameterSpace SPACE = ParameterSpace.of(List.of(
            PSI.bin(1).in("center"),
            PSI.bin(2).in("center"),
            TAU.in("center"),
            PSI.bin(1).in("disk")));
    private static final int STEPS = 10;
    private static final int WALKERS = 3;

    /** Value of column k at step s of walker w: 1 + 100 s + 10 w + k. */
    private static Samples samples() {
        double[] theta = new double[STEPS * WALKERS * 4];
        double[] logP = new double[STEPS * WALKERS];
        for (int i = 0; i < logP.length; i++) {
            for (int k = 0; k < 4; k++) {
                theta[i * 4 + k] = 1 + 100 * (i / WALKERS) + 10 * (i % WALKERS) + k;
            }
            logP[i] = -i;
        }
        return Samples.of(SPACE, STEPS, WALKERS, theta, logP);
    }

    @Test
    void stepsWalkersAndColumnsAreKept() {
        var s = samples();
        assertThat(s.size()).isEqualTo(30);
        assertThat(s.get(4, 2, 3)).isEqualTo(424);
        assertThat(s.get(4 * WALKERS + 2, 3)).isEqualTo(424);
        assertThat(s.draw(14)).containsExactly(421, 422, 423, 424);
        assertThat(s.walker(1, 0)).startsWith(11, 111, 211).hasSize(STEPS);
        assertThat(s.column("disk/psi_1")).startsWith(4, 14, 24, 104);
        assertThat(s.logP(14)).isEqualTo(-14);
        assertThat(s.logPOfWalker(2)).startsWith(-2, -5);
    }

    @Test
    void arraysAreCopies() {
        var s = samples();
        s.column(0)[0] = -1;
        s.draw(0)[0] = -1;
        s.logP()[0] = 7;
        assertThat(s.get(0, 0)).isEqualTo(1);
        assertThat(s.logP(0)).isEqualTo(0);
    }

    @Test
    void burnInAndThinAreTakenFromTheView() {
        var s = samples().burnIn(1).thin(2).burnIn(1).thin(2);
        assertThat(s.steps()).isEqualTo(2);
        assertThat(s.walker(0, 0)).containsExactly(301, 701);
        assertThat(s.logPOfWalker(0)).containsExactly(-9, -21);
        assertThatThrownBy(() -> samples().burnIn(10))
                .hasMessage("burnIn(10): these samples have 10 steps; give 0 ... 9");
        assertThatThrownBy(() -> samples().thin(0)).hasMessageContaining("thin(0)");
    }

    @Test
    void aRegionDropsItsNameSoThatRegionsCanBeLaidOver() {
        var center = samples().region("center");
        assertThat(center.title()).isEqualTo("center");
        assertThat(center.names()).containsExactly("psi_1", "psi_2", "tauV");
        assertThat(samples().region("disk").column("psi_1")).startsWith(4, 14);
        assertThatThrownBy(() -> samples().region("centre"))
                .hasMessage("no region 'centre' in these samples; they have [center, disk] -- did you mean 'center'?");
    }

    @Test
    void log10TakesEveryBinOfAVectorInEveryRegion() {
        var s = samples().log10(PSI);
        assertThat(s.names())
                .containsExactly("center/log10_psi_1", "center/log10_psi_2", "center/tauV", "disk/log10_psi_1");
        assertThat(s.labels()).containsExactly("log \\psi_{1}", "log \\psi_{2}", "\\tau_V", "log \\psi_{1}");
        assertThat(s.column(1)[3]).isEqualTo(Math.log10(102));
        assertThat(s.space().axis(0).parameter().unit()).isEqualTo("Msun/yr");
        assertThat(samples().log10(PSI.in("disk")).names())
                .startsWith("center/psi_1")
                .endsWith("disk/log10_psi_1");
        assertThat(samples().log10(PSI.bin(2)).names()).contains("center/psi_1", "center/log10_psi_2");
        assertThat(samples().burnIn(3).log10(TAU).column("center/log10_tauV")[0])
                .isEqualTo(Math.log10(303));
    }

    @Test
    void log10OfZeroNamesTheStepAndOfNothingTheColumns() {
        var zero = Samples.of(SPACE, 1, 2, new double[] {1, 1, 1, 1, 1, 0, 1, 1}, new double[2]);
        assertThatThrownBy(() -> zero.log10(PSI))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("center/psi_2 is 0.0 at step 0 of walker 1")
                .hasMessageContaining("leave this parameter linear");
        assertThatThrownBy(() -> zero.log10(Parameter.of("mass", "M", "", "mass", 0, 1)))
                .hasMessageContaining("no column 'mass' in these samples; they have [center/psi_1,");
    }

    @Test
    void quantilesInterpolateLinearly() {
        var s = samples().select("center/tauV");
        double[] sorted = s.column(0);
        Arrays.sort(sorted);
        assertThat(s.quantile("center/tauV", 0)).isEqualTo(sorted[0]);
        assertThat(s.quantile("center/tauV", 1)).isEqualTo(sorted[29]);
        assertThat(s.median("center/tauV")).isCloseTo(0.5 * (sorted[14] + sorted[15]), within(1e-12));
        // numpy.quantile of the same 30 numbers
        assertThat(s.quantile("center/tauV", 0.16)).isCloseTo(119.4, within(1e-9));
        assertThatThrownBy(() -> s.quantile("center/tauV", 16)).hasMessageContaining("in [0, 1], got 16.0");
    }

    @Test
    void theShortestIntervalBeginsAtALimitAndIsSymmetricAboutAMode() {
        var space = ParameterSpace.of(List.of(TAU.in("exponential"), TAU.in("normal")));
        int n = 20_000;
        double[] theta = new double[2 * n];
        for (int i = 0; i < n; i++) {
            double u = (i + 0.5) / n;
            theta[2 * i] = -Math.log1p(-u);
            theta[2 * i + 1] = Gaussian.quantile(u);
        }
        var s = Samples.of(space, n, 1, theta, new double[n]);
        assertThat(s.shortestInterval("exponential/tauV", 0.68))
                .containsExactly(new double[] {0, -Math.log(0.32)}, within(2e-3));
        assertThat(s.shortestInterval("normal/tauV", 0.95))
                .containsExactly(new double[] {-1.959964, 1.959964}, within(2e-2));
        assertThatThrownBy(() -> s.shortestInterval("normal/tauV", 68)).hasMessageContaining("0.68 is usual");
    }

    @Test
    void derivedColumnsStandBesideTheOthers() {
        var s = samples().with("disk/sum", "\\Sigma", x -> x[0] + x[3]).region("disk");
        assertThat(s.names()).containsExactly("psi_1", "sum");
        assertThat(s.column("sum")).startsWith(5, 25);
        assertThat(s.labels()).containsExactly("\\psi_{1}", "\\Sigma");
        assertThatThrownBy(() -> samples().with("disk/psi_1", "x", x -> 0)).hasMessageContaining("already");
    }

    @Test
    void spreadDrawsCoverTheWholeChain() {
        double[][] draws = samples().draws(5);
        assertThat(draws).hasDimensions(5, 4);
        assertThat(draws[0][0]).isLessThan(200);
        assertThat(draws[4][0]).isGreaterThan(800);
        assertThat(samples().draws(1000)).hasDimensions(30, 4);
    }

    @Test
    void tablesHaveARowForEachDraw() {
        var table = samples().table();
        assertThat(table.rowCount()).isEqualTo(30);
        assertThat(table.columnNames())
                .containsExactly("step", "walker", "center/psi_1", "center/psi_2", "center/tauV", "disk/psi_1", "logP");
    }

    @Test
    void wrongSizesAreRefused() {
        assertThatThrownBy(() -> Samples.of(SPACE, 2, 2, new double[3], new double[4]))
                .hasMessage("samples of 2 steps x 2 walkers x 4 parameters need 16 values and 4 log posteriors,"
                        + " got 3 and 4");
    }
}
