package dev.attune.contracts.settings.retraining;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.json.Choice;

/**
 * What follows a new reward model.
 *
 * @param recipe that asks a reward model: {@code ppo}, {@code grpo} or {@code rloo}
 * @param after how much better the reward model has to be; the first one of a project always is
 * @param configuration settings of the recipe in place of its defaults
 */
public record PolicyRule(String recipe, After after, Map<String, Object> configuration) {

    /** How the new reward model must do beside the one before, on the same pairs, which neither has learned from. */
    public enum After implements Choice {
        /** It was made; how good it is does not matter. */
        ANY,
        /** It is right more often. */
        BETTER,
        /** The whole 95 % interval of the difference is above 0. */
        CLEARLY_BETTER
    }

    @JsonCreator
    public PolicyRule {
        Require.text(recipe, "recipe");
        Require.present(after, "after");
        configuration = Require.copyOfSaid(configuration);
    }

    static PolicyRule ppo() {
        return new PolicyRule("ppo", After.BETTER, Map.of());
    }
}
