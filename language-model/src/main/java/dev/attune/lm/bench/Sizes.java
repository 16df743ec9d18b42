package dev.attune.lm.bench;

import java.util.Arrays;

/** Whole numbers among a measuring process's arguments. */
public final class Sizes {
    private Sizes() {}

    /** Those from the argument {@code from} on. */
    public static int[] of(String[] arguments, int from) {
        return Arrays.stream(arguments, from, arguments.length)
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
