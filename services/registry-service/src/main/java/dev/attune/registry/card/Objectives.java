package dev.attune.registry.card;

import java.util.Map;
import java.util.Optional;

/** What each recipe optimises, in a sentence. */
public final class Objectives {

    private static final Map<String, String> BY_RECIPE = Map.of(
            "reward",
                    "Cross-entropy of the Bradley-Terry model on comparisons of answers, believed with the probability that each"
                            + " record gives (Davidson's model where ties are learnt from).",
            "ppo",
                    "The reward model's score of the policy's own answers less a penalty for leaving the reference, by proximal"
                            + " policy optimisation.",
            "grpo",
                    "The reward model's score of the policy's own answers relative to other answers to the same prompt, less a"
                            + " penalty for leaving the reference.",
            "rloo",
                    "The reward model's score of the policy's own answers less the mean of the other answers to the same prompt.",
            "dpo", "The direct preference objective on comparisons of answers, relative to the reference.",
            "kto", "Kahneman-Tversky optimisation on answers that are good or bad, relative to the reference.",
            "orpo", "Likelihood of the better answer and its odds over the worse one, without a reference.",
            "sft", "Likelihood of answers that people wrote or chose.");

    private Objectives() {}

    public static Optional<String> of(String recipe) {
        return Optional.ofNullable(BY_RECIPE.get(recipe));
    }
}
