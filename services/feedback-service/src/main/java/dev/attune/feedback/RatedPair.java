package dev.attune.feedback;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.feedback.form.Details;

/**
 * Two answers to a prompt that people have compared elsewhere.
 *
 * @param strength 1 slightly, 2 clearly, 3 much better; 0 unless one is better
 * @param says whether {@code chosen} is better, neither is, or both are bad; {@code chosen} is then simply the first
 * @param annotator who compared them there, if that is known
 * @param comment what that person wrote about the answers; absent where nothing was written
 * @param details what else that person said, with {@code chosen} as the first answer
 */
public record RatedPair(
        List<Message> prompt,
        String chosen,
        String rejected,
        int strength,
        Says says,
        @Nullable String annotator,
        @Nullable String comment,
        Details details) {
    public RatedPair {
        prompt = List.copyOf(prompt);
    }

    /** What somebody said of two answers. */
    public enum Says {
        CHOSEN_IS_BETTER,
        TIE,
        BOTH_BAD
    }
}
