package dev.attune.feedback.live;

import java.time.Instant;

/**
 * The last word on a served answer.
 *
 * @param reaction up, down, edited or regenerated
 * @param editKept whether the edited text is kept, which needs the project's consent
 */
public record LiveReaction(String completionId, String reaction, boolean editKept, Instant givenAt) {}
