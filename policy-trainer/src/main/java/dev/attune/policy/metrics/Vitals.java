package dev.attune.policy.metrics;

import java.util.Map;

/**
 * What alarms watch of an update's rollout, each as in {@link PpoMetric}; NaN where a recipe does not measure it.
 *
 * @param kl nats per answer to the reference
 * @param entropy nats per token
 * @param answerTokens mean tokens of an answer
 * @param endRate share of answers that the policy ended itself
 * @param mismatch mean over tokens of exp |log p of the generator - log p of the training pass|
 */
public record Vitals(double kl, double entropy, double answerTokens, double endRate, double mismatch) {

    /** From an update's metrics, by their titles. */
    public static Vitals of(Map<String, Double> metrics) {
        return new Vitals(
                of(metrics, PpoMetric.KL),
                of(metrics, PpoMetric.ENTROPY),
                of(metrics, PpoMetric.ANSWER_TOKENS),
                of(metrics, PpoMetric.END_RATE),
                of(metrics, PpoMetric.MISMATCH));
    }

    private static double of(Map<String, Double> metrics, PpoMetric metric) {
        return metrics.getOrDefault(metric.title(), Double.NaN);
    }
}
