package asterism.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asterism.random.RandomStream;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LbfgsbTest {

    private static Objective objective(int n, ToDoubleBiFunction<double[], double[]> f) {
        return new Objective() {
            @Override
            public int dimension() {
                return n;
            }

            @Override
            public double evaluate(double[] x, double[] outGradient) {
                return f.applyAsDouble(x, outGradient);
            }
        };
    }

    /** Chained Rosenbrock function: minimum 0 at (1, ..., 1). */
    private static Objective rosenbrock(int n) {
        return objective(n, (x, g) -> {
            Arrays.fill(g, 0);
            double f = 0;
            for (int i = 0; i + 1 < n; i++) {
                double a = x[i + 1] - x[i] * x[i];
                double b = 1 - x[i];
                f += 100 * a * a + b * b;
                g[i] -= 400 * a * x[i] + 2 * b;
                g[i + 1] += 200 * a;
            }
            return f;
        });
    }

    private static double[] filled(int n, double value) {
        double[] out = new double[n];
        Arrays.fill(out, value);
        return out;
    }

    private static void kkt(Minimum m, double[] lower, double[] upper, double tolerance) {
        double[] x = m.x();
        double[] g = m.gradient();
        for (int i = 0; i < x.length; i++) {
            assertTrue(x[i] >= lower[i] && x[i] <= upper[i], "variable " + i + " = " + x[i]);
            double pushes = x[i] == lower[i] ? Math.min(0, g[i]) : x[i] == upper[i] ? Math.max(0, g[i]) : g[i];
            assertEquals(0, pushes, tolerance, "gradient of variable " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 10, 30, 100})
    void rosenbrockWithoutBounds(int n) {
        double[] start = filled(n, -1.2);
        for (int i = 1; i < n; i += 2) {
            start[i] = 1;
        }
        var m = Lbfgsb.DEFAULT.decrease(0).minimize(rosenbrock(n), start);
        assertTrue(m.converged(), m::toString);
        kkt(m, filled(n, -1e9), filled(n, 1e9), 1e-6);
        if (n == 2 || n > 10) {
            assertEquals(0, m.value(), 1e-10);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 10, 30, 100})
    void rosenbrockWithActiveBounds(int n) {
        double[] lower = filled(n, -2);
        double[] upper = filled(n, 0.5);
        var m = Lbfgsb.DEFAULT.minimize(rosenbrock(n), lower, upper, filled(n, -1));
        assertTrue(m.converged(), m::toString);
        kkt(m, lower, upper, 1e-5);
        if (n == 2) { // with x1 <= 1/2: x1 = 1/2, x2 = x1^2
            assertArrayEquals(new double[] {0.5, 0.25}, m.x(), 1e-8);
            assertEquals(0.25, m.value(), 1e-12);
        }
    }

    /** Hock and Schittkowski's problems with bounds alone: 1 to 5, 38, 45 and 110. */
    @Test
    void problemsOfHockAndSchittkowski() {
        double inf = Double.POSITIVE_INFINITY;
        // 1: Rosenbrock with x2 >= -1.5
        var one = Lbfgsb.DEFAULT.minimize(
                rosenbrock(2), new double[] {-inf, -1.5}, new double[] {inf, inf}, new double[] {-2, 1});
        assertArrayEquals(new double[] {1, 1}, one.x(), 1e-5);
        // 2: x2 >= 1.5: x1 = 2 a cos(acos(1 / b) / 3), a = sqrt(598 / 1200), b = 400 a^3; the other start's minimum
        var two = Lbfgsb.DEFAULT.minimize(
                rosenbrock(2), new double[] {-inf, 1.5}, new double[] {inf, inf}, new double[] {2, 1.5});
        double a = Math.sqrt(598 / 1200.0);
        assertArrayEquals(new double[] {2 * a * Math.cos(Math.acos(1 / (400 * a * a * a)) / 3), 1.5}, two.x(), 1e-6);
        assertEquals(0.0504261879, two.value(), 1e-9);
        // 3: x2 + 1e-5 (x2 - x1)^2, x2 >= 0: 0 at (0, 0)
        var three = Lbfgsb.DEFAULT
                .gradient(1e-12)
                .decrease(0)
                .minimize(
                        objective(2, (x, g) -> {
                            double d = x[1] - x[0];
                            g[0] = -2e-5 * d;
                            g[1] = 1 + 2e-5 * d;
                            return x[1] + 1e-5 * d * d;
                        }),
                        new double[] {-inf, 0},
                        new double[] {inf, inf},
                        new double[] {10, 1});
        assertArrayEquals(new double[] {0, 0}, three.x(), 1e-5);
        // 4: (x1 + 1)^3 / 3 + x2, x1 >= 1, x2 >= 0: 8/3 at (1, 0)
        var four = Lbfgsb.DEFAULT.minimize(
                objective(2, (x, g) -> {
                    g[0] = (x[0] + 1) * (x[0] + 1);
                    g[1] = 1;
                    return Math.pow(x[0] + 1, 3) / 3 + x[1];
                }),
                new double[] {1, 0},
                new double[] {inf, inf},
                new double[] {1.125, 0.125});
        assertArrayEquals(new double[] {1, 0}, four.x(), 0);
        // 5: sin(x1 + x2) + (x1 - x2)^2 - 1.5 x1 + 2.5 x2 + 1: -sqrt(3) / 2 - pi / 3
        var five = Lbfgsb.DEFAULT.minimize(
                objective(2, (x, g) -> {
                    double c = Math.cos(x[0] + x[1]);
                    double d = x[0] - x[1];
                    g[0] = c + 2 * d - 1.5;
                    g[1] = c - 2 * d + 2.5;
                    return Math.sin(x[0] + x[1]) + d * d - 1.5 * x[0] + 2.5 * x[1] + 1;
                }),
                new double[] {-1.5, -3},
                new double[] {4, 3},
                new double[] {0, 0});
        assertEquals(-Math.sqrt(3) / 2 - Math.PI / 3, five.value(), 1e-10);
        // 45: 2 - x1 x2 x3 x4 x5 / 120, 0 <= xi <= i: 1 at the upper corner
        var product = Lbfgsb.DEFAULT.minimize(
                objective(5, (x, g) -> {
                    for (int i = 0; i < 5; i++) {
                        double p = -1 / 120.0;
                        for (int j = 0; j < 5; j++) {
                            p *= i == j ? 1 : x[j];
                        }
                        g[i] = p;
                    }
                    return 2 + g[0] * x[0];
                }),
                filled(5, 0),
                new double[] {1, 2, 3, 4, 5},
                filled(5, 0.9));
        assertEquals(1, product.value(), 0);
        // 110: sum ln^2(xi - 2) + ln^2(10 - xi) - (prod xi)^0.2: -45.77846971
        var logs = Lbfgsb.DEFAULT.minimize(
                objective(10, (x, g) -> {
                    double f = 0;
                    double p = 1;
                    for (double v : x) {
                        p *= v;
                    }
                    p = Math.pow(p, 0.2);
                    for (int i = 0; i < 10; i++) {
                        double u = Math.log(x[i] - 2);
                        double v = Math.log(10 - x[i]);
                        f += u * u + v * v;
                        g[i] = 2 * u / (x[i] - 2) - 2 * v / (10 - x[i]) - 0.2 * p / x[i];
                    }
                    return f - p;
                }),
                filled(10, 2.001),
                filled(10, 9.999),
                filled(10, 9));
        assertEquals(-45.77846971, logs.value(), 1e-7);
        assertArrayEquals(filled(10, 9.35026583), logs.x(), 1e-5);
    }

    /** A convex quadratic in a box, made from its answer: multipliers of random sign at random active bounds. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void quadraticInABoxHasItsKuhnTuckerPoint(long seed) {
        int n = 40;
        var random = RandomStream.of(seed);
        double[][] root = new double[n][n];
        for (double[] row : root) {
            for (int j = 0; j < n; j++) {
                row[j] = random.nextGaussian();
            }
        }
        double[] solution = new double[n];
        double[] multiplier = new double[n];
        for (int i = 0; i < n; i++) {
            int where = random.nextInt(3);
            solution[i] = where == 0 ? 0 : where == 1 ? 1 : 0.05 + 0.9 * random.nextDouble();
            multiplier[i] = where == 0 ? random.nextDouble() : where == 1 ? -random.nextDouble() : 0;
        }
        var quadratic = objective(n, (x, g) -> {
            double[] r = new double[n]; // R (x - solution)
            double f = 0;
            Arrays.fill(g, 0);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    r[i] += root[i][j] * (x[j] - solution[j]);
                }
            }
            for (int j = 0; j < n; j++) {
                double d = x[j] - solution[j];
                for (int i = 0; i < n; i++) {
                    g[j] += root[i][j] * r[i];
                }
                f += 0.5 * r[j] * r[j] + (multiplier[j] + 0.1 * d) * d;
                g[j] += multiplier[j] + 0.2 * d;
            }
            return f;
        });
        var m = Lbfgsb.DEFAULT
                .gradient(1e-10)
                .decrease(0)
                .minimize(quadratic, filled(n, 0), filled(n, 1), filled(n, 0.5));
        assertArrayEquals(solution, m.x(), 1e-7, m.toString());
    }

    @Test
    void theReasonIsSaid() {
        var few = Lbfgsb.DEFAULT.iterations(3).minimize(rosenbrock(10), filled(10, -1));
        assertFalse(few.converged());
        assertEquals(Minimum.Reason.ITERATIONS, few.reason());
        assertThat(few.toString()).contains("after 3 iterations").contains("used up");
        var wrong = Lbfgsb.DEFAULT.minimize(
                objective(1, (x, g) -> {
                    g[0] = -2 * x[0]; // of the wrong sign
                    return x[0] * x[0];
                }),
                new double[] {1});
        assertEquals(Minimum.Reason.LINE_SEARCH, wrong.reason());
        var nan = Lbfgsb.DEFAULT.minimize(objective(1, (x, g) -> Double.NaN), new double[] {1});
        assertEquals(Minimum.Reason.START, nan.reason());
        assertThatThrownBy(() -> Lbfgsb.DEFAULT.minimize(rosenbrock(2), filled(2, 1), filled(2, 0), filled(2, 0)))
                .hasMessageContaining("variable 0 needs lower <= upper");
    }

    @Test
    void staysAwayFromWhereTheFunctionIsNotDefined() {
        // x - ln x: minimum 1 at 1, undefined for x <= 0
        var m = Lbfgsb.DEFAULT.minimize(
                objective(1, (x, g) -> {
                    g[0] = 1 - 1 / x[0];
                    return x[0] > 0 ? x[0] - Math.log(x[0]) : Double.NaN;
                }),
                new double[] {50});
        assertArrayEquals(new double[] {1}, m.x(), 1e-6);
        assertTrue(m.converged());
    }
}
