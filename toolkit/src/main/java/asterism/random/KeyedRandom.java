package asterism.random;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Random numbers that have an address: the numbers of (seed, step, walker) are always the same ones, whoever asks for
 * them and in whatever order.
 *
 * <p>So a computation that names its steps and walkers gives the same answer for any number of threads, and goes on
 * after a break without a saved generator state. Each address begins a SplitMix64 sequence (Steele, Lea and Flood
 * 2014) at a state hashed from it. Allocates nothing. Not thread-safe: each thread has its own.
 */
public final class KeyedRandom {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final long seed;
    private final UniformRandomProvider source = this::nextLong;
    private final SharedStateContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(source);
    private long state;

    private KeyedRandom(long seed) {
        this.seed = seed;
        at(0, 0);
    }

    /** The numbers of a seed, at address (0, 0). */
    public static KeyedRandom of(long seed) {
        return new KeyedRandom(seed);
    }

    /** Goes to the beginning of an address. */
    public KeyedRandom at(long step, long walker) {
        state = RandomStream.mix(
                RandomStream.mix(RandomStream.mix(seed + GOLDEN) + GOLDEN * step) ^ (GOLDEN * ~walker));
        return this;
    }

    /** 64 uniform bits. */
    public long nextLong() {
        state += GOLDEN;
        return RandomStream.mix(state);
    }

    /** Uniform on [0, 1), 53 bits. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Uniform on 0 ... n - 1, n at least 1. */
    public int nextInt(int n) {
        return source.nextInt(n);
    }

    /** Standard normal deviate. */
    public double nextGaussian() {
        return normal.sample();
    }
}
