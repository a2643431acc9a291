package asterism.random;

import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.core.RandomProviderDefaultState;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A seeded stream of random numbers: algorithm L64X128Mix (Steele and Vigna 2021), normal deviates by the modified
 * ziggurat of McFarland (2016), both of Apache Commons RNG, so that a seed means the same numbers in every version
 * of Java.
 *
 * <p>{@link #split} gives independent streams by number, so that a computation gives the same answer whatever the
 * number of threads. Not thread-safe.
 */
public final class RandomStream {

    private final long seed;
    private final RestorableUniformRandomProvider source;
    private final SharedStateContinuousSampler normal;

    private RandomStream(long seed) {
        this.seed = seed;
        long[] words = new long[4];
        long state = seed;
        for (int i = 0; i < words.length; i++) {
            words[i] = mix(state);
            state += GOLDEN;
        }
        this.source = RandomSource.L64_X128_MIX.create(words);
        this.normal = ZigguratSampler.NormalizedGaussian.of(source);
    }

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    /** The stream of a seed. */
    public static RandomStream of(long seed) {
        return new RandomStream(seed);
    }

    /** Stream number {@code index} of this stream's seed; it does not depend on how much of this one was used. */
    public RandomStream split(long index) {
        return new RandomStream(mix(seed ^ mix(index + GOLDEN)));
    }

    /** Uniform on [0, 1), 53 bits. */
    public double nextDouble() {
        return source.nextDouble();
    }

    /** Standard normal deviate. */
    public double nextGaussian() {
        return normal.sample();
    }

    /** Uniform on 0 ... n - 1. */
    public int nextInt(int n) {
        return source.nextInt(n);
    }

    /** 64 uniform bits. */
    public long nextLong() {
        return source.nextLong();
    }

    /** The state, for a checkpoint. */
    public byte[] state() {
        return ((RandomProviderDefaultState) source.saveState()).getState();
    }

    /** Puts this stream into a state that {@link #state()} gave; the next numbers are the same ones again. */
    public void restore(byte[] state) {
        source.restoreState(new RandomProviderDefaultState(state));
    }

    // Stafford's variant 13 of the 64-bit finaliser
    static long mix(long z) {
        long y = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        y = (y ^ (y >>> 27)) * 0x94d049bb133111ebL;
        return y ^ (y >>> 31);
    }
}
