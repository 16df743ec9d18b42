package dev.attune.policy.direct;

import java.util.Map;
import java.util.TreeMap;

import dev.attune.policy.metrics.GroupMetric;
import dev.attune.policy.metrics.Stopwatch;
import dev.attune.policy.metrics.Vitals;
import dev.attune.policy.rollout.GroupRollout;
import dev.attune.policy.rollout.Rollout;
import dev.attune.policy.rollout.Trajectory;

/** The numbers of an update beside those of its step; see {@link GroupMetric} and {@link PreferenceMetric}. */
final class OnlineDpoReport {

    private OnlineDpoReport() {}

    /** @param decided pairs of which the judge picked one */
    static Map<String, Double> metrics(GroupRollout groups, int decided, Stopwatch stopwatch) {
        Rollout rollout = groups.answers();
        Vitals vitals = rollout.vitals();
        Map<String, Double> metrics = new TreeMap<>();
        stopwatch.seconds().forEach((phase, seconds) -> metrics.put(phase.title(), seconds));
        metrics.put(
                GroupMetric.SCORE.title(),
                rollout.answers().stream()
                        .mapToDouble(Trajectory::score)
                        .average()
                        .orElse(0));
        metrics.put(
                PreferenceMetric.TIES.title(),
                1 - (double) decided / groups.groups().size());
        metrics.put(GroupMetric.KL.title(), vitals.kl());
        metrics.put(GroupMetric.ENTROPY.title(), vitals.entropy());
        metrics.put(GroupMetric.MISMATCH.title(), vitals.mismatch());
        metrics.put(GroupMetric.ANSWER_TOKENS.title(), vitals.answerTokens());
        metrics.put(GroupMetric.END_RATE.title(), vitals.endRate());
        metrics.put(GroupMetric.SECONDS.title(), stopwatch.total());
        metrics.put(GroupMetric.TOKENS_PER_SECOND.title(), rollout.tokens() / stopwatch.total());
        groups.parts().forEach((name, mean) -> metrics.put(GroupMetric.SCORE.title() + "." + name, mean));
        return metrics;
    }
}
