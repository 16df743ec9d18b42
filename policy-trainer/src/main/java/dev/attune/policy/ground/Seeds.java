package dev.attune.policy.ground;

/**
 * Seeds for each random choice of a run, derived from the run's one seed and the place of the choice, never from how many
 * choices came before: a resumed run draws what an uninterrupted one would have drawn.
 */
public final class Seeds {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    /** The seed of the choice at {@code place}, such as (update, answer): SplitMix64's finaliser over each coordinate. */
    public static long derive(long seed, long... place) {
        long mixed = mix(seed + GOLDEN);
        for (long coordinate : place) {
            mixed = mix(mixed + GOLDEN * (coordinate + 1));
        }
        return mixed;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
