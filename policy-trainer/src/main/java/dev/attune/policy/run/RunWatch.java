package dev.attune.policy.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.attune.contracts.json.Json;
import dev.attune.policy.metrics.Alarm;
import dev.attune.policy.metrics.Alarms;
import dev.attune.policy.metrics.HeldOutScores;
import dev.attune.policy.metrics.Vitals;
import dev.attune.worker.folder.RunFolder;
import dev.attune.worker.folder.SampledAnswer;

/**
 * Watches one run: tells its numbers to the alarms, answers held-out prompts, and keeps samples in the run's folder. A resumed
 * run's watch is told the kept progress and samples again.
 */
final class RunWatch {

    private final RunFolder<?> folder;
    private final UpdateLoop.Plan plan;
    private final Sampler policy;
    private final Progress progress;
    private Optional<Alarm> alarm = Optional.empty();

    private RunWatch(RunFolder<?> folder, UpdateLoop.Plan plan, Sampler policy, Progress progress) {
        this.folder = folder;
        this.plan = plan;
        this.policy = policy;
        this.progress = progress;
    }

    /**
     * Begins, or goes on after what {@code folder} holds, which {@link RunFolder#forgetAfter} has shortened.
     *
     * @param plan whose held-out prompts are answered once more after the last update
     * @param progress hears of the samples that are kept
     */
    static RunWatch of(RunFolder<?> folder, UpdateLoop.Plan plan, Sampler policy, Progress progress) {
        Alarms alarms = plan.alarms();
        RunWatch watch = new RunWatch(folder, plan, policy, progress);
        for (Map<String, Object> line : folder.progress().read()) {
            alarms.rollout(Vitals.of(numbers(line)));
        }
        Map<Integer, List<SampledAnswer>> evaluations = new TreeMap<>();
        for (Map<String, Object> line : folder.samples().read()) {
            SampledAnswer answer = Json.MAPPER.convertValue(line, SampledAnswer.class);
            if (answer.source() == SampledAnswer.Source.HELD_OUT && line.get("step") instanceof Integer step) {
                evaluations.computeIfAbsent(step, key -> new ArrayList<>()).add(answer);
            }
        }
        evaluations.forEach((step, answers) -> watch.alarm = alarms.evaluation(scores(step, answers)));
        return watch;
    }

    /** The policy before the first update on the held-out prompts; the start of a run calls it, a resumed run does not. */
    void begin() {
        folder.samples().forgetAfter(-1);
        evaluate(0);
    }

    /** An update's rollout, before the policy learns from it. */
    Optional<Alarm> rollout(Vitals vitals) {
        return plan.alarms().rollout(vitals);
    }

    /**
     * After an update: keeps samples of its rollout, and answers the held-out prompts where it is time.
     *
     * @param step updates done
     * @return metrics of the evaluation, none where it is not time
     */
    Map<String, Double> update(int step, List<SampledAnswer> rollout) {
        keep(step, rollout);
        return evaluate(step);
    }

    /** What the last evaluation gave reason for. */
    Optional<Alarm> alarm() {
        return alarm;
    }

    private Map<String, Double> evaluate(int step) {
        Optional<HeldOut> heldOut = plan.heldOut();
        if (heldOut.isEmpty() || step % heldOut.get().every() != 0 && step != plan.updates()) {
            return Map.of();
        }
        List<SampledAnswer> answers = heldOut.get().answers(policy);
        keep(step, answers);
        HeldOutScores scores = scores(step, answers);
        alarm = plan.alarms().evaluation(scores);
        return scores.metrics();
    }

    private void keep(int step, List<SampledAnswer> answers) {
        folder.keepSamples(step, answers);
        progress.sampled(step, answers);
    }

    private static HeldOutScores scores(int step, List<SampledAnswer> answers) {
        boolean gold = answers.getFirst().parts().containsKey(HeldOut.GOLD);
        return new HeldOutScores(
                step,
                answers.stream().map(SampledAnswer::reward).toList(),
                gold
                        ? answers.stream()
                                .map(answer -> answer.parts().getOrDefault(HeldOut.GOLD, Double.NaN))
                                .toList()
                        : List.of());
    }

    private static Map<String, Double> numbers(Map<String, Object> line) {
        Map<String, Double> numbers = new HashMap<>();
        line.forEach((name, value) -> {
            if (value instanceof Number number) {
                numbers.put(name, number.doubleValue());
            }
        });
        return numbers;
    }
}
