package dev.attune.contracts.settings.gate;

import java.util.List;

import dev.attune.contracts.error.Require;

/**
 * What must not get lost while a model learns to please: known answers stay as likely, and questions with one right choice are still solved.
 * It passes where the lower bound of both differences to the opponent lies above the margin below zero.
 *
 * @param texts known answers: their loss in nats a token is compared
 * @param choices questions of which one choice is right, the likeliest choice being the answer; their accuracy is compared
 * @param lossMargin how much the loss may rise, in nats a token, positive
 * @param accuracyMargin how much the accuracy may fall, as a share in [0, 1)
 */
public record CapabilityGate(
        List<KnownAnswer> texts, List<ChoiceQuestion> choices, double lossMargin, double accuracyMargin) {

    private static final int MOST = 500;

    public CapabilityGate {
        texts = Require.copy(texts);
        choices = Require.copy(choices);
        Require.that(
                texts.size() <= MOST && choices.size() <= MOST,
                "capability may have " + MOST + " texts and as many choices but has " + texts.size() + " and "
                        + choices.size());
        Require.that(
                !texts.isEmpty() || !choices.isEmpty(),
                "capability has neither texts nor choices, so there is nothing that it could measure");
        Require.that(
                lossMargin > 0 && Double.isFinite(lossMargin),
                "capability.lossMargin must be positive but is " + lossMargin);
        GatePolicy.requireMargin("capability", accuracyMargin);
    }

    /** A prompt with an answer that is known to be right. */
    public record KnownAnswer(String prompt, String answer) {
        public KnownAnswer {
            GatePolicy.requireText("capability.texts.prompt", prompt);
            GatePolicy.requireText("capability.texts.answer", answer);
        }
    }

    /**
     * A question of which one choice is right.
     *
     * @param right index of the right choice, from 0
     */
    public record ChoiceQuestion(String question, List<String> choices, int right) {
        public ChoiceQuestion {
            GatePolicy.requireText("capability.choices.question", question);
            choices = Require.copy(choices);
            Require.that(choices.size() >= 2, "capability.choices.choices needs at least two");
            choices.forEach(choice -> GatePolicy.requireText("capability.choices.choices", choice));
            Require.that(
                    right >= 0 && right < choices.size(),
                    "capability.choices.right must lie between 0 and " + (choices.size() - 1) + " but is " + right);
        }
    }
}
