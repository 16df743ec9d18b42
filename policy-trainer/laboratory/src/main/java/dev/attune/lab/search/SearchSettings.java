package dev.attune.lab.search;

import java.util.List;

/**
 * How prompts are searched.
 *
 * @param calls all that may be made, the judgement on the held-out examples included
 * @param critiques what people have said about answers, for proposals
 */
public record SearchSettings(int calls, long seed, Strategy strategy, List<String> critiques) {

    /** With fewer nothing can be told apart. */
    static final int FEWEST = 100;

    public SearchSettings {
        critiques = List.copyOf(critiques);
        if (calls < FEWEST) {
            throw SearchErrors.budget("A search of " + calls + " calls can tell no prompts apart; give --calls of "
                    + FEWEST + " or more.");
        }
    }
}
