package dev.attune.preference.rating;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;

/**
 * What somebody said of two answers.
 *
 * @param chosen the better one; of a tie and of two bad answers simply the first
 * @param strength 1 slightly, 2 clearly, 3 much better; 0 unless one is better
 * @param annotator who said it, if that is known
 * @param comment what was written about the answers, if anything
 */
public record Compared(
        List<Message> prompt,
        String chosen,
        String rejected,
        Outcome outcome,
        int strength,
        @Nullable String annotator,
        @Nullable String comment) {
    public Compared {
        prompt = List.copyOf(prompt);
    }
}
