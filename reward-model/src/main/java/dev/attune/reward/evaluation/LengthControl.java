package dev.attune.reward.evaluation;

import java.util.List;
import java.util.OptionalDouble;

import dev.attune.reward.loss.BradleyTerry;

/**
 * How much of the accuracy could be a liking for length (in characters; answers of equal length are in neither half).
 *
 * @param longerWins what always choosing the longer text would reach, equal lengths half: the baseline that a reward model
 *     must beat
 * @param whenLongerWins accuracy where people prefer the longer answer
 * @param whenShorterWins accuracy where they prefer the shorter answer
 * @param accuracy length-controlled: the mean of the two, so that looking at length alone reaches exactly one half; absent
 *     when one of them has no pair
 */
public record LengthControl(
        double longerWins, OptionalDouble whenLongerWins, OptionalDouble whenShorterWins, OptionalDouble accuracy) {

    static LengthControl of(List<ScoredPair> pairs) {
        OptionalDouble longer = RewardEvaluation.accuracyOf(pairs, pair -> difference(pair) > 0);
        OptionalDouble shorter = RewardEvaluation.accuracyOf(pairs, pair -> difference(pair) < 0);
        OptionalDouble both = longer.isPresent() && shorter.isPresent()
                ? OptionalDouble.of((longer.getAsDouble() + shorter.getAsDouble()) / 2)
                : OptionalDouble.empty();
        double longerWins = pairs.stream()
                .mapToDouble(pair -> BradleyTerry.win(difference(pair), 0))
                .average()
                .orElseThrow();
        return new LengthControl(longerWins, longer, shorter, both);
    }

    private static int difference(ScoredPair pair) {
        return pair.pair().chosen().length() - pair.pair().rejected().length();
    }
}
