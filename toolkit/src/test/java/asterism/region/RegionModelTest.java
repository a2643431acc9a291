package asterism.region;

import static asterism.prior.Prior.normalAbout;
import static asterism.prior.Prior.tiedTo;
import static asterism.prior.Prior.uniform;
import static asterism.prior.Prior.within;
import static asterism.unit.Units.mpc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asterism.data.Photometry;
import asterism.infer.LogDensity;
import asterism.infer.Point;
import asterism.infer.Samples;
import asterism.param.ModelException;
import asterism.param.ParameterSpace;
import asterism.random.RandomStream;
import asterism.sed.Calzetti;
import asterism.sed.DraineLi07;
import asterism.sed.Filter;
import asterism.sed.Pegase;
import asterism.sed.PiecewiseSfh;
import asterism.sed.Sed;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegionModelTest {

    private static final RegionModel MODEL = Ngc628.model();
    private static final RegionModel PUBLISHED = MODEL.asPublished();

    private static double[] theta(int id) {
        return Ngc628.theta(Reference.vectors("center")[id], Reference.vectors("disk")[id], false);
    }

    private static double[] draw(RegionModel model, long seed) {
        double[] theta = new double[model.space().dimension()];
        model.bind().drawPrior(RandomStream.of(seed), theta);
        return theta;
    }

    /** asPublished() with the compact library: 0.5 in ln L for every vector, the prior exactly. */
    @Test
    void publishedLogPosteriorOfThe40Vectors() {
        var table = Reference.table("ngc628_loglike.csv");
        var tied = Ngc628.model(tiedTo(DraineLi07.Q_PAH.in("disk"))).asPublished();
        var flat = Ngc628.model(within(0.012, DraineLi07.Q_PAH.in("disk"))).asPublished();
        for (int id = 0; id < 40; id++) {
            double[] theta = theta(id);
            double[] shared = Ngc628.theta(Reference.vectors("center")[id], Reference.vectors("disk")[id], true);
            assertEquals(table.numbers("lnprior_normal")[id], PUBLISHED.logPrior(theta), 1e-10, "id " + id);
            assertEquals(table.numbers("lnprior_uniform_0.012")[id], flat.logPrior(theta), 1e-10, "id " + id);
            assertEquals(table.numbers("lnprior_fixed")[id], tied.logPrior(shared), 1e-10, "id " + id);
            assertEquals(table.numbers("lnlike")[id], PUBLISHED.logLikelihood(theta), 0.5, "id " + id);
            assertEquals(table.numbers("lnprob_normal")[id], PUBLISHED.logPosterior(theta), 0.5, "id " + id);
            assertEquals(table.numbers("lnlike_fixed")[id], tied.logLikelihood(shared), 0.5, "tied, id " + id);
            assertEquals(table.numbers("lnprob_fixed")[id], tied.logPosterior(shared), 0.5, "tied, id " + id);
        }
    }

    /** The right formulas against an independent converged calculation: 2 in ln L. */
    @Test
    void rightLogPosteriorOfTheCorrectedVectors() {
        var table = Reference.table("corrected_loglike.csv");
        var noDeterminant = MODEL.logDeterminant(false);
        for (int i = 0; i < table.rows(); i++) {
            int id = (int) table.numbers("id")[i];
            double[] theta = theta(id);
            assertEquals(table.numbers("lnlike_with_full_normalisation")[i], MODEL.logLikelihood(theta), 2, "id " + id);
            assertEquals(table.numbers("lnlike_no_det")[i], noDeterminant.logLikelihood(theta), 2, "id " + id);
            assertEquals(table.numbers("chi2")[i], MODEL.chi2(theta), 4, "id " + id);
            assertEquals(table.numbers("lnprior_true_normal")[i], MODEL.logPrior(theta), 1e-10, "id " + id);
            assertEquals(table.numbers("n_data")[i], MODEL.predict(theta).length);
        }
    }

    /** bestfit_ngc628.json, "ml" and "map" of the published posterior: chi2 = 26.696 and 26.702. */
    @Test
    void publishedBestFit() {
        double[] ml = Ngc628.theta(
                new double[] {
                    0.00020207699079679252,
                    1.2955882541520026e-17,
                    0.00020159003637178888,
                    0.0231488584866558,
                    9.825406374897134e-15,
                    0.02,
                    0.1337285725665499,
                    2.0,
                    5.000000000004821,
                    300000.0,
                    0.046520069793666595,
                    0.045799999958893195
                },
                new double[] {
                    0.2799651486419893,
                    9.336371947255139e-15,
                    2.5741376670083773,
                    0.9590713495030577,
                    8.097015555465157e-13,
                    0.02,
                    0.4630909538731794,
                    2.0,
                    1.660867370359644,
                    300000.0,
                    0.010554215405696994,
                    0.04579999995889999
                },
                false);
        assertEquals(26.696079388991517, PUBLISHED.chi2(ml), 0.3);
        assertEquals(-13.348039694495759, PUBLISHED.logLikelihood(ml), 0.15);
        assertEquals(-26.609946533480162, PUBLISHED.logPosterior(ml), 0.15);
        var chi2 = PUBLISHED.explain(ml).chi2BySource();
        assertEquals(5.900819608730998, chi2.getOrDefault("center", 0.0), 0.3);
        assertEquals(15.637536719033445, chi2.getOrDefault("disk", 0.0), 0.3);
        assertEquals(5.157723061226744, chi2.getOrDefault("total", 0.0), 0.3);
    }

    @Test
    void outOfBoundsIsImpossibleOrRefused() {
        var table = Reference.table("ngc628_out_of_bounds.csv");
        var fixed = java.util.Map.of(5, Pegase.Z_MET, 7, DraineLi07.ALPHA, 9, DraineLi07.U_MAX);
        for (int i = 0; i < table.rows(); i++) {
            double[] center = Reference.vectors("center")[7];
            double[] disk = Reference.vectors("disk")[7];
            int k = (int) table.numbers("param_index")[i];
            double value = table.numbers("value")[i];
            if (fixed.containsKey(k)) {
                var parameter = java.util.Objects.requireNonNull(fixed.get(k));
                assertThatThrownBy(() -> Ngc628.sed().fix(parameter, value)).hasMessageContaining("range");
            } else {
                (table.text("region").get(i).equals("disk") ? disk : center)[k] = value;
                assertEquals(Double.NEGATIVE_INFINITY, PUBLISHED.logPosterior(Ngc628.theta(center, disk, false)));
                assertEquals(Double.NEGATIVE_INFINITY, MODEL.logPosterior(Ngc628.theta(center, disk, false)));
            }
        }
    }

    @Test
    void aPointIsExplainedByTheModelThatItBelongsTo() {
        var point = Point.of(MODEL.space(), theta(0), MODEL.logPosterior(theta(0)));
        assertEquals(point.logP(), MODEL.explain(point).total(), 1e-9);
        var other = Point.of(ParameterSpace.of(List.of()), new double[0], 0);
        assertThatThrownBy(() -> MODEL.explain(other))
                .hasMessageContaining("the point has []")
                .hasMessageContaining("center/psi_1")
                .hasMessageContaining("take a point of a fit of this model");
    }

    @Test
    void theExplanationAddsUpToTheDensity() {
        for (var model :
                List.of(MODEL, PUBLISHED, MODEL.commonCalibration(), MODEL.modelErrorIn("disk", "IRAC", 0.2))) {
            for (int id : new int[] {0, 20, 30, 34, 38}) {
                double[] theta = theta(id);
                var explanation = model.explain(theta);
                double density = model.logPosterior(theta);
                assertEquals(density, explanation.total(), 1e-12 * Math.max(1, Math.abs(density)), "id " + id);
                assertEquals(model.logPrior(theta), explanation.logPrior(), 1e-12);
                assertEquals(model.chi2(theta), explanation.chi2());
            }
        }
        double[] outside = theta(38);
        outside[0] = -1;
        assertEquals(Double.NEGATIVE_INFINITY, MODEL.explain(outside).total());
        assertThat(MODEL.explain(outside).toText())
                .contains("outside [0, 1]", "where the prior vanishes the model is not computed")
                .doesNotContain("log likelihood");
        assertThat(MODEL.chi2(outside)).as("0 would be a perfect fit").isNaN();
        assertThat(MODEL.explain(theta(38)).toText())
                .contains("of center")
                .contains("SDSS_g")
                .contains("center/qPAH");
    }

    @Test
    void predictionsAreWhatTheExplanationCompares() {
        double[] theta = theta(38);
        var chi2 = MODEL.predictions(theta).stream()
                .mapToDouble(p -> p.residual() * p.residual())
                .sum();
        assertEquals(MODEL.chi2(theta), chi2, 1e-10 * chi2);
        var sum = MODEL.predictions(theta).stream()
                .filter(p -> p.measurement().label().equals("MIPS_CH1:total"))
                .findFirst()
                .orElseThrow();
        assertEquals(0.1 * sum.flux(), sum.modelError(), 1e-12 * sum.flux(), "the error of a sum is that of the sum");
    }

    @Test
    void swappingTheRegionsChangesNothing() {
        var qPah = uniform(0.0047, 0.0458);
        var one = Ngc628.model(qPah);
        var file = asterism.data.Datasets.ngc628();
        var whole = Photometry.read(file, "FNU_OBS")
                .missing(0.0)
                .calibrationError("*", 0.05)
                .calibrationError("GALEX", 0.15)
                .calibrationError("SPIRE", 0.15)
                .calibrationError("WISE", 0.07);
        var disk = RegionPhotometry.ofTotal(whole)
                .remainder("disk")
                .region("center", Photometry.read(file, "FNU_CENT_OBS").missing(0.0));
        var two = RegionModel.of(disk)
                .region("center", Ngc628.center(qPah))
                .region("disk", Ngc628.disk())
                .modelError(0.10);
        assertThat(two.space().names().get(0)).isEqualTo("disk/psi_1");
        for (int seed = 0; seed < 100; seed++) {
            double[] theta = draw(one, seed);
            double[] swapped = new double[18];
            System.arraycopy(theta, 0, swapped, 9, 9);
            System.arraycopy(theta, 9, swapped, 0, 9);
            double expected = one.logPosterior(theta);
            assertEquals(expected, two.logPosterior(swapped), 1e-10 * Math.abs(expected), "seed " + seed);
        }
    }

    @Test
    void aTiedParameterIsOneSharedParameter() {
        var tied = Ngc628.model(tiedTo(DraineLi07.Q_PAH.in("disk")));
        var free = Ngc628.model(uniform(0.0047, 0.0458));
        assertThat(tied.space().names()).doesNotContain("center/qPAH").hasSize(17);
        for (int seed = 0; seed < 100; seed++) {
            double[] theta = draw(tied, seed);
            double[] both = new double[18];
            System.arraycopy(theta, 0, both, 0, 8);
            both[8] = theta[16];
            System.arraycopy(theta, 8, both, 9, 9);
            assertEquals(
                    free.logLikelihood(both), tied.logLikelihood(theta), 1e-12 * Math.abs(tied.logLikelihood(theta)));
        }
    }

    @Test
    void oneRegionIsThePlainSpectrum() {
        var p = Photometry.of()
                .band("SDSS_g", 300, 15)
                .band("IRAC_CH1", 500, 25)
                .band("SPIRE_250", 29000, 4350);
        var sed = Ngc628.disk();
        var model = RegionModel.of(RegionPhotometry.of("galaxy").measurement("all", p, Seen.all()))
                .region("galaxy", sed);
        double unit = sed.distance().lnuPerMillijansky();
        var bound = sed.bind(List.of("SDSS_g", "IRAC_CH1", "SPIRE_250"));
        for (int seed = 0; seed < 20; seed++) {
            double[] theta = draw(model, seed);
            double[] lnu = bound.bands(model.parameters("galaxy", theta));
            double logL = 0;
            for (int i = 0; i < 3; i++) {
                var d = p.data().get(i);
                double sigma = d.sigma() * unit;
                logL -= 0.5 * Math.pow((d.flux() * unit - lnu[i]) / sigma, 2)
                        + Math.log(sigma * Math.sqrt(2 * Math.PI));
            }
            assertEquals(logL, model.logLikelihood(theta), 1e-11 * Math.abs(logL), "seed " + seed);
            for (int i = 0; i < 3; i++) {
                assertEquals(lnu[i] / unit, model.predict(theta)[i], 1e-11 * lnu[i] / unit);
            }
        }
    }

    /** One galaxy cut into two regions with the same spectrum, seen only as a whole, is that galaxy twice as bright. */
    @Test
    void twoEqualRegionsAreOneOfTwiceTheLight() {
        var p = Photometry.of().band("SDSS_g", 300, 15).band("PACS_blue", 20000, 1000);
        var two = RegionModel.of(RegionPhotometry.of("a", "b").measurement("all", p, Seen.all()))
                .region("a", Ngc628.disk())
                .region(
                        "b",
                        Ngc628.sed()
                                .prior(PiecewiseSfh.PSI, tiedTo(PiecewiseSfh.PSI.in("a")))
                                .tie(Calzetti.TAU_V, Calzetti.TAU_V.in("a"))
                                .tie(DraineLi07.U_MIN, DraineLi07.U_MIN.in("a"))
                                .tie(DraineLi07.GAMMA, DraineLi07.GAMMA.in("a"))
                                .tie(DraineLi07.Q_PAH, DraineLi07.Q_PAH.in("a")))
                .modelError(0.1);
        var one = RegionModel.of(RegionPhotometry.of("a").measurement("all", p, Seen.of("a", 2)))
                .region("a", Ngc628.disk())
                .modelError(0.1);
        for (int seed = 0; seed < 20; seed++) {
            double[] theta = draw(one, seed);
            assertEquals(one.logPosterior(theta), two.logPosterior(theta), 1e-11 * Math.abs(one.logPosterior(theta)));
        }
    }

    /** M14: a common calibration changes nothing where each band has one datum but how the error scales. */
    @Test
    void commonCalibrationLinksTheRegions() {
        double[] theta = theta(38);
        var model = MODEL.commonCalibration();
        assertTrue(Double.isFinite(model.logPosterior(theta)));
        assertThat(model.explain(theta).chi2BySource()).containsKey("calibration");
        assertThat(model.toText()).contains("one factor for each band, integrated out");
    }

    /** M8: model errors by band and by region, the later rule wins. */
    @Test
    void modelErrorsByBandAndRegion() {
        var model = MODEL.modelError("IRAC", 0.2).modelErrorIn("center", 0.05).modelErrorIn("center", "WISE_W1", 0.3);
        assertEquals(0.10, model.modelErrorOf("disk", "SDSS_g"));
        assertEquals(0.20, model.modelErrorOf("disk", "IRAC_CH1"));
        assertEquals(0.05, model.modelErrorOf("center", "IRAC_CH1"));
        assertEquals(0.30, model.modelErrorOf("center", "WISE_W1"));
        var total = model.predictions(theta(38)).stream()
                .filter(p -> p.measurement().label().equals("SPIRE_250:total"))
                .findFirst()
                .orElseThrow();
        assertTrue(total.modelError() > 0.05 * total.flux() && total.modelError() < 0.10 * total.flux());
        assertThatThrownBy(() -> MODEL.modelError(1.5)).hasMessageContaining("must be in [0, 1), 0.10 for 10 %");
        assertThatThrownBy(() -> MODEL.modelError("IRAQ", 0.1)).hasMessageContaining("no band is meant by 'IRAQ'");
        assertThatThrownBy(() -> MODEL.modelErrorIn("disc", 0.1)).hasMessageContaining("did you mean 'disk'?");
    }

    @Test
    void upperLimitsEnterTheJointFit() {
        var data = RegionPhotometry.of("galaxy")
                .measurement(
                        "all", Photometry.of().band("SDSS_g", 300, 15).upperLimit("SPIRE_500", 100, 30), Seen.all());
        var model = RegionModel.of(data).region("galaxy", Ngc628.disk()).modelError(0.1);
        double[] theta = draw(model, 1);
        double without = RegionModel.of(RegionPhotometry.of("galaxy")
                        .measurement("all", Photometry.of().band("SDSS_g", 300, 15), Seen.all()))
                .region("galaxy", Ngc628.disk())
                .modelError(0.1)
                .logLikelihood(theta);
        var limit = model.predictions(theta).get(1);
        double expected = Math.log(asterism.math.Gaussian.cdf((100 - limit.flux()) / limit.sigma()));
        assertEquals(without + expected, model.logLikelihood(theta), 1e-9 * Math.abs(expected));
    }

    @Test
    void anEvaluationAllocatesNothing() {
        LogDensity density = MODEL.bind().logDensity();
        double[] batch = new double[40 * 18];
        for (int id = 0; id < 40; id++) {
            System.arraycopy(theta(id), 0, batch, id * 18, 18);
        }
        double[] out = new double[40];
        for (int i = 0; i < 2000; i++) {
            density.evaluate(batch, 40, out);
        }
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
            density.evaluate(batch, 40, out);
        }
        assertEquals(0, (thread.getCurrentThreadAllocatedBytes() - before) / 4000, "bytes per evaluation");
    }

    @Test
    void forksAgreeAndAreIndependent() {
        var density = MODEL.bind().logDensity();
        var fork = density.fork();
        double[] one = new double[2];
        double[] two = new double[2];
        double[] a = new double[36];
        double[] b = new double[36];
        System.arraycopy(theta(0), 0, a, 0, 18);
        System.arraycopy(theta(38), 0, a, 18, 18);
        System.arraycopy(theta(38), 0, b, 0, 18);
        System.arraycopy(theta(0), 0, b, 18, 18);
        density.evaluate(a, 2, one);
        fork.evaluate(b, 2, two);
        assertEquals(one[0], two[1]);
        assertEquals(one[1], two[0]);
        assertThatThrownBy(() -> density.evaluate(a, 3, new double[3])).hasMessageContaining("3 x 18");
    }

    @Test
    void parametersAndSpectraOfARegion() {
        double[] center = Reference.vectors("center")[38];
        assertArrayEquals(center, MODEL.parameters("center", theta(38)));
        var spectrum = MODEL.spectrum("center", theta(38));
        var sum = spectrum.total();
        assertEquals(spectrum.size(), sum.length);
        assertThatThrownBy(() -> MODEL.spectrum("centre", theta(38)))
                .hasMessage("no region 'centre' in this photometry; it has [center, disk] -- did you mean 'center'?");
        assertThatThrownBy(() -> MODEL.logPosterior(1, 2)).hasMessageContaining("theta has 2 values, the model has 18");
    }

    @Test
    void derivedQuantities() {
        double[] theta = theta(38);
        var derived = MODEL.derived(theta);
        assertThat(derived).extracting(Derived::region).containsExactly("center", "disk");
        double[] p = MODEL.parameters("disk", theta);
        assertEquals((1e7 * p[0] + 9e7 * p[1]) / 1e8, derived.get(1).sfr100(), 1e-12);
        assertEquals(p[0], derived.get(1).sfr10(), 1e-12);
        assertTrue(derived.get(1).stellarMass() < derived.get(1).massFormed());
        assertThat(derived.get(0).toText()).contains("stellar mass").contains("L_TIR");
    }

    @Test
    void derivedQuantitiesOfSamples() {
        double[] draws = new double[40 * 18];
        for (int id = 0; id < 40; id++) {
            System.arraycopy(theta(id), 0, draws, id * 18, 18);
        }
        var summary = MODEL.derived(Samples.of(MODEL.space(), 40, 1, draws, new double[40]));
        assertEquals(40, summary.size());
        assertThat(summary.regions()).containsExactly("center", "disk", "total");
        double[] byHand = new double[40];
        for (int id = 0; id < 40; id++) {
            var derived = MODEL.derived(theta(id));
            byHand[id] = derived.get(0).stellarMass() + derived.get(1).stellarMass();
        }
        assertArrayEquals(
                byHand, summary.table().doubleColumn("total/stellarMass").asDoubleArray(), 1e-3);
        java.util.Arrays.sort(byHand);
        assertEquals(0.5 * (byHand[19] + byHand[20]), summary.median("total", "stellarMass"), 1e-3);
        assertEquals(byHand[0], summary.quantile("total", "stellarMass", 0), 1e-3);
        assertEquals(byHand[39], summary.quantile("total", "stellarMass", 1), 1e-3);
        assertThat(summary.toText()).contains("dust mass").contains("Msun/yr").contains("\u00d7 10^");
        assertThatThrownBy(() -> summary.median("disc", "sfr10")).hasMessageContaining("did you mean 'disk'?");
        assertThatThrownBy(() -> summary.median("disk", "mass"))
                .hasMessageContaining("there are stellarMass, massFormed");
        var other = Ngc628.model(tiedTo(DraineLi07.Q_PAH.in("disk")));
        assertThatThrownBy(() -> other.derived(Samples.of(MODEL.space(), 40, 1, draws, new double[40])))
                .hasMessageContaining("these samples have the parameters center/psi_1");
    }

    @Test
    void theFingerprintKnowsModelPriorsAndData() {
        var fingerprint = MODEL.bind().fingerprint();
        assertThat(fingerprint).hasSize(64).isEqualTo(Ngc628.model().bind().fingerprint());
        for (var other : List.of(
                PUBLISHED,
                MODEL.modelError(0.11),
                MODEL.logDeterminant(false),
                MODEL.publishedPriors(),
                MODEL.commonCalibration(),
                Ngc628.model(normalAbout(DraineLi07.Q_PAH.in("disk"), 0.011)),
                MODEL.region("disk", Ngc628.disk().prior(Calzetti.TAU_V, uniform(0, 2))))) {
            assertThat(other.bind().fingerprint()).isNotEqualTo(fingerprint);
        }
    }

    @Test
    void publishedConventionsAreNamedAndSwitchedOneByOne() {
        assertThat(MODEL.conventions()).isEmpty();
        assertThat(MODEL.logDeterminant(false).conventions()).hasSize(1);
        assertThat(MODEL.publishedPriors().conventions()).hasSize(1);
        assertThat(PUBLISHED.conventions().size()).isGreaterThan(5);
        assertThat(PUBLISHED.bind().provenance().toText())
                .contains("without its determinant")
                .contains("dust mixture");
        double[] theta = theta(38);
        assertEquals(PUBLISHED.logPrior(theta), MODEL.publishedPriors().logPrior(theta));
    }

    @Test
    void everyDrawOfThePriorIsPossible() {
        for (int seed = 0; seed < 50; seed++) {
            assertTrue(Double.isFinite(MODEL.logPosterior(draw(MODEL, seed))), "seed " + seed);
        }
    }

    // messages

    @Test
    void everythingThatIsMissingIsListedAtOnce() {
        var sed = Sed.of(Pegase.kroupa(), PiecewiseSfh.bins(), Calzetti.law(), DraineLi07.dust())
                .at(mpc(7.3));
        var data = RegionPhotometryTest.ngc628();
        var model = RegionModel.of(data)
                .region("center", Ngc628.center(uniform(0.01, 0.02)))
                .region("disk", sed.prior(PiecewiseSfh.PSI, uniform(0, 1)).fix(DraineLi07.ALPHA, 2));
        assertThatThrownBy(model::bind)
                .isInstanceOf(ModelException.class)
                .hasMessage("region 'disk' cannot be sampled: zMet, tauV, uMin, uMax, gamma, qPAH have no prior and no"
                        + " value; use .prior(...), .fix(...) or .tie(...)");
        assertThat(model.toText()).contains("! region 'disk' cannot be sampled").contains("missing");
        var noModels = RegionModel.of(data);
        assertThatThrownBy(noModels::bind)
                .hasMessage("region 'center' has no model; add .region(\"center\", sed)\n"
                        + "region 'disk' has no model; add .region(\"disk\", sed)");
    }

    @Test
    void unknownRegionsAndTargetsAreNamed() {
        var data = RegionPhotometryTest.ngc628();
        assertThatThrownBy(() -> RegionModel.of(data).region("disc", Ngc628.disk()))
                .hasMessage("no region 'disc' in this photometry; it has [center, disk] -- did you mean 'disk'?");
        assertThatThrownBy(
                        () -> Ngc628.model(tiedTo(DraineLi07.Q_PAH.in("disc"))).bind())
                .hasMessageContaining("connection of center/qPAH: no region 'disc'; there are center, disk");
        assertThatThrownBy(() -> Ngc628.model(tiedTo(
                                asterism.param.Parameter.parameter("qpah", "").in("disk")))
                        .bind())
                .hasMessageContaining("region 'disk' has no parameter 'qpah'")
                .hasMessageContaining("did you mean 'qPAH'?");
    }

    @Test
    void loopsAreRefused() {
        var model = Ngc628.model(tiedTo(DraineLi07.Q_PAH.in("disk")))
                .region("disk", Ngc628.disk().tie(DraineLi07.Q_PAH, DraineLi07.Q_PAH.in("center")));
        assertThatThrownBy(model::bind)
                .hasMessageContaining("connection loop: center/qPAH -> disk/qPAH -> center/qPAH");
    }

    /** M12: the regions of one galaxy are at one distance. */
    @Test
    void regionsAtDifferentDistancesAreRefused() {
        var model = MODEL.region("disk", Ngc628.disk().at(mpc(8)));
        assertThatThrownBy(model::bind)
                .hasMessageContaining("region 'center' is at 7.3")
                .hasMessageContaining("region 'disk' at 8")
                .hasMessageContaining("the same .at(...)");
    }

    /** M12: and they are seen through one set of filters. */
    @Test
    void regionsSeenThroughDifferentFiltersAreRefused() {
        var model = MODEL.region("disk", Ngc628.disk().filter(Filter.topHat("SDSS_g", 0.4, 0.5)));
        assertThatThrownBy(model::bind)
                .hasMessage(
                        "regions 'center' and 'disk' have different filters 'SDSS_g'; give both models the same one");
    }

    @Test
    void unknownFiltersAreNamedWithTheNearest() {
        var p = Photometry.of().band("SDSS_q", 1, 0.1).band("SDSS_g", 1, 0.1);
        var model = RegionModel.of(RegionPhotometry.of("galaxy").measurement("all", p, Seen.all()))
                .region("galaxy", Ngc628.disk());
        assertThatThrownBy(model::bind).hasMessageContaining("SDSS_q").hasMessageContaining("SDSS_");
    }

    @Test
    void fluxWithoutErrorIsRefused() {
        var file = asterism.data.Datasets.ngc628();
        var whole = Photometry.read(file, "FNU_OBS").missing(0.0);
        var model = RegionModel.of(RegionPhotometry.ofTotal(whole).remainder("galaxy"))
                .region("galaxy", Ngc628.disk());
        assertThatThrownBy(model::bind).hasMessageContaining("photometry of 'total': no error for GALEX_FUV");
    }
}
