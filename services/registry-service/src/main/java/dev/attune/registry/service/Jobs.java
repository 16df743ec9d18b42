package dev.attune.registry.service;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.JobEvent;
import dev.attune.contracts.event.JobEvent.PolicyRequested;
import dev.attune.contracts.event.JobEvent.RewardModelRequested;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.registry.store.CheckpointStore;
import dev.attune.registry.store.RunStore;
import dev.attune.service.outbox.Outbox;

/** Asks the trainers for work; what is asked for is checked first, so that no worker starts on a wrong setting. */
@ApplicationScoped
public class Jobs {

    private final CheckpointStore checkpoints;
    private final RunStore runs;
    private final Outbox outbox;

    Jobs(CheckpointStore checkpoints, RunStore runs, Outbox outbox) {
        this.checkpoints = checkpoints;
        this.runs = runs;
        this.outbox = outbox;
    }

    /**
     * Asks for a reward model.
     *
     * @param baseCheckpointId null for the newest base
     * @param overrides settings in place of the defaults, null for none
     * @return the run's id
     * @throws AttuneException {@code checkpoint-unknown}, {@code wrong-kind}, {@code unknown-setting}, {@code
     *     bad-setting}
     */
    @Transactional
    public String reward(@Nullable String baseCheckpointId, @Nullable JsonNode overrides) {
        RewardModelConfig configuration = Configurations.with(RewardModelConfig.defaults(), object(overrides));
        requireKind(baseCheckpointId, "baseCheckpointId", List.of(Kind.BASE, Kind.POLICY));
        String runId = runId("reward");
        return request(
                new RewardModelRequested(runId, baseCheckpointId, configuration),
                configuration,
                baseCheckpointId,
                null);
    }

    /**
     * Asks for PPO.
     *
     * @param policyCheckpointId null for what production serves, or the newest base
     * @param rewardModelCheckpointId null for the newest reward model
     * @return the run's id
     * @throws AttuneException as {@link #reward}
     */
    @Transactional
    public String ppo(
            @Nullable String policyCheckpointId,
            @Nullable String rewardModelCheckpointId,
            @Nullable JsonNode overrides) {
        PpoConfig configuration = Configurations.with(PpoConfig.defaults(), object(overrides));
        requireKind(policyCheckpointId, "policyCheckpointId", List.of(Kind.BASE, Kind.POLICY, Kind.ADAPTER));
        requireKind(rewardModelCheckpointId, "rewardModelCheckpointId", List.of(Kind.REWARD_MODEL));
        String runId = runId("ppo");
        return request(
                new PolicyRequested(runId, policyCheckpointId, rewardModelCheckpointId, configuration),
                configuration,
                policyCheckpointId,
                rewardModelCheckpointId);
    }

    private String request(
            JobEvent job, Object configuration, @Nullable String firstParent, @Nullable String secondParent) {
        List<String> parents =
                Stream.of(firstParent, secondParent).filter(Objects::nonNull).toList();
        runs.requested(job.runId(), recipe(job), Configurations.asMap(configuration), parents);
        outbox.add(job);
        return job.runId();
    }

    private static String recipe(JobEvent job) {
        return switch (job) {
            case RewardModelRequested reward -> "reward";
            case PolicyRequested policy -> "ppo";
            case JobEvent.SupervisedTuningRequested tuning -> "sft";
            case JobEvent.RecipeRequested any -> any.recipe();
            case JobEvent.EvaluationRequested evaluation -> "evaluation";
            case JobEvent.PauseRequested _, JobEvent.ResumeRequested _, JobEvent.CancelRequested _ ->
                throw new IllegalArgumentException(job.runId() + " is no new run");
        };
    }

    private void requireKind(@Nullable String checkpointId, String field, List<Kind> kinds) {
        if (checkpointId == null) {
            return;
        }
        CheckpointPublished checkpoint =
                checkpoints.find(checkpointId).orElseThrow(() -> Unknown.checkpoint(checkpointId));
        if (!kinds.contains(checkpoint.kind())) {
            throw ErrorCategory.CALLER.error(
                    "wrong-kind",
                    field + " must be of kind " + kinds + " but " + checkpointId + " is " + checkpoint.kind() + ".");
        }
    }

    private static JsonNode object(@Nullable JsonNode overrides) {
        if (overrides == null || overrides.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!overrides.isObject()) {
            throw ErrorCategory.CALLER.error("bad-setting", "configuration must be a JSON object of settings.");
        }
        return overrides;
    }

    private static String runId(String recipe) {
        return recipe + "-" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }
}
