package dev.attune.lab.reliability;

import java.util.Arrays;

/** How often several answers to the same question agree. */
final class Agreement {

    private Agreement() {}

    /** The share of items with one label in all answers; {@code labels} is (answers, items). */
    static double share(int[][] labels, int[] items) {
        int same = 0;
        for (int item : items) {
            same += Arrays.stream(labels).allMatch(one -> one[item] == labels[0][item]) ? 1 : 0;
        }
        return (double) same / items.length;
    }

    /**
     * Fleiss' κ (1971): agreement beyond chance, {@code (P − P_e) / (1 − P_e)}; 1 where every answer is the same label.
     *
     * @param labels (answers, items)
     * @param count how many labels there are
     */
    static double kappa(int[][] labels, int[] items, int count) {
        int raters = labels.length;
        double[] shares = new double[count];
        double agreement = 0;
        for (int item : items) {
            int[] said = new int[count];
            for (int[] one : labels) {
                said[one[item]]++;
            }
            double pairs = 0;
            for (int label = 0; label < count; label++) {
                pairs += (double) said[label] * (said[label] - 1);
                shares[label] += (double) said[label] / raters / items.length;
            }
            agreement += pairs / raters / (raters - 1) / items.length;
        }
        double chance = Arrays.stream(shares).map(share -> share * share).sum();
        return chance > 1 - 1e-12 ? 1 : (agreement - chance) / (1 - chance);
    }

    /** Kullback-Leibler divergence in nats of two distributions. */
    static double divergence(double[] from, double[] to) {
        double sum = 0;
        for (int i = 0; i < from.length; i++) {
            sum += from[i] > 0 ? from[i] * Math.log(from[i] / Math.max(to[i], 1e-300)) : 0;
        }
        return sum;
    }

    /** Total variation of two distributions: half the sum of the absolute differences, 0 to 1. */
    static double shift(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs(one[i] - other[i]);
        }
        return sum / 2;
    }
}
