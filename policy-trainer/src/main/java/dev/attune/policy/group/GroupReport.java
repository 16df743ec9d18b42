package dev.attune.policy.group;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.attune.policy.metrics.GroupMetric;
import dev.attune.policy.metrics.Means;
import dev.attune.policy.metrics.Monitor;
import dev.attune.policy.metrics.Stopwatch;
import dev.attune.policy.metrics.Vitals;
import dev.attune.policy.rollout.GroupRollout;
import dev.attune.policy.rollout.Rollout;
import dev.attune.policy.rollout.Trajectory;

/** The numbers of an update, over real tokens only; see {@link GroupMetric}. */
final class GroupReport {

    private GroupReport() {}

    static Map<String, Double> metrics(GroupRollout groups, Means means, Stopwatch stopwatch) {
        Rollout rollout = groups.answers();
        Vitals vitals = rollout.vitals();
        Map<Monitor, Double> metrics = new HashMap<>(stopwatch.seconds());
        metrics.putAll(means.means());
        metrics.putAll(groups.measured());
        double tokens = rollout.tokens();
        List<Trajectory> answers = rollout.answers();
        metrics.put(
                GroupMetric.SCORE,
                answers.stream().mapToDouble(Trajectory::score).average().orElse(0));
        metrics.put(
                GroupMetric.SCORE_DEVIATION,
                groups.groups().stream()
                        .mapToDouble(GroupReport::deviation)
                        .average()
                        .orElse(0));
        metrics.put(GroupMetric.KL, vitals.kl());
        metrics.put(GroupMetric.ENTROPY, vitals.entropy());
        metrics.put(GroupMetric.MISMATCH, vitals.mismatch());
        metrics.put(GroupMetric.ANSWER_TOKENS, vitals.answerTokens());
        metrics.put(GroupMetric.END_RATE, vitals.endRate());
        metrics.put(GroupMetric.SECONDS, stopwatch.total());
        metrics.put(GroupMetric.TOKENS_PER_SECOND, tokens / stopwatch.total());
        Map<String, Double> named = new TreeMap<>();
        metrics.forEach((metric, value) -> named.put(metric.title(), value));
        groups.parts().forEach((name, mean) -> named.put(GroupMetric.SCORE.title() + "." + name, mean));
        return named;
    }

    private static double deviation(List<Trajectory> group) {
        double mean = group.stream().mapToDouble(Trajectory::score).average().orElse(0);
        double squares = group.stream()
                .mapToDouble(answer -> (answer.score() - mean) * (answer.score() - mean))
                .sum();
        return Math.sqrt(squares / (group.size() - 1));
    }
}
