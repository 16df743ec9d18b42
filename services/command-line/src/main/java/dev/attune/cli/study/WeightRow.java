package dev.attune.cli.study;

import java.util.Map;

/**
 * Reward models that learned from one crowd's votes.
 *
 * @param row which kind of row this is
 * @param seed of the crowd and of the training
 * @param pairs that were voted on
 * @param votes on all of them
 * @param accuracy of each arm's model on held-out pairs whose labels are clean
 */
public record WeightRow(String row, long seed, int pairs, int votes, Map<WeightArm, Double> accuracy) {
    public WeightRow {
        accuracy = Map.copyOf(accuracy);
    }
}
