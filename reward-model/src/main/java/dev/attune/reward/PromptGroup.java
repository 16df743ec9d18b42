package dev.attune.reward;

import java.util.List;

import dev.attune.contracts.preference.PreferencePair;
import dev.attune.lm.SegmentedBatch.Row;

/**
 * A prompt, its answers, and the comparisons of them that are one element of a batch: the prompt goes through the
 * transformer once, each answer once.
 *
 * @param row the prompt's tokens, shared by the answers', each with its end token
 * @param comparisons of the answers
 */
record PromptGroup(Row row, List<Comparison> comparisons) {

    PromptGroup {
        comparisons = List.copyOf(comparisons);
    }

    /**
     * People's word on two answers of the row.
     *
     * @param first index of the chosen answer
     * @param second index of the rejected answer
     * @param margin what the chosen score must exceed the rejected one by, in the loss
     * @param weight how much it counts in the loss
     * @param number among all comparisons of the part, for the bootstrap of an ensemble
     */
    record Comparison(PreferencePair pair, int first, int second, double margin, double weight, int number) {}

    /** Tokens of the row. */
    int length() {
        return row.length();
    }

    /** Tokens of the longest prompt and answer together. */
    int longest() {
        return row.shared().length
                + row.texts().stream().mapToInt(text -> text.length).max().orElseThrow();
    }

    double weight() {
        return comparisons.stream().mapToDouble(Comparison::weight).sum();
    }
}
