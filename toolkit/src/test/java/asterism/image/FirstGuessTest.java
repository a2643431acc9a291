package asterism.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asterism.random.RandomStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits that nobody told where to start. */
class FirstGuessTest {

    private static final Target IMAGE =
            Target.blank("r", PixelGrid.of(64, 60, 0.4)).variance(0.01 * 0.01).psf(Psf.gaussian(1.1));

    private static Component galaxy(String name, double x, double y, double q, double pa, double n) {
        return Sersic.of(name)
                .start(Sersic.X, x)
                .start(Sersic.Y, y)
                .start(Sersic.Q, q)
                .start(Sersic.PA, pa)
                .start(Sersic.N, n)
                .start(Sersic.R_E, 2.2)
                .start(Sersic.I_E, 0.2);
    }

    @Test
    void momentsOfAGaussianAreItsOwn() {
        int width = 60;
        double[] flux = new double[width * width];
        for (int k = 0; k < flux.length; k++) {
            double du = k % width + 0.5 - 31.3;
            double dv = k / width + 0.5 - 28.6;
            flux[k] = Math.exp(-(du * du / 30 + dv * dv / 12 + du * dv / 25) / 2);
        }
        var m = Moments.of(flux, new boolean[flux.length], width, new Window(0, width, 0, width), 29, 30, false);
        double det = 1 / 30.0 / 12 - 1 / 2500.0; // of the matrix ((1/30, 1/50), (1/50, 1/12))
        assertTrue(m.converged());
        assertEquals(31.3, m.u(), 1e-2);
        assertEquals(28.6, m.v(), 1e-2);
        assertEquals(1 / 12.0 / det, m.uu(), 0.1);
        assertEquals(1 / 30.0 / det, m.vv(), 0.1);
        assertEquals(-1 / 50.0 / det, m.uv(), 0.1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyOrientationIsFound(int seed) {
        var random = RandomStream.of(seed);
        double pa = Math.PI * random.nextDouble();
        double q = 0.3 + 0.5 * random.nextDouble();
        double n = 0.6 + 3 * random.nextDouble();
        var truth = galaxy("g", 12 + random.nextDouble(), 12.5 + random.nextDouble(), q, pa, n);
        var sky = Joint.of(IMAGE).add(truth).simulate(seed);
        var guess = Joint.of(sky.target("r")).add(Sersic.of("g")).fromData();
        double turn = Math.abs(Math.sin(guess.start()[3] - pa)) * (1 - q);
        assertTrue(turn < 0.1, "PA " + guess.start()[3] + " of " + pa + ", q " + q);
        var fit = guess.fit();
        assertThat(fit.converged()).isTrue();
        assertEquals(n, fit.value("g/n"), 4.5 * fit.sigma("g/n"));
        assertEquals(q, fit.value("g/q"), 4.5 * fit.sigma("g/q"));
    }

    @Test
    void galaxiesThatOverlapAreTakenApart() {
        var sky = Joint.of(IMAGE)
                .add(galaxy("a", 9, 12, 0.3, 2.6, 1.2))
                .add(galaxy("b", 14.5, 13, 0.4, 1.2, 0.8))
                .simulate(3);
        var fit = Joint.of(sky.target("r"))
                .add(Sersic.of("a").window("r", 0, 50, 0, 60))
                .add(Sersic.of("b").window("r", 12, 64, 0, 60))
                .fit();
        assertEquals(9, fit.value("a/x"), 0.1);
        assertEquals(0.3, fit.value("a/q"), 0.02);
        assertEquals(14.5, fit.value("b/x"), 0.1);
        assertEquals(0.4, fit.value("b/q"), 0.02);
    }

    @Test
    void whatWasGivenStays() {
        var sky = Joint.of(IMAGE).add(galaxy("g", 12, 12, 0.5, 1, 1)).simulate(1);
        var started = Joint.of(sky.target("r"))
                .add(Sersic.of("g").start(Sersic.N, 3.3).start(Sersic.X, 11).fix(Sersic.Q, 0.7))
                .fromData();
        int n = started.space().index("g/n");
        assertEquals(3.3, started.start()[n]);
        assertEquals(11, started.start()[started.space().index("g/x")]);
        assertThat(started.space().names()).doesNotContain("g/q");
    }

    @Test
    void aBrightnessThatWasGivenStays() {
        var sky = Joint.of(IMAGE).add(galaxy("g", 12, 12, 0.5, 1, 1)).simulate(1);
        var started = Joint.of(sky.target("r"))
                .add(Sersic.of("g").start(Sersic.I_E, 0.9))
                .fromData();
        assertEquals(0.9, started.start()[started.space().index("g/Ie")]);
    }

    /** A common factor of all that a spline shines with is a linear brightness; its best value is where chi2 has its vertex. */
    @Test
    void theLevelOfASplineIsSolvedExactly() {
        var sky = Joint.of(IMAGE).add(galaxy("g", 12, 12, 0.6, 1, 1)).simulate(2);
        var joint = Joint.of(sky.target("r")).add(Spline.of("g")).add(FlatSky.of("sky"));
        var start = joint.fromData();
        double here = start.chi2(start.start());
        double up = start.chi2(timesFlux(start, 1.01));
        double down = start.chi2(timesFlux(start, 0.99));
        double vertex = 0.01 / 2 * (down - up) / (up + down - 2 * here); // of a parabola in the factor
        assertEquals(0, vertex, 1e-6);
        assertTrue(up > here && down > here);
    }

    private static double[] timesFlux(Joint joint, double factor) {
        double[] theta = joint.start();
        for (int k = 0; k < theta.length; k++) {
            theta[k] += Spline.I_R.covers(joint.space().axis(k).parameter()) ? Math.log10(factor) : 0;
        }
        return theta;
    }

    @Test
    void everyKindOfGalaxyFindsAStart() {
        var sky = Joint.of(IMAGE).add(galaxy("g", 12, 12, 0.6, 1, 1)).simulate(2);
        for (var c : new Component[] {
            Exponential.of("g"), GaussianEllipse.of("g"), Moffat.of("g"), Nuker.of("g"), Spline.of("g")
        }) {
            var joint = Joint.of(sky.target("r")).add(c).add(FlatSky.of("sky"));
            double[] start = joint.fromData().start();
            assertThat(start).doesNotContain(Double.NaN);
            double chi2 = joint.chi2(start);
            double empty = Joint.of(sky.target("r")).add(FlatSky.of("sky")).chi2(new double[] {0});
            assertTrue(chi2 < 0.2 * empty, c.kind() + ": " + chi2 + " of " + empty);
        }
    }

    @Test
    @Tag("long")
    void referenceProblemsReachTheirOptimumFromTheDataAlone() {
        for (var problem : new String[] {"t1", "t1cusp", "t1stars"}) {
            var fit = Problems.galaxy(problem).fit();
            assertEquals(Problems.optimum(problem), fit.chi2(), 0.1, problem);
        }
        assertEquals(Problems.optimum("dither"), Problems.dither().fit().chi2(), 0.1);
    }

    // PA uniform, q 0.2 to 0.95, center within 2 arcsec, n 0.5 to 6, Re times 0.3 to 3; 99 of 100 must arrive within 1
    @Test
    @Tag("long")
    void oneGalaxyFromAHundredRandomStarts() {
        var joint = Problems.galaxy("t1");
        var x = Reference.json("expected.json")
                .get("t1")
                .get("optimum")
                .get("x")
                .list();
        double optimum = Problems.optimum("t1");
        int arrived = 0;
        int starts = 100;
        for (int s = 0; s < starts; s++) {
            var random = RandomStream.of(100 + s);
            double[] theta = joint.start();
            theta[0] = x.get(0).number() + 4 * random.nextDouble() - 2;
            theta[1] = x.get(1).number() + 4 * random.nextDouble() - 2;
            theta[2] = 0.2 + 0.75 * random.nextDouble();
            theta[3] = Math.PI * random.nextDouble();
            theta[4] = 0.5 + 5.5 * random.nextDouble();
            theta[5] = x.get(5).number() * 0.3 * Math.pow(10, random.nextDouble());
            var fit = joint.start(theta).fit();
            arrived += fit.chi2() < optimum + 1 ? 1 : 0;
        }
        assertTrue(arrived >= 0.99 * starts, arrived + " of " + starts);
    }

    /** As one galaxy; the knots of each spline lie on a Sersic profile of random index, radius and brightness. */
    @Test
    @Tag("long")
    void fourObjectsFromTwentyRandomStarts() {
        var joint = Problems.group();
        double optimum = Problems.optimum("t2") - Problems.uncovered(joint);
        double[] best = joint.fit().theta();
        int arrived = 0;
        int starts = 20;
        for (int s = 0; s < starts; s++) {
            var fit = joint.start(randomStart(joint, best, RandomStream.of(500 + s)))
                    .fit();
            arrived += fit.chi2() < optimum + 2 ? 1 : 0;
        }
        assertTrue(arrived >= 0.95 * starts, arrived + " of " + starts);
    }

    private static double[] randomStart(Joint joint, double[] best, RandomStream random) {
        double[] theta = best.clone();
        double n = 0;
        double re = 0;
        double shift = 0;
        for (int k = 0; k < theta.length; k++) {
            var axis = joint.space().axis(k);
            var p = axis.parameter();
            if (p.equals(Ellipse.X)) { // the first parameter of each object
                n = 0.5 + 5.5 * random.nextDouble();
                re = 4 * 0.3 * Math.pow(10, random.nextDouble());
                shift = random.nextDouble() - 0.5;
            }
            if (p.equals(Ellipse.X) || p.equals(Ellipse.Y)) {
                theta[k] += 4 * random.nextDouble() - 2;
            } else if (p.equals(Ellipse.Q)) {
                theta[k] = 0.2 + 0.75 * random.nextDouble();
            } else if (p.equals(Ellipse.PA)) {
                theta[k] = Math.PI * random.nextDouble();
            } else if (p.equals(Sersic.N)) {
                theta[k] = 0.5 + 5.5 * random.nextDouble();
            } else if (p.equals(Sersic.R_E)) {
                theta[k] *= 0.3 * Math.pow(10, random.nextDouble());
            } else if (Spline.I_R.covers(p)) {
                double log =
                        shift - 0.5 - Sersic.b(n) * (Math.pow(knot(joint, axis.path()) / re, 1 / n) - 1) / Math.log(10);
                theta[k] = Math.max(-5.9, Math.min(2.9, log));
            }
        }
        return theta;
    }

    /** The radius of the knot that a parameter belongs to, {@code object 2/r light/I_3}; at the center 0.1 arcsec. */
    private static double knot(Joint joint, String path) {
        int slash = path.lastIndexOf('/');
        var leaf = joint.layout().leaves().stream()
                .filter(l -> l.path().equals(path.substring(0, slash)))
                .findFirst()
                .orElseThrow();
        int k = Integer.parseInt(path.substring(path.lastIndexOf('_') + 1)) - 1;
        return Math.max(0.1, ((EllipticalLight) leaf.light()).knots().get(k));
    }
}
