package dev.attune.feedback.review;

import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.feedback.form.Form;

/**
 * An item with everything that was said of it.
 *
 * @param answers in the item's own order
 * @param images of each answer
 * @param disagreement 0 while all say the same, up to 7
 * @param yours whether the one who asks rated it, and so may not adjudicate it
 */
public record ReviewItem(
        UUID id,
        UUID projectId,
        ReviewState state,
        List<Message> prompt,
        Form form,
        List<String> answers,
        List<List<Message.Image>> images,
        int accepted,
        int ratingsPerItem,
        int disagreement,
        List<Opinion> ratings,
        @Schema(nullable = true) @Nullable Opinion adjudication,
        List<Flag> flags,
        List<Note> notes,
        boolean yours) {
    public ReviewItem {
        prompt = List.copyOf(prompt);
        answers = List.copyOf(answers);
        images = List.copyOf(images);
        ratings = List.copyOf(ratings);
        flags = List.copyOf(flags);
        notes = List.copyOf(notes);
    }
}
