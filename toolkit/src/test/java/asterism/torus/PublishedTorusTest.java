package asterism.torus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import asterism.infer.Samplers;
import asterism.math.Lbfgsb;
import asterism.unit.Length;
import asterism.unit.Velocity;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the published code does wrong is right here. */
class PublishedTorusTest {

    private static final TorusModel MODEL =
            TorusModel.of(0, 0.1, 0.2, 0.3).e(2, 0, 0.1, 0.2, 0.3).e(4, 0, 0.15, 0.3);
    private static final TorusParameters ORBITS = TorusParameters.of(-2.6, 0.05, 0.9, 0.8, 0.7)
            .eVals(2, -1.2, -0.9, -0.8)
            .eVals(4, -3, -2.5);

    private static SplineRegularizer regularizer() {
        return SplineRegularizer.of()
                .labelL2Sigma(1)
                .labelSmoothSigma(0.5)
                .eL2Sigma(2, 1)
                .eSmoothSigma(2, 0.5)
                .eL2Sigma(4, 1)
                .eSmoothSigma(4, 0.5)
                .daccStrength(100)
                .daccDposScale(1e-3);
    }

    @Test
    void theFitEndsAtTheMinimumWhereThePublishedStopDoesNot() {
        var ref = Reference.read("slab_fit.json");
        var model = Reference.model(ref.get("config"));
        var start = model.parameters(ref.get("start").numbers());
        var bounds = TorusBounds.of(
                model.parameters(ref.get("lower").numbers()),
                model.parameters(ref.get("upper").numbers()));
        var data = Reference.slab().withLabel();
        var ours = model.optimize(start, data, TorusLikelihood.GAUSSIAN, bounds);
        var published = model.optimizeLbfgsb(
                start,
                data,
                TorusLikelihood.GAUSSIAN,
                bounds,
                Lbfgsb.DEFAULT.gradient(1e-5).decrease(2.2e-9));
        double minimum = ref.get("fit_tight", "objective").number();
        assertThat(ours.objective() - minimum).isLessThan(1e-10);
        assertThat(ours.evaluations()).isLessThan(50);
        assertThat(published.objective() - minimum).isGreaterThan(1e-7);
        assertThat(published.converged()).isFalse();
        assertThat(published.warnings().get(0)).contains("not converged");
    }

    @Test
    void theObjectiveHasNoJumpAtPos0Zero() {
        double[] right = new double[MODEL.dimension()];
        double jump = penaltyJump(regularizer(), right);
        double published = penaltyJump(regularizer().asPublished(), right);
        assertThat(Math.abs(jump)).isLessThan(1e-9);
        assertThat(Math.abs(published)).isGreaterThan(1e-4);
    }

    private static double penaltyJump(SplineRegularizer regularizer, double[] gradient) {
        var above = ORBITS.pos0(Length.ofKpc(1e-12));
        var below = ORBITS.pos0(Length.ofKpc(-1e-12));
        return regularizer.evaluate(MODEL, above, gradient) - regularizer.evaluate(MODEL, below, gradient);
    }

    @Test
    void theActionAtTheCenterIsZeroAndNoneIsNegative() {
        var center = MODEL.actionAngle(Length.ofKpc(0), Velocity.ofKpcPerMyr(0), ORBITS);
        assertThat(center.action()[0]).isZero();
        assertThat(center.period()[0]).isCloseTo(2 * Math.PI / ORBITS.omega0(), within(1e-12));
        var wide = MODEL.actionAngle(
                Length.range(Length.ofKpc(0), Length.ofKpc(20), 50), Velocity.ofKpcPerMyr(0.01), ORBITS);
        for (double j : wide.action()) {
            assertThat(j >= 0 || Double.isNaN(j)).isTrue();
        }
        var far = MODEL.elliptical(
                Length.ofKpc(6),
                Velocity.ofKpcPerMyr(0),
                ORBITS.eVals(2, -9, -9, -9).eVals(4, -9, -9));
        assertThat(far.rE()[0]).isGreaterThan(1); // beyond the published bracket
        var found = MODEL.actionAngle(
                Length.ofKpc(6),
                Velocity.ofKpcPerMyr(0),
                ORBITS.eVals(2, -9, -9, -9).eVals(4, -9, -9));
        assertThat(found.action()[0] / (0.5 * far.rE()[0] * far.rE()[0])).isCloseTo(1, within(1e-2));
    }

    @Test
    void theUnitOfTheEllipticalRadiusIsThatOfARootOfAnAction() {
        assertThat(Elliptical.RADIUS_UNIT).isEqualTo("kpc rad^(1/2) Myr^(-1/2)");
        double rE = MODEL.elliptical(Length.ofKpc(0.3), Velocity.ofKpcPerMyr(0), ORBITS)
                .rE()[0];
        assertThat(rE).isCloseTo(0.3 * Math.sqrt(ORBITS.omega0()), within(1e-15));
    }

    @Test
    void unitsAreConvertedAndWrongOnesRefused() {
        double inKms = MODEL.label(Length.of(300, "pc"), Velocity.ofKmPerS(20), ORBITS)[0];
        double inModelUnits =
                MODEL.label(Length.ofKpc(0.3), Velocity.ofKpcPerMyr(20 * 0.0010227121650456951), ORBITS)[0];
        assertThat(inKms).isCloseTo(inModelUnits, within(1e-14));
        assertThatThrownBy(() -> Length.of(new double[] {20}, "km/s"))
                .hasMessageContaining("'km/s' is no unit of length");
        assertThatThrownBy(() -> Velocity.of(new double[] {20}, "kpc"))
                .hasMessageContaining("'kpc' is no unit of velocity");
    }

    /** A penalty on ln e_2 keeps the posterior proper, as bounds would else: these data allow e_2 to be as small as it likes. */
    @Test
    void samplingNeedsNoBounds() {
        var data = smallMock();
        var model = TorusModel.of(0, 0.3).e(2, 0, 0.3).regularizer(Regularizer.withGradient((m, p, outGradient) -> {
            Arrays.fill(outGradient, 0);
            double away = (p.toArray()[0] + 1) / 0.2;
            outGradient[0] = away / 0.2;
            return 0.5 * away * away;
        }));
        var fit = model.optimize(TorusParameters.of(-2.5, 0, 0.5).eVals(2, -1), data, TorusLikelihood.GAUSSIAN);
        for (long seed = 1; seed <= 3; seed++) {
            var samples = model.sample(
                    fit.parameters(),
                    data,
                    TorusLikelihood.GAUSSIAN,
                    TorusBounds.none(model),
                    Samplers.nuts().chains(2).warmUp(200).draws(500).seed(seed));
            assertThat(samples.samples().median("ln_Omega0")).isCloseTo(-2.6, within(0.01)); // its error is 0.028
        }
    }

    @Test
    void whereTheOrbitsLeaveAllNumbersTheDensityVanishes() {
        var model = TorusModel.of(0, 0.3).e(2, 0, 0.3);
        var density = TorusPosterior.of(model, smallMock(), TorusLikelihood.GAUSSIAN, TorusBounds.none(model))
                .logDensity();
        double[] logP = new double[1];
        density.evaluate(TorusParameters.of(-2.6, 0, 1).eVals(2, 800).toArray(), 1, logP);
        assertThat(logP[0]).isNegative().isInfinite();
    }

    /** Noiseless labels of ellipses with a slight distortion. */
    private static BinnedData smallMock() {
        var model = TorusModel.of(0, 0.3).e(2, 0, 0.3);
        var grid = BinnedData.grid(
                Length.range(Length.ofKpc(-1), Length.ofKpc(1), 16),
                Velocity.range(Velocity.ofKmPerS(-60), Velocity.ofKmPerS(60), 16));
        double[] label = model.label(
                grid.pos(),
                grid.vel(),
                TorusParameters.of(-2.6, 0, 1).eVals(2, -1).pos0(Length.ofKpc(0.02)));
        double[] error = new double[label.length];
        Arrays.fill(error, 0.01);
        return grid.label(label, error);
    }

    @Test
    void theGradientAtTheMidPlaneIsFinite() {
        var p = ORBITS.pos0(Length.ofKpc(0.02));
        assertThat(MODEL.accelerationGradient(p.pos0(), p)[0])
                .isCloseTo(-p.omega0() * p.omega0() * vertical(p), within(1e-12));
        assertThat(MODEL.acceleration(p.pos0(), p)[0]).isZero();
    }

    private static double vertical(TorusParameters p) {
        var vertical = Vertical.of(MODEL, p);
        vertical.evaluate(0, false);
        return vertical.g[0];
    }

    @Test
    void aGridTooCoarseForTheFrequencyIsNamed() {
        var grid = BinnedData.grid(
                Length.range(Length.ofKpc(-1), Length.ofKpc(1), 8),
                Velocity.range(Velocity.ofKmPerS(-60), Velocity.ofKmPerS(60), 8));
        double[] label = new double[64];
        double[] error = new double[64];
        java.util.Arrays.fill(error, 0.1);
        var data = grid.label(label, error);
        assertThatThrownBy(() -> TorusStart.of(data).estimateOmega())
                .hasMessageContaining("too coarse")
                .hasMessageContaining("at least 14 pixels along each axis")
                .hasMessageContaining(".omega0(0.07)");
        assertThat(TorusStart.of(data).omega0(0.07).estimateOmega()).isEqualTo(0.07);
    }

    @Test
    void aLabelFarFromZeroCanHaveItsOwnCenter() {
        var flat = ORBITS.labelVals(9, 0, 0, 0);
        var plain = ORBITS.labelVals(0, 0, 0, 0);
        double atZero = regularizer().penalty(MODEL, plain);
        assertThat(regularizer().penalty(MODEL, flat) - atZero).isCloseTo(4 * 81, within(1e-9));
        assertThat(regularizer().labelCenter(9).penalty(MODEL, flat)).isCloseTo(atZero, within(1e-9));
    }

    @Test
    void anOddOrderDoesNotPushAlongTheAxis() {
        var odd = TorusModel.of(0, 0.3).e(3, 0, 0.3);
        var p = TorusParameters.of(-2.6, 0, 1).eVals(3, -1);
        assertThat(odd.acceleration(Length.ofKpc(0.5), p)[0]).isCloseTo(-0.5 * Math.exp(-5.2), within(1e-15));
        assertThatThrownBy(() -> odd.actionAngle(Length.ofKpc(0.5), Velocity.ofKpcPerMyr(0), p))
                .hasMessageContaining("even m");
    }

    @Test
    void crossingOrbitsAreFoundExactly() {
        for (var ref : Reference.read("functions.json").list()) {
            var model = Reference.model(ref.get("config"));
            var p = Reference.parameters(ref.get("params"));
            var check =
                    model.checkEFunctions(p, ref.get("check_e_funcs", "r_e_max").number());
            double sampled = ref.get("check_e_funcs", "min").number();
            double[][] matrix = check.matrix();
            double least = Double.POSITIVE_INFINITY;
            for (double[] row : matrix) {
                for (double c : row) {
                    least = Math.min(least, c);
                }
            }
            assertThat(matrix).hasDimensions(16, 128);
            assertThat(least).isCloseTo(sampled, within(1e-12 * Math.max(1, Math.abs(sampled))));
            assertThat(check.smallest()).isLessThanOrEqualTo(1 + sampled + 1e-12);
            double[] first = ref.get("check_e_funcs", "row0_first5").numbers();
            for (int i = 0; i < 5; i++) {
                assertThat(matrix[0][i]).isCloseTo(first[i], within(1e-14));
            }
            int lowest = model.orders()[0];
            double[] vals = p.eVals(lowest);
            for (int i = 0; i < vals.length; i++) {
                vals[i] += 4;
            }
            var bad = model.checkEFunctions(
                    p.eVals(lowest, vals), ref.get("check_e_funcs", "r_e_max").number());
            assertThat(bad.isValid())
                    .isEqualTo(ref.get("check_e_funcs_scaled", "valid").truth());
        }
    }
}
