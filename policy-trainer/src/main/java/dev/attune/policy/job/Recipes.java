package dev.attune.policy.job;

import java.util.List;
import java.util.stream.Collectors;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.PolicySettings;
import dev.attune.contracts.settings.TrainingSettings;
import dev.attune.contracts.settings.direct.PreferenceLoss;
import dev.attune.contracts.settings.direct.PreferenceTuningConfig;
import dev.attune.contracts.settings.group.GroupConfig;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;
import dev.attune.policy.job.Recipe.Needs;

/** The recipes that jobs may name. */
final class Recipes {

    static final Recipe<PpoConfig> PPO = new Recipe<>(
            "ppo", PpoConfig.defaults(), Needs.REWARD_MODEL, config -> common(config.policy()), SampledRuns::ppo);

    static final Recipe<SupervisedTuningConfig> SUPERVISED = new Recipe<>(
            "sft",
            SupervisedTuningConfig.defaults(),
            Needs.DATA,
            SupervisedTuningConfig::training,
            DataRuns::supervised);

    private static final List<Recipe<?>> ALL = List.of(
            PPO,
            group("grpo", GroupConfig.grpo()),
            group("rloo", GroupConfig.rloo()),
            preference("dpo", PreferenceLoss.SIGMOID),
            preference("kto", PreferenceLoss.KTO),
            preference("orpo", PreferenceLoss.ORPO),
            SUPERVISED);

    private Recipes() {}

    static List<Recipe<?>> all() {
        return ALL;
    }

    /**
     * The recipe of a name.
     *
     * @throws AttuneException {@code unknown-recipe}
     */
    static Recipe<?> named(String name) {
        return ALL.stream()
                .filter(recipe -> recipe.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ErrorCategory.CALLER.error(
                        "unknown-recipe",
                        "There is no recipe " + name + "; there are "
                                + ALL.stream().map(Recipe::name).collect(Collectors.joining(", ")) + "."));
    }

    private static Recipe<GroupConfig> group(String name, GroupConfig defaults) {
        return new Recipe<>(name, defaults, Needs.REWARD_MODEL, config -> common(config.policy()), SampledRuns::group);
    }

    private static Recipe<PreferenceTuningConfig> preference(String name, PreferenceLoss loss) {
        return new Recipe<>(
                name,
                PreferenceTuningConfig.defaults(loss),
                Needs.DATA,
                PreferenceTuningConfig::training,
                DataRuns::preference);
    }

    private static TrainingSettings common(PolicySettings policy) {
        return new TrainingSettings(policy.tuning(), policy.optimisation(), policy.computeType(), policy.seed());
    }
}
