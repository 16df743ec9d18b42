package dev.attune.reward;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

import dev.attune.contracts.event.Interval;

/**
 * How well scores agree with people on pairs that were not trained on.
 *
 * @param accuracy share of pairs that are ordered as people did, equal scores half, with Wilson's 95 % interval
 * @param loss Bradley-Terry loss with the training's margins and weights, never smoothed
 * @param longerWins what always choosing the longer text would reach (characters; equal lengths half): the baseline that
 *     a reward model must beat
 * @param accuracyByStrength by rounded strength (1, 2, 3) as text, only those that occur
 */
public record RewardEvaluation(
        int pairs, Interval accuracy, double loss, double longerWins, SortedMap<String, Double> accuracyByStrength) {

    /** Evaluates at least one pair. */
    public static RewardEvaluation of(List<ScoredPair> pairs) {
        double right = pairs.stream().mapToDouble(RewardEvaluation::win).sum();
        return new RewardEvaluation(
                pairs.size(), Interval.wilson(right, pairs.size()), loss(pairs), longerWins(pairs), byStrength(pairs));
    }

    private static double win(ScoredPair pair) {
        return BradleyTerry.win(pair.chosen(), pair.rejected());
    }

    private static double loss(List<ScoredPair> pairs) {
        return BradleyTerry.loss(
                column(pairs, ScoredPair::chosen),
                column(pairs, ScoredPair::rejected),
                column(pairs, ScoredPair::margin),
                column(pairs, pair -> pair.pair().weight()),
                0);
    }

    private static double longerWins(List<ScoredPair> pairs) {
        return pairs.stream()
                .map(ScoredPair::pair)
                .mapToDouble(pair ->
                        BradleyTerry.win(pair.chosen().length(), pair.rejected().length()))
                .average()
                .orElseThrow();
    }

    private static SortedMap<String, Double> byStrength(List<ScoredPair> pairs) {
        SortedMap<String, Double> accuracies = new TreeMap<>();
        for (int strength = 1; strength <= 3; strength++) {
            int rounded = strength;
            pairs.stream()
                    .filter(pair -> Math.round(pair.pair().strength()) == rounded)
                    .mapToDouble(RewardEvaluation::win)
                    .average()
                    .ifPresent(accuracy -> accuracies.put(String.valueOf(rounded), accuracy));
        }
        return accuracies;
    }

    private static double[] column(List<ScoredPair> pairs, ToDoubleFunction<ScoredPair> value) {
        return pairs.stream().mapToDouble(value).toArray();
    }
}
