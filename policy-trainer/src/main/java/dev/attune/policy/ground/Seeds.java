package dev.attune.policy.ground;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

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

    /** The numbers below {@code size} in an order drawn with {@code seed}. */
    public static List<Integer> order(int size, long seed) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        return order;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
