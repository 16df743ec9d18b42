package dev.attune.feedback.check;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;

/**
 * An item whose better answer is known, for those who run a project.
 *
 * @param belief how likely the crowd makes it that the other answer is better, from 0 to 1; absent while fewer than eight people answered
 * @param confirmed a person has looked at it and holds it to be right, whatever the crowd says
 * @param doubts what raters who flagged it wrote, or why they did
 * @param reason why a person last decided about it
 */
public record Gold(
        UUID itemId,
        CheckKind kind,
        GoldState state,
        List<Message> messages,
        String better,
        String worse,
        long right,
        long wrong,
        @Schema(nullable = true) @Nullable Double belief,
        boolean confirmed,
        List<String> doubts,
        @Schema(nullable = true) @Nullable String reason,
        Instant madeAt) {
    public Gold {
        messages = List.copyOf(messages);
        doubts = List.copyOf(doubts);
    }
}
