package dev.attune.policy.ppo;

import java.util.Map;

import dev.attune.policy.metrics.Means;
import dev.attune.policy.metrics.PpoMetric;
import dev.attune.policy.metrics.Stopwatch;
import dev.attune.policy.rollout.Rollout;

/** The numbers of an update, over real tokens only; see {@link PpoMetric}. */
final class PpoReport {

    private PpoReport() {}

    /** Mean over answers of the mean over tokens of {@code log pi - log pi_ref}, nats. */
    static double klPerToken(Rollout rollout) {
        return rollout.answers().stream()
                .mapToDouble(answer -> answer.kl() / answer.length())
                .average()
                .orElse(0);
    }

    static Map<String, Double> metrics(Rollout rollout, double beta, Means means, Stopwatch stopwatch) {
        Map<String, Double> metrics = rollout.metrics(stopwatch);
        means.means().forEach((metric, value) -> metrics.put(metric.title(), value));
        metrics.put(PpoMetric.KL_COEFFICIENT.title(), beta);
        return metrics;
    }
}
