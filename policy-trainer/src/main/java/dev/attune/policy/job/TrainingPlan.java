package dev.attune.policy.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.contracts.json.Json;
import dev.attune.worker.bus.FrozenRun;
import dev.attune.worker.run.PlanJson;
import dev.attune.worker.run.Trigger;

/**
 * Everything that a training run's result depends on.
 *
 * @param inputs ranges of {@code attune.prompts}, {@code attune.checkpoints} and, where {@code demonstrations} is there, {@code
 *     attune.demonstrations}
 * @param policyCheckpointId what the run improves on
 * @param rewardCheckpointId what says how good answers are, for recipes that ask a reward model
 * @param data what the run reads, for recipes that read a file
 * @param demonstrations what {@code attune.demonstrations} held when the run was planned, where it learns from those
 * @param project whose prompts are sampled from; absent: those of all
 * @param prompts what {@code attune.prompts} held when the run was planned, for recipes that answer them; absent for runs that older
 *     workers planned
 */
record TrainingPlan(
        String runId,
        List<OffsetRange> inputs,
        String policyCheckpointId,
        Optional<String> rewardCheckpointId,
        Optional<Artifact> data,
        Optional<Artifact> demonstrations,
        Optional<String> project,
        Optional<Artifact> prompts,
        Recipe.Chosen<?> recipe,
        Trigger trigger) {

    private static final String POLICY = "policy";
    private static final String REWARD = "reward";
    private static final String DATA = "data";
    private static final String DEMONSTRATIONS = "demonstrations";
    private static final String PROJECT = "project";
    private static final String PROMPTS = "prompts";
    private static final String RECIPE = "recipe";

    TrainingPlan {
        inputs = List.copyOf(inputs);
    }

    FrozenRun frozen() {
        Map<String, String> details = new HashMap<>();
        details.put(POLICY, policyCheckpointId);
        rewardCheckpointId.ifPresent(id -> details.put(REWARD, id));
        data.ifPresent(artifact -> details.put(DATA, Json.text(artifact)));
        demonstrations.ifPresent(artifact -> details.put(DEMONSTRATIONS, Json.text(artifact)));
        project.ifPresent(id -> details.put(PROJECT, id));
        prompts.ifPresent(artifact -> details.put(PROMPTS, Json.text(artifact)));
        details.put(RECIPE, recipe.name());
        PlanJson.writeSettings(recipe.configuration(), details);
        trigger.writeTo(details);
        return new FrozenRun(runId, inputs, details);
    }

    static TrainingPlan of(FrozenRun frozen) {
        Map<String, String> details = frozen.details();
        return new TrainingPlan(
                frozen.runId(),
                frozen.inputs(),
                details.getOrDefault(POLICY, ""),
                Optional.ofNullable(details.get(REWARD)),
                artifact(details.get(DATA)),
                artifact(details.get(DEMONSTRATIONS)),
                Optional.ofNullable(details.get(PROJECT)),
                artifact(details.get(PROMPTS)),
                Recipes.named(recipeOf(frozen)).with(PlanJson.settings(details)),
                Trigger.of(frozen).orElseThrow(() -> new IllegalArgumentException("it names no trigger")));
    }

    private static Optional<Artifact> artifact(@Nullable String json) {
        return Optional.ofNullable(json).map(text -> PlanJson.read(text, Artifact.class));
    }

    /** The recipe's name, also where there is no such recipe. */
    static String recipeOf(FrozenRun frozen) {
        return frozen.details().getOrDefault(RECIPE, Recipes.PPO.name());
    }
}
