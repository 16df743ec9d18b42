package dev.attune.policy.ppo;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.attune.policy.metrics.Means;
import dev.attune.policy.metrics.PpoMetric;
import dev.attune.policy.metrics.Stopwatch;
import dev.attune.policy.metrics.Vitals;
import dev.attune.policy.rollout.Rollout;
import dev.attune.policy.rollout.Trajectory;

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
        Vitals vitals = rollout.vitals();
        Map<String, Double> metrics = new LinkedHashMap<>();
        stopwatch.seconds().forEach((phase, seconds) -> metrics.put(phase.title(), seconds));
        means.means().forEach((metric, value) -> metrics.put(metric.title(), value));
        metrics.put(
                PpoMetric.SCORE.title(),
                rollout.answers().stream()
                        .mapToDouble(Trajectory::score)
                        .average()
                        .orElse(0));
        metrics.put(PpoMetric.KL.title(), vitals.kl());
        metrics.put(PpoMetric.KL_COEFFICIENT.title(), beta);
        metrics.put(PpoMetric.ENTROPY.title(), vitals.entropy());
        metrics.put(PpoMetric.MISMATCH.title(), vitals.mismatch());
        metrics.put(PpoMetric.ANSWER_TOKENS.title(), vitals.answerTokens());
        metrics.put(PpoMetric.END_RATE.title(), vitals.endRate());
        metrics.put(PpoMetric.SECONDS.title(), stopwatch.total());
        metrics.put(PpoMetric.TOKENS_PER_SECOND.title(), rollout.tokens() / stopwatch.total());
        return metrics;
    }
}
