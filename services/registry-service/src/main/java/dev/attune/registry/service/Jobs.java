package dev.attune.registry.service;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.JobEvent;
import dev.attune.contracts.event.JobEvent.EvaluationRequested;
import dev.attune.contracts.event.JobEvent.GatesRequested;
import dev.attune.contracts.event.JobEvent.PolicyRequested;
import dev.attune.contracts.event.JobEvent.RecipeRequested;
import dev.attune.contracts.event.JobEvent.RewardModelRequested;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.EvaluationConfig;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.registry.Recipe;
import dev.attune.registry.store.CheckpointStore;
import dev.attune.registry.store.RunStore;
import dev.attune.service.outbox.Outbox;

/** Asks the trainers for work; what is asked for is checked first, so that no worker starts on a wrong setting. */
@ApplicationScoped
public class Jobs {

    private static final List<Kind> WHOLE = List.of(Kind.BASE, Kind.POLICY);
    private static final List<Kind> ANSWERING = List.of(Kind.BASE, Kind.POLICY, Kind.ADAPTER);
    private static final String EVALUATION = "evaluation";
    private static final String GATES = "gates";

    private final CheckpointStore checkpoints;
    private final RunStore runs;
    private final DataArtifacts data;
    private final Outbox outbox;

    Jobs(CheckpointStore checkpoints, RunStore runs, DataArtifacts data, Outbox outbox) {
        this.checkpoints = checkpoints;
        this.runs = runs;
        this.data = data;
        this.outbox = outbox;
    }

    /**
     * What a run is to be made from; what is null is for the worker to choose.
     *
     * @param policyCheckpointId what it improves on, or a reward model's base
     * @param dataSha256 artifact with {@code data.jsonl}, for recipes that read one
     * @param configuration settings in place of the defaults
     */
    public record Wish(
            @Nullable String policyCheckpointId,
            @Nullable String rewardModelCheckpointId,
            @Nullable String dataSha256,
            @Nullable JsonNode configuration) {}

    /**
     * Whose run it is to be.
     *
     * @param by pseudonym of the person, or which policy asks
     * @param projectId whose preferences or prompts it learns from; null: those of all projects
     * @param previousCheckpointId the reward model that a new one is compared with
     * @param exclusionSha256 artifact that lists events that the run must not read; for recipes that read the bus
     */
    public record Asker(
            String runId,
            String by,
            @Nullable String projectId,
            @Nullable String previousCheckpointId,
            @Nullable String exclusionSha256) {

        /** Whose run may read all. */
        public Asker(String runId, String by, @Nullable String projectId, @Nullable String previousCheckpointId) {
            this(runId, by, projectId, previousCheckpointId, null);
        }
    }

    /** A job that was checked and not yet asked for. */
    public record Prepared(
            JobEvent job, Recipe recipe, Map<String, Object> configuration, List<String> parents, Asker asker) {}

    /** What can be asked for. */
    public List<Recipe.Offer> offers() {
        return Arrays.stream(Recipe.values()).map(Recipe::offer).toList();
    }

    /**
     * Asks for a run of a recipe.
     *
     * @param projectId whose preferences or prompts it learns from; null: those of all projects
     * @param by pseudonym of the person
     * @return the run's id
     * @throws AttuneException {@code recipe-unknown}, {@code checkpoint-unknown}, {@code wrong-kind}, {@code
     *     unknown-setting}, {@code bad-setting}, {@code artifact-unknown} or {@code data-missing}
     */
    @Transactional
    public String recipe(String name, Wish wish, @Nullable String projectId, String by) {
        return request(prepare(name, wish, new Asker(runId(name), by, projectId, null)));
    }

    /**
     * Checks what is asked for.
     *
     * @throws AttuneException as {@link #recipe}
     */
    public Prepared prepare(String name, Wish wish, Asker asker) {
        Recipe recipe = Recipe.named(name).orElseThrow(() -> Unknown.recipe(name, names()));
        Object configuration = Configurations.with(recipe.defaults(), object(wish.configuration()));
        requireKind(wish.policyCheckpointId(), "policyCheckpointId", recipe == Recipe.REWARD ? WHOLE : ANSWERING);
        requireKind(wish.rewardModelCheckpointId(), "rewardModelCheckpointId", List.of(Kind.REWARD_MODEL));
        return new Prepared(
                job(recipe, wish, configuration, asker),
                recipe,
                Configurations.asMap(configuration),
                parents(wish.policyCheckpointId(), wish.rewardModelCheckpointId()),
                asker);
    }

    /**
     * Asks for it, in the caller's transaction.
     *
     * @return the run's id
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public String request(Prepared prepared) {
        return request(
                prepared.job(),
                prepared.recipe().text(),
                prepared.configuration(),
                prepared.parents(),
                prepared.asker());
    }

    private JobEvent job(Recipe recipe, Wish wish, Object configuration, Asker asker) {
        String runId = asker.runId();
        return switch (recipe) {
            case REWARD ->
                new RewardModelRequested(
                        runId,
                        wish.policyCheckpointId(),
                        (RewardModelConfig) configuration,
                        asker.projectId(),
                        asker.previousCheckpointId(),
                        asker.exclusionSha256());
            case PPO ->
                new PolicyRequested(
                        runId,
                        wish.policyCheckpointId(),
                        wish.rewardModelCheckpointId(),
                        (PpoConfig) configuration,
                        asker.projectId());
            case GRPO, RLOO, DPO, KTO, ORPO, SFT ->
                new RecipeRequested(
                        runId,
                        recipe.text(),
                        wish.policyCheckpointId(),
                        wish.rewardModelCheckpointId(),
                        data(recipe, wish),
                        Configurations.asMap(configuration),
                        asker.projectId(),
                        asker.exclusionSha256());
        };
    }

    /**
     * Asks for a comparison of two checkpoints on held-out prompts.
     *
     * @param opponentCheckpointId null for the checkpoint's parent
     * @param by pseudonym of the person
     * @return the run's id
     * @throws AttuneException as {@link #recipe}
     */
    @Transactional
    public String evaluation(
            String checkpointId, @Nullable String opponentCheckpointId, @Nullable JsonNode overrides, String by) {
        EvaluationConfig configuration = Configurations.with(EvaluationConfig.defaults(), object(overrides));
        requireKind(checkpointId, "checkpointId", ANSWERING);
        requireKind(opponentCheckpointId, "opponentCheckpointId", ANSWERING);
        return request(
                new EvaluationRequested(runId(EVALUATION), checkpointId, opponentCheckpointId, configuration),
                EVALUATION,
                Configurations.asMap(configuration),
                parents(checkpointId, opponentCheckpointId),
                new Asker("", by, null, null));
    }

    /**
     * Asks the trainer to measure a checkpoint, in the caller's transaction. It is no project's run: it keeps none from training.
     *
     * @param by pseudonym of the person, or which policy asks
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void gates(GatesRequested wanted, String by) {
        request(
                wanted,
                GATES,
                Map.of("gates", wanted.gates(), "seed", wanted.seed()),
                parents(wanted.checkpointId(), wanted.opponentCheckpointId()),
                new Asker(wanted.runId(), by, null, null));
    }

    private String request(
            JobEvent job, String recipe, Map<String, Object> configuration, List<String> parents, Asker asker) {
        runs.requested(job.runId(), recipe, configuration, parents, asker.by(), asker.projectId());
        outbox.add(job);
        return job.runId();
    }

    private static List<String> parents(@Nullable String first, @Nullable String second) {
        return Stream.of(first, second).filter(Objects::nonNull).toList();
    }

    /** Without a file {@code sft} learns from what people wrote. */
    private @Nullable Artifact data(Recipe recipe, Wish wish) {
        boolean fromTheBus = recipe == Recipe.SFT && wish.dataSha256() == null;
        return recipe.needs() == Recipe.Needs.DATA && !fromTheBus ? data.find(requireData(recipe, wish)) : null;
    }

    private static String requireData(Recipe recipe, Wish wish) {
        if (wish.dataSha256() == null) {
            throw ErrorCategory.CALLER.error(
                    "data-missing",
                    "The recipe " + recipe.text()
                            + " learns from data.jsonl of an artifact: name its hash as dataSha256.");
        }
        return wish.dataSha256();
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

    private static String names() {
        return Arrays.stream(Recipe.values()).map(Recipe::text).collect(Collectors.joining(", "));
    }

    private static String runId(String recipe) {
        return recipe + "-" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }
}
