package dev.attune.feedback.export;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;

/**
 * An answer that somebody found good or bad by itself.
 *
 * @param annotator pseudonym of the person
 * @param source {@code thumbs} or {@code import:<format>}
 */
public record JudgedAnswer(
        UUID id,
        List<Message> prompt,
        String answer,
        boolean good,
        String annotator,
        @Nullable String comment,
        String source,
        Instant givenAt) {
    public JudgedAnswer {
        prompt = List.copyOf(prompt);
    }
}
