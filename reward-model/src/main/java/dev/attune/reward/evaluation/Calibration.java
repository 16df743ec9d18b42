package dev.attune.reward.evaluation;

import java.util.ArrayList;
import java.util.List;

import dev.attune.reward.loss.BradleyTerry;

/**
 * Whether a model that says "90 %" is right in nine of ten cases. Of each pair, the confidence is the probability that
 * Bradley-Terry gives to the answer it prefers, {@code sigmoid(|difference|)}, from 0.5 to 1; pairs are sorted into
 * {@value #BINS} bins of equal width (Guo et al. 2017, arXiv 1706.04599).
 *
 * @param error expected calibration error: the mean over pairs of |accuracy - mean confidence| of their bin
 * @param bins those that hold a pair, rising
 */
public record Calibration(double error, List<Bin> bins) {

    static final int BINS = 10;

    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * Pairs of similar confidence.
     *
     * @param accuracy share that the model orders as people did, equal scores half
     */
    public record Bin(double low, double high, int pairs, double confidence, double accuracy) {}

    /** Of at least one decided pair. */
    static Calibration of(List<ScoredPair> pairs) {
        int[] counts = new int[BINS];
        double[] confidence = new double[BINS];
        double[] right = new double[BINS];
        for (ScoredPair pair : pairs) {
            double probability = BradleyTerry.probability(
                    Math.max(pair.chosen(), pair.rejected()), Math.min(pair.chosen(), pair.rejected()));
            int bin = Math.min(BINS - 1, (int) ((probability - 0.5) * 2 * BINS));
            counts[bin]++;
            confidence[bin] += probability;
            right[bin] += BradleyTerry.win(pair.chosen(), pair.rejected());
        }
        List<Bin> bins = new ArrayList<>();
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            if (counts[bin] > 0) {
                double low = 0.5 + bin * 0.5 / BINS;
                double mean = confidence[bin] / counts[bin];
                double accuracy = right[bin] / counts[bin];
                bins.add(new Bin(low, low + 0.5 / BINS, counts[bin], mean, accuracy));
                error += Math.abs(accuracy - mean) * counts[bin] / pairs.size();
            }
        }
        return new Calibration(error, bins);
    }
}
