package dev.attune.lab.search;

import java.util.List;

import dev.attune.lab.classify.ShotChoice;

/**
 * How prompts are searched.
 *
 * @param calls all that may be made, the judgement on the held-out examples included
 * @param critiques what people have said about answers, for proposals
 * @param shortlist labels that are scored for each text, with every prompt; 0 for all
 * @param embedding whether examples may be the nearest by the model's vectors, which takes passes that are no calls
 */
public record SearchSettings(
        int calls, long seed, Strategy strategy, List<String> critiques, int shortlist, boolean embedding) {

    /** With fewer nothing can be told apart. */
    static final int FEWEST = 100;

    public SearchSettings {
        critiques = List.copyOf(critiques);
        if (calls < FEWEST) {
            throw SearchErrors.budget("A search of " + calls + " calls can tell no prompts apart; give --calls of "
                    + FEWEST + " or more.");
        }
    }

    /** Ways in which examples may be the nearest to a text. */
    List<ShotChoice> likenesses() {
        return embedding ? List.of(ShotChoice.NEAREST_EMBEDDING, ShotChoice.NEAREST) : List.of(ShotChoice.NEAREST);
    }
}
