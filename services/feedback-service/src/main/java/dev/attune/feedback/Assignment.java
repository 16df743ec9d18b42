package dev.attune.feedback;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.feedback.form.Form;
import dev.attune.feedback.form.Task;

/**
 * Answers handed to one annotator for a while. Blind: it does not say what made them.
 *
 * @param left of a pair
 * @param right of a pair
 * @param answers by their position on the screen; none where the answer is to be written
 * @param images of each answer, by its position
 * @param leaseId token of this hand-out; a later one has another, so a late rating is recognised
 */
public record Assignment(
        UUID leaseId,
        UUID itemId,
        List<Message> prompt,
        @Nullable String left,
        @Nullable String right,
        Instant expiresAt,
        String guidelines,
        int guidelinesVersion,
        Task task,
        Form form,
        List<String> answers,
        List<List<Message.Image>> images) {
    public Assignment {
        prompt = List.copyOf(prompt);
        answers = List.copyOf(answers);
        images = List.copyOf(images);
    }
}
