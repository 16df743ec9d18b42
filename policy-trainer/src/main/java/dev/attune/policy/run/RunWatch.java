package dev.attune.policy.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.attune.contracts.json.Json;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
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
public final class RunWatch {

    private final RunFolder<?> folder;
    private final Alarms alarms;
    private final Optional<HeldOut> heldOut;
    private final int steps;
    private Optional<Alarm> alarm = Optional.empty();

    private RunWatch(RunFolder<?> folder, Alarms alarms, Optional<HeldOut> heldOut, int steps) {
        this.folder = folder;
        this.alarms = alarms;
        this.heldOut = heldOut;
        this.steps = steps;
    }

    /**
     * Begins, or goes on after what {@code folder} holds, which {@link RunFolder#forgetAfter} has shortened.
     *
     * @param steps of the whole run, after which the held-out prompts are answered once more
     */
    public static RunWatch of(RunFolder<?> folder, Alarms alarms, Optional<HeldOut> heldOut, int steps) {
        RunWatch watch = new RunWatch(folder, alarms, heldOut, steps);
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
    public void begin(LanguageModel model, Adapter adapter) {
        folder.samples().forgetAfter(-1);
        evaluate(0, model, adapter);
    }

    /** An update's rollout, before the policy learns from it. */
    public Optional<Alarm> rollout(Vitals vitals) {
        return alarms.rollout(vitals);
    }

    /**
     * After an update: keeps samples of its rollout, and answers the held-out prompts where it is time.
     *
     * @param step updates done
     * @return metrics of the evaluation, none where it is not time
     */
    public Map<String, Double> update(int step, List<SampledAnswer> rollout, LanguageModel model, Adapter adapter) {
        folder.keepSamples(step, rollout);
        return evaluate(step, model, adapter);
    }

    /** What the last evaluation gave reason for. */
    public Optional<Alarm> alarm() {
        return alarm;
    }

    private Map<String, Double> evaluate(int step, LanguageModel model, Adapter adapter) {
        if (heldOut.isEmpty() || step % heldOut.get().every() != 0 && step != steps) {
            return Map.of();
        }
        List<SampledAnswer> answers = heldOut.get().answers(model, adapter);
        folder.keepSamples(step, answers);
        HeldOutScores scores = scores(step, answers);
        alarm = alarms.evaluation(scores);
        return scores.metrics();
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
