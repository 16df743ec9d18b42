package dev.attune.registry.service.retraining;

import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.gate.GateJudge;
import dev.attune.contracts.settings.gate.GatePolicy;
import dev.attune.contracts.settings.retraining.PolicyRule;
import dev.attune.contracts.settings.retraining.RetrainingPolicy;
import dev.attune.contracts.settings.retraining.RewardModelRule;
import dev.attune.contracts.settings.reward.Portion;
import dev.attune.registry.Recipe;
import dev.attune.registry.gate.ProjectGates;
import dev.attune.registry.retraining.ProjectRow;
import dev.attune.registry.service.Jobs;
import dev.attune.registry.service.Jobs.Asker;
import dev.attune.registry.service.Jobs.Wish;
import dev.attune.registry.store.gate.GateStore;

/** The jobs that policies ask for. */
@ApplicationScoped
class RetrainingJobs {

    /** Who asks for them. */
    static final String BY = "policy:retraining";

    private static final String ENOUGH = "minimumPreferences";

    private final Jobs jobs;
    private final GateStore gates;

    RetrainingJobs(Jobs jobs, GateStore gates) {
        this.jobs = jobs;
        this.gates = gates;
    }

    /**
     * Checks that a policy's runs could be asked for.
     *
     * @throws AttuneException as {@link Jobs#prepare}, {@code recipe-unknown} also for one that asks no reward model, and {@code
     *     bad-setting} where the recipe asks for more preferences than the rule
     */
    void requirePossible(RetrainingPolicy policy) {
        RewardModelRule rule = policy.rewardModel();
        Object asked = rule.configuration().get(ENOUGH);
        if (asked instanceof Number most && most.longValue() > rule.fewest()) {
            throw ErrorCategory.CALLER.error(
                    "bad-setting",
                    "The rule may start a run with " + rule.fewest() + " new preferences, but its " + ENOUGH + " is "
                            + most + ", so that run would fail; lower it or leave it out.");
        }
        jobs.prepare(Recipe.REWARD.text(), rewardModel(rule, false), asker("check", "check", null));
        PolicyRule after = policy.policy();
        if (after != null) {
            Recipe recipe = Recipe.named(after.recipe())
                    .filter(known -> known.needs() == Recipe.Needs.REWARD_MODEL)
                    .orElseThrow(() -> ErrorCategory.CALLER.error(
                            "recipe-unknown",
                            "After a reward model a recipe that asks one is trained, such as ppo, grpo or rloo, not "
                                    + after.recipe() + "."));
            jobs.prepare(recipe.text(), policy(after, null), asker("check", "check", null));
        }
    }

    /** Asks for a reward model, in the caller's transaction. */
    void rewardModel(ProjectRow project, RewardModelRule rule, String runId) {
        jobs.request(jobs.prepare(
                Recipe.REWARD.text(),
                rewardModel(rule, halved(project.projectId())),
                asker(runId, project.projectId(), project.rewards().comparedWith(""))));
    }

    /** Whether the project's gates are judged by what learned from the other half: then nothing else may learn from that. */
    private boolean halved(String projectId) {
        return gates.policy(projectId)
                .map(ProjectGates::policy)
                .map(GatePolicy::winRate)
                .filter(gate -> gate.judge() == GateJudge.GOLD)
                .isPresent();
    }

    /** Asks for a policy towards a reward model, in the caller's transaction. */
    void policy(ProjectRow project, PolicyRule rule, String rewardModelId, String runId) {
        jobs.request(jobs.prepare(rule.recipe(), policy(rule, rewardModelId), asker(runId, project.projectId(), null)));
    }

    private static Asker asker(String runId, String projectId, @Nullable String previousId) {
        return new Asker(runId, BY, projectId, previousId);
    }

    /** A rule that starts a run with so many preferences wants it made of so many. */
    private static Wish rewardModel(RewardModelRule rule, boolean halved) {
        Map<String, Object> configuration = new HashMap<>(rule.configuration());
        if (halved) {
            configuration.put(Portion.SETTING, Portion.TEACHING.text());
        }
        configuration.putIfAbsent(ENOUGH, rule.fewest());
        return new Wish(rule.baseCheckpointId(), null, null, Json.MAPPER.valueToTree(configuration));
    }

    private static Wish policy(PolicyRule rule, @Nullable String rewardModelId) {
        return new Wish(null, rewardModelId, null, Json.MAPPER.valueToTree(rule.configuration()));
    }
}
