package dev.attune.policy.group;

import java.util.List;
import java.util.Map;

import dev.attune.policy.metrics.GroupMetric;
import dev.attune.policy.metrics.Means;
import dev.attune.policy.metrics.Stopwatch;
import dev.attune.policy.rollout.GroupRollout;
import dev.attune.policy.rollout.Trajectory;

/** The numbers of an update, over real tokens only; see {@link GroupMetric}. */
final class GroupReport {

    private GroupReport() {}

    static Map<String, Double> metrics(GroupRollout groups, Means means, Stopwatch stopwatch) {
        Map<String, Double> metrics = groups.metrics(stopwatch);
        means.means().forEach((metric, value) -> metrics.put(metric.title(), value));
        groups.measured().forEach((metric, value) -> metrics.put(metric.title(), value));
        metrics.put(
                GroupMetric.SCORE_DEVIATION.title(),
                groups.groups().stream()
                        .mapToDouble(GroupReport::deviation)
                        .average()
                        .orElse(0));
        return metrics;
    }

    private static double deviation(List<Trajectory> group) {
        double mean = group.stream().mapToDouble(Trajectory::score).average().orElse(0);
        double squares = group.stream()
                .mapToDouble(answer -> (answer.score() - mean) * (answer.score() - mean))
                .sum();
        return Math.sqrt(squares / (group.size() - 1));
    }
}
