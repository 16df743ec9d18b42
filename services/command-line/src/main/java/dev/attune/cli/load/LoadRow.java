package dev.attune.cli.load;

import java.util.Map;
import java.util.TreeMap;

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
 * @param cpuMillisEach processor time of each part for a rating, in milliseconds
 * @param measured all of it
 */
record LoadRow(
        String row,
        String goal,
        double value,
        String unit,
        @Nullable Boolean holds,
        int clients,
        Map<String, Double> cpuMillisEach,
        LoadResult measured) {
    LoadRow {
        cpuMillisEach = new TreeMap<>(cpuMillisEach);
    }
}
