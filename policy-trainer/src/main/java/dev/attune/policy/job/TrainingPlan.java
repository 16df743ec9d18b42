package dev.attune.policy.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.attune.contracts.bus.FrozenRun;
import dev.attune.contracts.bus.Json;
import dev.attune.contracts.event.Lineage.OffsetRange;
import dev.attune.contracts.job.PpoConfig;

/**
 * Everything that a training run's result depends on.
 *
 * @param inputs ranges of {@code attune.prompts} and {@code attune.checkpoints}
 * @param policyCheckpointId what the run improves on
 * @param rewardCheckpointId what says how good answers are
 */
record TrainingPlan(
        String runId,
        List<OffsetRange> inputs,
        String policyCheckpointId,
        String rewardCheckpointId,
        PpoConfig configuration,
        Trigger trigger) {

    private static final String POLICY = "policy";
    private static final String REWARD = "reward";
    private static final String CONFIGURATION = "configuration";

    TrainingPlan {
        inputs = List.copyOf(inputs);
    }

    FrozenRun frozen() {
        Map<String, String> details = new HashMap<>();
        details.put(POLICY, policyCheckpointId);
        details.put(REWARD, rewardCheckpointId);
        details.put(CONFIGURATION, json(configuration));
        trigger.writeTo(details);
        return new FrozenRun(runId, inputs, details);
    }

    static TrainingPlan of(FrozenRun frozen) {
        Map<String, String> details = frozen.details();
        return new TrainingPlan(
                frozen.runId(),
                frozen.inputs(),
                details.getOrDefault(POLICY, ""),
                details.getOrDefault(REWARD, ""),
                configuration(details),
                Trigger.of(details));
    }

    private static PpoConfig configuration(Map<String, String> details) {
        try {
            return Json.MAPPER.readValue(details.getOrDefault(CONFIGURATION, "{}"), PpoConfig.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The frozen run's configuration cannot be read: " + Json.sentence(e), e);
        }
    }

    static String json(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A run's plan could not be written as JSON", e);
        }
    }
}
