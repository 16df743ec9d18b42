package dev.attune.policy.job;

import java.util.List;
import java.util.stream.Collectors;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.direct.PreferenceLoss;
import dev.attune.contracts.settings.group.GroupConfig;

/** The recipes that jobs may name. */
final class Recipes {

    static final PpoRecipe PPO = new PpoRecipe();
    static final SupervisedRecipe SUPERVISED = new SupervisedRecipe();

    private static final List<Recipe<?>> ALL = List.of(
            PPO,
            new GroupRecipe("grpo", GroupConfig.grpo()),
            new GroupRecipe("rloo", GroupConfig.rloo()),
            new PreferenceRecipe("dpo", PreferenceLoss.SIGMOID),
            new PreferenceRecipe("kto", PreferenceLoss.KTO),
            new PreferenceRecipe("orpo", PreferenceLoss.ORPO),
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
                .orElseThrow(() -> new AttuneException(
                        "unknown-recipe",
                        ErrorCategory.CALLER,
                        "There is no recipe " + name + "; there are "
                                + ALL.stream().map(Recipe::name).collect(Collectors.joining(", ")) + "."));
    }
}
