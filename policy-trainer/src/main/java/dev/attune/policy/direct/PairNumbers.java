package dev.attune.policy.direct;

import java.util.Map;
import java.util.TreeMap;

/**
 * Sums over pairs, and over answers that are judged by themselves, of what {@link PreferenceMetric} reports as means.
 *
 * @param pairs how many have both answers
 * @param chosen how many good answers there are
 * @param rejected how many bad ones
 * @param loss weighted mean over the batch, or the part of it that these pairs are
 * @param right pairs whose chosen answer has the larger reward
 * @param logRatios sum over all answers of log pi - log pi_ref
 */
record PairNumbers(int pairs, Side chosen, Side rejected, double loss, int right, double logRatios) {

    static final PairNumbers NONE = ofLoss(0);

    /** Sums over the answers of one side. */
    record Side(int answers, double reward, double logProb) {
        static final Side NONE = new Side(0, 0, 0);

        static Side of(double reward, double logProb) {
            return new Side(1, reward, logProb);
        }

        Side plus(Side other) {
            return new Side(answers + other.answers, reward + other.reward, logProb + other.logProb);
        }

        double meanReward() {
            return reward / answers;
        }
    }

    static PairNumbers ofLoss(double loss) {
        return new PairNumbers(0, Side.NONE, Side.NONE, loss, 0, 0);
    }

    /** One pair, or one answer of it. */
    static PairNumbers of(Side chosen, Side rejected, double logRatios) {
        int pairs = Math.min(chosen.answers, rejected.answers);
        int right = pairs == 1 && chosen.reward > rejected.reward ? 1 : 0;
        return new PairNumbers(pairs, chosen, rejected, 0, right, logRatios);
    }

    PairNumbers plus(PairNumbers other) {
        return new PairNumbers(
                pairs + other.pairs,
                chosen.plus(other.chosen),
                rejected.plus(other.rejected),
                loss + other.loss,
                right + other.right,
                logRatios + other.logRatios);
    }

    /** Pairs, and answers without another. */
    int rows() {
        return answers() - pairs;
    }

    private int answers() {
        return chosen.answers + rejected.answers;
    }

    /** Not a number without a pair. */
    double accuracy() {
        return (double) right / pairs;
    }

    /** Not a number where one kind of answer is missing. */
    double margin() {
        return chosen.meanReward() - rejected.meanReward();
    }

    /** What a training step reports of its pairs; what it has nothing of is missing. */
    Map<String, Double> asMap() {
        return known(Map.of(
                PreferenceMetric.LOSS, loss,
                PreferenceMetric.ACCURACY, accuracy(),
                PreferenceMetric.MARGIN, margin(),
                PreferenceMetric.CHOSEN_REWARD, chosen.meanReward(),
                PreferenceMetric.REJECTED_REWARD, rejected.meanReward(),
                PreferenceMetric.CHOSEN_LOG_PROB, chosen.logProb / chosen.answers,
                PreferenceMetric.REJECTED_LOG_PROB, rejected.logProb / rejected.answers));
    }

    /** What an evaluation reports. */
    Map<String, Double> asHeldOut() {
        return known(Map.of(
                PreferenceMetric.HELD_OUT_LOSS, loss,
                PreferenceMetric.HELD_OUT_ACCURACY, accuracy(),
                PreferenceMetric.HELD_OUT_MARGIN, margin()));
    }

    private static Map<String, Double> known(Map<PreferenceMetric, Double> numbers) {
        Map<String, Double> known = new TreeMap<>();
        numbers.forEach((metric, number) -> {
            if (!number.isNaN()) {
                known.put(metric.title(), number);
            }
        });
        return known;
    }

    /** {@code log pi_ref - log pi}, mean over all answers. */
    double klToReference() {
        return -logRatios / answers();
    }
}
