package dev.attune.policy.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.attune.contracts.event.Artifact;
import dev.attune.contracts.event.Lineage.OffsetRange;
import dev.attune.contracts.json.Json;
import dev.attune.worker.bus.FrozenRun;

/**
 * Everything that a training run's result depends on.
 *
 * @param inputs ranges of {@code attune.prompts} and {@code attune.checkpoints}
 * @param policyCheckpointId what the run improves on
 * @param rewardCheckpointId what says how good answers are, for recipes that ask a reward model
 * @param data what the run reads, for recipes that read a file
 */
record TrainingPlan(
        String runId,
        List<OffsetRange> inputs,
        String policyCheckpointId,
        Optional<String> rewardCheckpointId,
        Optional<Artifact> data,
        Recipe.Chosen<?> recipe,
        Trigger trigger) {

    private static final String POLICY = "policy";
    private static final String REWARD = "reward";
    private static final String DATA = "data";
    private static final String RECIPE = "recipe";
    private static final String CONFIGURATION = "configuration";

    TrainingPlan {
        inputs = List.copyOf(inputs);
    }

    FrozenRun frozen() {
        Map<String, String> details = new HashMap<>();
        details.put(POLICY, policyCheckpointId);
        rewardCheckpointId.ifPresent(id -> details.put(REWARD, id));
        data.ifPresent(artifact -> details.put(DATA, json(artifact)));
        details.put(RECIPE, recipe.name());
        details.put(CONFIGURATION, json(recipe.configuration()));
        trigger.writeTo(details);
        return new FrozenRun(runId, inputs, details);
    }

    static TrainingPlan of(FrozenRun frozen) {
        Map<String, String> details = frozen.details();
        try {
            Artifact data = details.containsKey(DATA)
                    ? Json.MAPPER.readValue(details.getOrDefault(DATA, ""), Artifact.class)
                    : null;
            return new TrainingPlan(
                    frozen.runId(),
                    frozen.inputs(),
                    details.getOrDefault(POLICY, ""),
                    Optional.ofNullable(details.get(REWARD)),
                    Optional.ofNullable(data),
                    Recipes.named(details.getOrDefault(RECIPE, Recipes.PPO.name()))
                            .with(Json.MAPPER.readTree(details.getOrDefault(CONFIGURATION, "{}"))),
                    Trigger.of(details));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The frozen run cannot be read: " + Json.sentence(e), e);
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
