package dev.attune.preference.rating;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.Rating.Remarks;

/**
 * What somebody said of two answers.
 *
 * @param chosen the better one; of a tie and of two bad answers simply the first
 * @param strength 1 slightly, 2 clearly, 3 much better; 0 unless one is better
 * @param annotator who said it, if that is known
 * @param comment what was written about the answers, if anything
 * @param remarks on {@code chosen} and {@code rejected}, in that order; empty: nothing was said of either by itself
 * @param correction one of the two as it should be, if somebody wrote that
 */
public record Compared(
        List<Message> prompt,
        String chosen,
        String rejected,
        Outcome outcome,
        int strength,
        @Nullable String annotator,
        @Nullable String comment,
        List<Remarks> remarks,
        @Nullable Correction correction) {
    public Compared {
        prompt = List.copyOf(prompt);
        remarks = List.copyOf(remarks);
    }

    /**
     * An answer as it should be.
     *
     * @param answer 0 for {@code chosen}, 1 for {@code rejected}
     */
    public record Correction(int answer, String text) {}
}
