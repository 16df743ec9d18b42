package dev.attune.policy.rollout;

import java.util.List;
import java.util.Map;

import dev.attune.policy.metrics.GroupMetric;
import dev.attune.policy.metrics.Stopwatch;

/**
 * Answers of one update, those to the same prompt together.
 *
 * @param groups at least two scored answers to each prompt
 * @param measured numbers about all that was sampled, also what was left out
 * @param parts means of the parts of the reward, by name
 */
public record GroupRollout(
        List<List<Trajectory>> groups, Map<GroupMetric, Double> measured, Map<String, Double> parts) {

    public GroupRollout {
        groups = groups.stream().map(List::copyOf).toList();
        measured = Map.copyOf(measured);
        parts = Map.copyOf(parts);
    }

    /** All answers, group after group. */
    public Rollout answers() {
        return new Rollout(groups.stream().flatMap(List::stream).toList());
    }

    /** As {@link Rollout#metrics}, with the means of the reward's parts. */
    public Map<String, Double> metrics(Stopwatch stopwatch) {
        Map<String, Double> metrics = answers().metrics(stopwatch);
        parts.forEach((name, mean) -> metrics.put(GroupMetric.SCORE.title() + "." + name, mean));
        return metrics;
    }
}
