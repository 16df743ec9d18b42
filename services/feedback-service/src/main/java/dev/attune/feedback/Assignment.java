package dev.attune.feedback;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.attune.contracts.event.Message;

/**
 * A pair of answers handed to one annotator for a while. Blind: it does not say what made the answers.
 *
 * @param leaseId token of this hand-out; a later one has another, so a late rating is recognised
 */
public record Assignment(
        UUID leaseId,
        UUID itemId,
        List<Message> prompt,
        String left,
        String right,
        Instant expiresAt,
        String guidelines) {
    public Assignment {
        prompt = List.copyOf(prompt);
    }
}
