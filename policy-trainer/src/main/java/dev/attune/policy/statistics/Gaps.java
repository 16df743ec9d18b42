package dev.attune.policy.statistics;

import java.util.Arrays;

/** How differently groups fare. */
public final class Gaps {

    private Gaps() {}

    /**
     * The greatest difference between the means of two groups: that of the highest less that of the lowest.
     *
     * @param table (examples, groups)
     * @param places of the examples that count, which may repeat
     */
    public static double gap(double[][] table, int[] places) {
        double[] sums = new double[table[0].length];
        for (int place : places) {
            for (int group = 0; group < sums.length; group++) {
                sums[group] += table[place][group];
            }
        }
        double most = Arrays.stream(sums).max().orElseThrow();
        double least = Arrays.stream(sums).min().orElseThrow();
        return (most - least) / places.length;
    }
}
