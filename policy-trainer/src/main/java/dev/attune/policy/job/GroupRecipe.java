package dev.attune.policy.job;

import java.util.Optional;

import dev.attune.contracts.settings.group.GroupConfig;
import dev.attune.policy.group.GroupState;
import dev.attune.policy.group.GroupTuning;
import dev.attune.worker.folder.RunFolder;

/** {@link GroupTuning} as jobs ask for it. */
record GroupRecipe(String name, GroupConfig defaults) implements Recipe<GroupConfig> {

    @Override
    public Common common(GroupConfig configuration) {
        return new Common(
                configuration.policy().tuning(),
                configuration.policy().computeType(),
                configuration.policy().seed());
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
                (update, metrics) ->
                        given.steps().step(update, configuration.rounds().updates(), metrics),
                given.stop()));
    }
}
