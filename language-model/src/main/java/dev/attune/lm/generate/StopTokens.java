package dev.attune.lm.generate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.attune.lm.text.Tokenizer;

/**
 * Stop texts that are special tokens. An answer's text never shows those, so it is their ids that end it.
 *
 * @param ids of the special tokens among the stop texts
 */
public record StopTokens(Set<Integer> ids) {

    public StopTokens {
        ids = Set.copyOf(ids);
    }

    /**
     * Finds them.
     *
     * @throws IllegalArgumentException where a stop text has a special token beside other text, which no answer's text has
     */
    public static StopTokens of(List<String> stops, Tokenizer tokenizer) {
        Set<Integer> ids = new HashSet<>();
        for (String stop : stops) {
            tokenizer.control(stop).ifPresent(ids::add);
            if (tokenizer.control(stop).isEmpty() && tokenizer.hasControl(stop)) {
                throw new IllegalArgumentException(
                        "The stop text '" + stop + "' has a special token beside other text, which an answer's text"
                                + " never has; give the token alone.");
            }
        }
        return new StopTokens(ids);
    }

    public boolean contains(int token) {
        return ids.contains(token);
    }
}
