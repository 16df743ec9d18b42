package dev.attune.policy.metrics;

import java.util.List;
import java.util.Map;

/**
 * Scores of the answers to held-out prompts, in the prompts' order; NaN for an answer that cannot be scored, which means leave out.
 *
 * @param step updates done
 * @param rewards by the reward that the run learns from
 * @param golds by a reward that it never sees; empty without one
 */
public record HeldOutScores(int step, List<Double> rewards, List<Double> golds) {

    public HeldOutScores {
        rewards = List.copyOf(rewards);
        golds = List.copyOf(golds);
        if (rewards.isEmpty() || !golds.isEmpty() && golds.size() != rewards.size()) {
            throw new IllegalArgumentException(
                    "Held-out scores need one reward, and one gold reward or none, for each answer: " + rewards.size()
                            + " and " + golds.size());
        }
    }

    public boolean hasGold() {
        return !golds.isEmpty();
    }

    public double meanReward() {
        return mean(rewards);
    }

    /** NaN without a gold reward. */
    public double meanGold() {
        return mean(golds);
    }

    private static double mean(List<Double> scores) {
        return scores.stream()
                .mapToDouble(Double::doubleValue)
                .filter(score -> !Double.isNaN(score))
                .average()
                .orElse(Double.NaN);
    }

    /** As metrics, beside those of the update. */
    public Map<String, Double> metrics() {
        return hasGold()
                ? Map.of(HeldOutMetric.REWARD.title(), meanReward(), HeldOutMetric.GOLD.title(), meanGold())
                : Map.of(HeldOutMetric.REWARD.title(), meanReward());
    }
}
