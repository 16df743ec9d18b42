package dev.attune.lab.measure;

import java.util.Arrays;
import java.util.Comparator;

import dev.attune.contracts.statistics.McNemar;

/** Whether a difference may be chance. */
public final class Significance {

    private Significance() {}

    /**
     * McNemar's exact test (two-sided, binomial) of two classifiers on the same examples: only examples that one got right
     * and the other did not count.
     *
     * @return the probability of so uneven a split, or a more uneven one, if both are equally good
     */
    public static double mcNemar(boolean[] before, boolean[] after) {
        if (before.length != after.length) {
            throw new IllegalArgumentException(
                    "Pairs need as many results before as after: " + before.length + " and " + after.length);
        }
        int lost = 0;
        int won = 0;
        for (int i = 0; i < before.length; i++) {
            lost += before[i] && !after[i] ? 1 : 0;
            won += !before[i] && after[i] ? 1 : 0;
        }
        return McNemar.probability(lost, won);
    }

    /**
     * Holm's step-down correction (1979) of several tests' probabilities.
     *
     * @return adjusted ones in the given order: those below a level are significant together at that level
     */
    public static double[] holm(double[] probabilities) {
        int count = probabilities.length;
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> probabilities[i]));
        double[] adjusted = new double[count];
        double most = 0;
        for (int rank = 0; rank < count; rank++) {
            most = Math.max(most, Math.min(1, (count - rank) * probabilities[order[rank]]));
            adjusted[order[rank]] = most;
        }
        return adjusted;
    }
}
