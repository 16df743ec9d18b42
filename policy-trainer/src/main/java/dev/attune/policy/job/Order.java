package dev.attune.policy.job;

import java.util.Optional;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.JobEvent;
import dev.attune.contracts.event.JobEvent.ArenaRequested;
import dev.attune.contracts.event.JobEvent.CancelRequested;
import dev.attune.contracts.event.JobEvent.EvaluationRequested;
import dev.attune.contracts.event.JobEvent.GatesRequested;
import dev.attune.contracts.event.JobEvent.PauseRequested;
import dev.attune.contracts.event.JobEvent.PolicyRequested;
import dev.attune.contracts.event.JobEvent.RecipeRequested;
import dev.attune.contracts.event.JobEvent.ResumeRequested;
import dev.attune.contracts.event.JobEvent.RewardModelRequested;
import dev.attune.contracts.event.JobEvent.SupervisedTuningRequested;
import dev.attune.contracts.json.Json;

/** What a job wants of the training step, whichever event says it; what is absent is for the worker to choose. */
record Order(
        String runId,
        Recipe.Chosen<?> recipe,
        Optional<String> policyCheckpointId,
        Optional<String> rewardModelCheckpointId,
        Optional<Artifact> data,
        Optional<String> project,
        Optional<String> exclusion) {

    /**
     * Reads a job.
     *
     * @throws AttuneException {@code unknown-recipe}, {@code data-missing}, {@code unknown-setting} or {@code bad-setting}
     */
    static Order of(JobEvent job) {
        Order order = switch (job) {
            case PolicyRequested wanted ->
                new Order(
                        wanted.runId(),
                        Recipes.PPO.of(wanted.configuration()),
                        Optional.ofNullable(wanted.policyCheckpointId()),
                        Optional.ofNullable(wanted.rewardModelCheckpointId()),
                        Optional.empty(),
                        Optional.ofNullable(wanted.projectId()),
                        Optional.empty());
            case SupervisedTuningRequested wanted ->
                new Order(
                        wanted.runId(),
                        Recipes.SUPERVISED.of(wanted.configuration()),
                        Optional.ofNullable(wanted.policyCheckpointId()),
                        Optional.empty(),
                        Optional.of(wanted.data()),
                        Optional.empty(),
                        Optional.empty());
            case RecipeRequested wanted ->
                new Order(
                        wanted.runId(),
                        Recipes.named(wanted.recipe()).with(Json.MAPPER.valueToTree(wanted.configuration())),
                        Optional.ofNullable(wanted.policyCheckpointId()),
                        Optional.ofNullable(wanted.rewardModelCheckpointId()),
                        Optional.ofNullable(wanted.data()),
                        Optional.ofNullable(wanted.projectId()),
                        Optional.ofNullable(wanted.exclusionSha256()));
            case RewardModelRequested _,
                    EvaluationRequested _,
                    GatesRequested _,
                    ArenaRequested _,
                    PauseRequested _,
                    ResumeRequested _,
                    CancelRequested _ -> throw forAnother(job);
        };
        boolean fromTheBus = order.recipe().recipe() == Recipes.SUPERVISED;
        if (order.recipe().recipe().needs() == Recipe.Needs.DATA && order.data().isEmpty() && !fromTheBus) {
            throw ErrorCategory.CALLER.error(
                    "data-missing",
                    "The recipe " + order.recipe().name()
                            + " reads data.jsonl of an artifact, but the job's field data is absent; publish the file as"
                            + " an artifact and name it.");
        }
        return order;
    }

    /** The name that a job's run has, also where there is no such recipe. */
    static String recipeOf(JobEvent job) {
        return switch (job) {
            case PolicyRequested _ -> Recipes.PPO.name();
            case SupervisedTuningRequested _ -> Recipes.SUPERVISED.name();
            case RecipeRequested wanted -> wanted.recipe();
            case RewardModelRequested _,
                    EvaluationRequested _,
                    GatesRequested _,
                    ArenaRequested _,
                    PauseRequested _,
                    ResumeRequested _,
                    CancelRequested _ -> throw forAnother(job);
        };
    }

    private static IllegalArgumentException forAnother(JobEvent job) {
        return new IllegalArgumentException(job.getClass() + " is for another step");
    }
}
