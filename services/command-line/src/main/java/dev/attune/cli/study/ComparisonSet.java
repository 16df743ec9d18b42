package dev.attune.cli.study;

import java.util.List;

import dev.attune.judgement.study.Comparison;

/**
 * Stored comparisons to replay.
 *
 * @param name of the file or folder
 * @param comparisons the pairs with their labels
 * @param features how many features an answer has
 * @param deviation of the learner's weights before it learns
 */
record ComparisonSet(String name, List<Comparison> comparisons, int features, double deviation) {
    ComparisonSet {
        comparisons = List.copyOf(comparisons);
    }

    /** How many labels there are. */
    int labels() {
        return comparisons.stream()
                .mapToInt(comparison -> comparison.firstWon().size())
                .sum();
    }
}
