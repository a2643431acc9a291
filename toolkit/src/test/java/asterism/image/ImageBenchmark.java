package asterism.image;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Joint fits of the reference problems from the data alone, and one galaxy drawn; reads the shared reference images. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class ImageBenchmark {

    /** One galaxy in r, W1 and NUV: 260 804 pixels, 9 parameters. */
    private final Joint one = Problems.galaxy("t1");

    /** Four objects, splines and Sersic models: 100 parameters. */
    private final Joint four = Problems.group();

    /** The start from the data, and the fit. */
    @Benchmark
    public double fitT1() {
        return one.fit().chi2();
    }

    /** The start from the data alone. */
    @Benchmark
    public double[] startT1() {
        return one.fromData().start();
    }

    /** Four overlapping objects. */
    @Benchmark
    public double fitT2() {
        return four.fit().chi2();
    }

    /** A Sersic galaxy in the r image, 500 x 500 pixels seen through 51 x 51 of the PSF, on one thread. */
    @State(Scope.Benchmark)
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @Warmup(iterations = 3, time = 1)
    @Measurement(iterations = 5, time = 1)
    public static class Rendering {

        private Scene scene = scene();
        private double[] theta = new double[0];

        private static Joint galaxy() {
            return Joint.of(Problems.galaxy("t1").target("r"))
                    .add(Sersic.of("galaxy")
                            .start(Sersic.X, 65.68)
                            .start(Sersic.Y, 65.6)
                            .start(Sersic.Q, 0.59)
                            .start(Sersic.PA, 2.37)
                            .start(Sersic.N, 2.5)
                            .start(Sersic.R_E, 12.2)
                            .start(Sersic.I_E, 0.08));
        }

        private static Scene scene() {
            return galaxy().scene(1);
        }

        /** Takes the values. */
        @Setup
        public void setUp() {
            theta = galaxy().start();
        }

        /** Ends the threads. */
        @TearDown(Level.Trial)
        public void tearDown() {
            scene.close();
        }

        /** The image. */
        @Benchmark
        public double image() {
            scene.render(theta, false);
            return scene.model(0)[0];
        }

        /** The image with its six derivatives. */
        @Benchmark
        public double withDerivatives() {
            scene.render(theta, true);
            return scene.model(0)[0];
        }
    }
}
