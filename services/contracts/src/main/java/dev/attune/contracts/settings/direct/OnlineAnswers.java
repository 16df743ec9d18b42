package dev.attune.contracts.settings.direct;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.settings.AnswerSettings;

/**
 * The answers that are judged, at temperature 1.
 *
 * @param maxPromptTokens longer prompts are left out and counted
 * @param maxNewTokens an answer is cut there
 * @param missingEndPenalty taken from the judge's score of an answer that was cut
 * @param maxKl the run stops with a reason when the mean KL of an answer exceeds it, in nats
 */
public record OnlineAnswers(int maxPromptTokens, int maxNewTokens, double missingEndPenalty, double maxKl) {

    private static final double NO_PENALTY = 0;
    private static final double MAX_KL = 50;

    public OnlineAnswers {
        Require.that(maxPromptTokens > 0, "maxPromptTokens must be positive but is " + maxPromptTokens);
        Require.that(maxNewTokens > 0, "maxNewTokens must be positive but is " + maxNewTokens);
        Require.that(missingEndPenalty >= 0, "missingEndPenalty must not be negative but is " + missingEndPenalty);
        Require.that(maxKl > 0, "maxKl must be positive but is " + maxKl);
    }

    public static OnlineAnswers defaults() {
        AnswerSettings usual = AnswerSettings.defaults();
        return new OnlineAnswers(usual.maxPromptTokens(), usual.maxNewTokens(), NO_PENALTY, MAX_KL);
    }
}
