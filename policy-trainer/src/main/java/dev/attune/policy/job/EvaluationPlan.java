package dev.attune.policy.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.contracts.settings.EvaluationConfig;
import dev.attune.worker.bus.FrozenRun;
import dev.attune.worker.run.PlanJson;
import dev.attune.worker.run.Trigger;

/**
 * Everything that an evaluation's result depends on, but for an outside judge.
 *
 * @param inputs ranges of {@code attune.prompts}
 * @param rewardCheckpointId the judge where no outside one is set
 */
record EvaluationPlan(
        String runId,
        List<OffsetRange> inputs,
        String checkpointId,
        String opponentCheckpointId,
        Optional<String> rewardCheckpointId,
        EvaluationConfig configuration,
        Trigger trigger) {

    private static final String CHECKPOINT = "checkpoint";
    private static final String OPPONENT = "opponent";
    private static final String REWARD = "reward";

    EvaluationPlan {
        inputs = List.copyOf(inputs);
    }

    FrozenRun frozen() {
        Map<String, String> details = new HashMap<>();
        details.put(CHECKPOINT, checkpointId);
        details.put(OPPONENT, opponentCheckpointId);
        rewardCheckpointId.ifPresent(id -> details.put(REWARD, id));
        PlanJson.writeSettings(configuration, details);
        trigger.writeTo(details);
        return new FrozenRun(runId, inputs, details);
    }

    static EvaluationPlan of(FrozenRun frozen) {
        Map<String, String> details = frozen.details();
        return new EvaluationPlan(
                frozen.runId(),
                frozen.inputs(),
                details.getOrDefault(CHECKPOINT, ""),
                details.getOrDefault(OPPONENT, ""),
                Optional.ofNullable(details.get(REWARD)),
                PlanJson.settings(details, EvaluationConfig.defaults()),
                Trigger.of(frozen).orElseThrow(() -> new IllegalArgumentException("it names no trigger")));
    }
}
