package dev.attune.inference;

/**
 * A finished answer.
 *
 * @param finishReason {@code stop} when the model or a stop text ended it, {@code length} when it was cut
 * @param completionTokens tokens that were sampled, the end-of-sequence token included
 */
public record ChatAnswer(
        String checkpointId, String text, String finishReason, int promptTokens, int completionTokens) {}
