package dev.attune.policy.direct;

import java.util.Map;
import java.util.TreeMap;

/**
 * Sums over pairs of what {@link PreferenceMetric} reports as means.
 *
 * @param pairs how many
 * @param loss weighted mean over the batch, or the part of it that these pairs are
 * @param right pairs whose chosen answer has the larger reward
 * @param logRatios sum over all answers of log pi - log pi_ref
 */
record PairNumbers(
        int pairs,
        double loss,
        int right,
        double chosenReward,
        double rejectedReward,
        double chosenLogProb,
        double rejectedLogProb,
        double logRatios) {

    static final PairNumbers NONE = new PairNumbers(0, 0, 0, 0, 0, 0, 0, 0);

    PairNumbers plus(PairNumbers other) {
        return new PairNumbers(
                pairs + other.pairs,
                loss + other.loss,
                right + other.right,
                chosenReward + other.chosenReward,
                rejectedReward + other.rejectedReward,
                chosenLogProb + other.chosenLogProb,
                rejectedLogProb + other.rejectedLogProb,
                logRatios + other.logRatios);
    }

    double accuracy() {
        return (double) right / pairs;
    }

    double margin() {
        return (chosenReward - rejectedReward) / pairs;
    }

    /** What a training step reports of its pairs. */
    Map<String, Double> asMap() {
        return new TreeMap<>(Map.of(
                PreferenceMetric.LOSS.title(), loss,
                PreferenceMetric.ACCURACY.title(), accuracy(),
                PreferenceMetric.MARGIN.title(), margin(),
                PreferenceMetric.CHOSEN_REWARD.title(), chosenReward / pairs,
                PreferenceMetric.REJECTED_REWARD.title(), rejectedReward / pairs,
                PreferenceMetric.CHOSEN_LOG_PROB.title(), chosenLogProb / pairs,
                PreferenceMetric.REJECTED_LOG_PROB.title(), rejectedLogProb / pairs));
    }

    /** What an evaluation reports. */
    Map<String, Double> asHeldOut() {
        return new TreeMap<>(Map.of(
                PreferenceMetric.HELD_OUT_LOSS.title(), loss,
                PreferenceMetric.HELD_OUT_ACCURACY.title(), accuracy(),
                PreferenceMetric.HELD_OUT_MARGIN.title(), margin()));
    }

    /** {@code log pi_ref - log pi}, mean over all answers. */
    double klToReference() {
        return -logRatios / (2 * pairs);
    }
}
