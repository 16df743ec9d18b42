package dev.attune.feedback;

import java.util.List;

import dev.attune.contracts.event.Message;

/**
 * Two answers to a prompt that people have compared elsewhere.
 *
 * @param strength 1 slightly, 2 clearly, 3 much better; 0 for a tie
 * @param tie neither answer is better; {@code chosen} is then simply the first
 */
public record RatedPair(List<Message> prompt, String chosen, String rejected, int strength, boolean tie) {
    public RatedPair {
        prompt = List.copyOf(prompt);
    }
}
