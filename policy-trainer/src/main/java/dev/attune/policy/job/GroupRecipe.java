package dev.attune.policy.job;

import java.util.Optional;

import dev.attune.contracts.job.GroupConfig;
import dev.attune.contracts.run.RunFolder;
import dev.attune.policy.GroupState;
import dev.attune.policy.GroupTuning;

/** {@link GroupTuning} as jobs ask for it. */
record GroupRecipe(String name, GroupConfig defaults) implements Recipe<GroupConfig> {

    @Override
    public Common common(GroupConfig configuration) {
        return new Common(configuration.tuning(), configuration.computeType(), configuration.seed());
    }

    @Override
    public boolean asksReward() {
        return true;
    }

    @Override
    public boolean readsData() {
        return false;
    }

    @Override
    public Optional<Made> make(GroupConfig configuration, Ingredients given) {
        GroupTuning recipe = new GroupTuning(
                configuration, given.model(), given.policy().adapter(), given.baseName(), Optional.empty());
        return PpoRecipe.made(recipe.run(
                given.prompts(),
                given.reward().get(),
                new RunFolder<>(given.folder(), GroupState.class),
                (update, metrics) -> given.steps().step(update, configuration.updates(), metrics),
                given.stop()));
    }
}
