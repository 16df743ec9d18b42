package dev.attune.lab.suggest;

import java.util.List;
import java.util.Set;

import dev.attune.contracts.event.Message;

/**
 * A prompt that may do better. Nobody has approved it.
 *
 * @param label by which it is told from others
 * @param turns templates, as a suite's
 * @param why it was suggested, as a sentence
 * @param shown numbers of cases that it shows as examples, and that therefore cannot judge it
 */
public record Suggestion(String label, List<Message> turns, String why, Set<Integer> shown) {

    public Suggestion {
        turns = List.copyOf(turns);
        shown = Set.copyOf(shown);
    }
}
