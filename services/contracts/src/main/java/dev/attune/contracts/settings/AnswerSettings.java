package dev.attune.contracts.settings;

import dev.attune.contracts.error.Require;

/**
 * How answers are sampled.
 *
 * @param maxPromptTokens longer prompts are left out and counted
 * @param maxNewTokens an answer is cut there
 * @param temperature sampling temperature; log-probabilities are taken at the same temperature
 */
public record AnswerSettings(int maxPromptTokens, int maxNewTokens, double temperature) {

    private static final int MAX_PROMPT_TOKENS = 256;
    private static final int MAX_NEW_TOKENS = 64;
    private static final double TEMPERATURE = 1;

    public AnswerSettings {
        Require.that(maxPromptTokens > 0, "maxPromptTokens must be positive but is " + maxPromptTokens);
        Require.that(maxNewTokens > 0, "maxNewTokens must be positive but is " + maxNewTokens);
        Require.that(temperature > 0, "temperature must be positive but is " + temperature);
    }

    public static AnswerSettings defaults() {
        return new AnswerSettings(MAX_PROMPT_TOKENS, MAX_NEW_TOKENS, TEMPERATURE);
    }
}
