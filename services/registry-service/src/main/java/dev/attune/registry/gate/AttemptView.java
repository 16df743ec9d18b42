package dev.attune.registry.gate;

/**
 * A measurement as people are shown it.
 *
 * @param sentence what was found, or what is waited for
 */
public record AttemptView(GateAttempt attempt, String sentence) {

    public static AttemptView of(GateAttempt attempt) {
        return new AttemptView(attempt, attempt.sentence());
    }
}
