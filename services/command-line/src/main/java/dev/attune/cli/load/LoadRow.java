package dev.attune.cli.load;

import org.jspecify.annotations.Nullable;

/**
 * What was measured, as a line of the result.
 *
 * @param row name of what was measured
 * @param goal as words
 * @param value that the goal speaks of
 * @param unit of the value
 * @param holds whether the goal was reached; absent where there is none
 * @param clients programs that rated at the same time
 * @param measured all of it
 */
record LoadRow(
        String row,
        String goal,
        double value,
        String unit,
        @Nullable Boolean holds,
        int clients,
        LoadResult measured) {}
