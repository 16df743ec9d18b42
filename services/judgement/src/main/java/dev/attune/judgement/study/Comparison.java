package dev.attune.judgement.study;

import java.util.List;

import dev.attune.judgement.choice.Difference;

/**
 * A pair of answers with all that people said of it.
 *
 * @param first one answer's number
 * @param second the other's
 * @param difference what the first has more of
 * @param group what must not be split between training and held-out data, such as the prompt
 * @param firstWon for each person, whether the first was preferred
 */
public record Comparison(int first, int second, Difference difference, int group, List<Boolean> firstWon) {
    public Comparison {
        firstWon = List.copyOf(firstWon);
    }
}
