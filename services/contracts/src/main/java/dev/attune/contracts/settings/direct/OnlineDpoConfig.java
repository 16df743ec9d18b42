package dev.attune.contracts.settings.direct;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.settings.AlarmConfig;
import dev.attune.contracts.settings.TrainingSettings;

/**
 * DPO on the policy's own answers (Guo et al. 2024, arXiv:2402.04792): each prompt is answered twice, a judge says which
 * answer is better, and that is the pair to learn from. Answers are drawn at temperature 1, from the policy itself.
 *
 * <p>Groups exist for readers of the code: in JSON their fields are fields of the configuration itself.
 *
 * @param alarms when the run stops with a reason beside {@code maxKl}
 */
public record OnlineDpoConfig(
        @JsonUnwrapped OnlineObjective objective,
        @JsonUnwrapped OnlineRounds rounds,
        @JsonUnwrapped OnlineAnswers answers,
        AlarmConfig alarms,
        @JsonUnwrapped TrainingSettings training) {

    private static final double LEARNING_RATE = 1e-4;

    public OnlineDpoConfig {
        Require.present(alarms, "alarms");
    }

    public static OnlineDpoConfig defaults() {
        return new OnlineDpoConfig(
                OnlineObjective.defaults(),
                OnlineRounds.defaults(),
                OnlineAnswers.defaults(),
                AlarmConfig.defaults(),
                TrainingSettings.lora(LEARNING_RATE));
    }

    /** One round's pairs as tuning on a file of preferences has them. */
    public PreferenceTuningConfig onPairs() {
        PreferenceBatches round = new PreferenceBatches(
                1,
                rounds.prompts(),
                rounds.passTokens(),
                Math.addExact(answers.maxPromptTokens(), answers.maxNewTokens()),
                0);
        return new PreferenceTuningConfig(objective.onPairs(), round, training);
    }
}
