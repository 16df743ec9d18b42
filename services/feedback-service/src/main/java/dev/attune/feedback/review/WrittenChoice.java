package dev.attune.feedback.review;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Which of the answers that people wrote a reviewer takes.
 *
 * @param accepted rating with which it came
 * @param text as the reviewer would have it; the same as it was written: it is taken unchanged
 * @param comment for its writer
 * @param refusals why each other one is not taken, by rating
 */
public record WrittenChoice(
        UUID accepted, String text, @Nullable String comment, Map<UUID, String> refusals) {
    public WrittenChoice {
        refusals = Map.copyOf(refusals);
    }
}
