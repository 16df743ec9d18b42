package dev.attune.reward.evaluation;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

import dev.attune.contracts.statistics.Interval;
import dev.attune.reward.loss.BradleyTerry;
import dev.attune.reward.loss.Davidson;

/**
 * How well scores agree with people on pairs that were not trained on.
 *
 * @param accuracy share of decided pairs that are ordered as people did, equal scores half, with Wilson's 95 % interval
 * @param loss Bradley-Terry loss with the training's margins and weights, never smoothed
 * @param length what length alone explains
 * @param calibration of the decided pairs
 * @param accuracyByStrength by rounded strength (1, 2, 3) as text, only those that occur
 * @param accuracyByAnnotator share of a person's votes that the scores agree with, for those whose votes are known
 * @param ties of the ties
 */
public record RewardEvaluation(
        int pairs,
        Interval accuracy,
        double loss,
        LengthControl length,
        Calibration calibration,
        SortedMap<String, Double> accuracyByStrength,
        SortedMap<String, Double> accuracyByAnnotator,
        Ties ties) {

    /**
     * Ties that were held out.
     *
     * @param parameter Davidson's, 0 when the model did not learn from ties
     * @param loss minus the mean logarithm of what Davidson's model gives to what happened, over decided pairs and ties;
     *     absent without a parameter
     */
    public record Ties(int pairs, double parameter, OptionalDouble loss) {}

    /** Evaluates at least one decided pair; without ties. */
    public static RewardEvaluation of(List<ScoredPair> decisive) {
        return of(decisive, List.of(), 0);
    }

    /**
     * Evaluates at least one decided pair.
     *
     * @param tieParameter Davidson's, 0 when the model did not learn from ties
     */
    public static RewardEvaluation of(List<ScoredPair> decisive, List<ScoredPair> ties, double tieParameter) {
        double right = decisive.stream().mapToDouble(RewardEvaluation::win).sum();
        return new RewardEvaluation(
                decisive.size(),
                Interval.wilson(right, decisive.size()),
                loss(decisive),
                LengthControl.of(decisive),
                Calibration.of(decisive),
                byStrength(decisive),
                byAnnotator(decisive),
                ties(decisive, ties, tieParameter));
    }

    /** What always choosing the longer text would reach. */
    public double longerWins() {
        return length.longerWins();
    }

    static double win(ScoredPair pair) {
        return BradleyTerry.win(pair.chosen(), pair.rejected());
    }

    /** Mean of {@link #win} over the pairs that {@code chosen} takes, absent when there are none. */
    static OptionalDouble accuracyOf(List<ScoredPair> pairs, Predicate<ScoredPair> chosen) {
        return pairs.stream().filter(chosen).mapToDouble(RewardEvaluation::win).average();
    }

    private static double loss(List<ScoredPair> pairs) {
        return BradleyTerry.loss(
                column(pairs, ScoredPair::chosen),
                column(pairs, ScoredPair::rejected),
                column(pairs, ScoredPair::margin),
                column(pairs, pair -> pair.pair().weight()),
                0);
    }

    private static Ties ties(List<ScoredPair> decisive, List<ScoredPair> ties, double parameter) {
        if (parameter == 0) {
            return new Ties(ties.size(), 0, OptionalDouble.empty());
        }
        double sum = 0;
        for (ScoredPair pair : decisive) {
            sum += Davidson.decisiveLoss(pair.chosen() - pair.rejected(), parameter);
        }
        for (ScoredPair pair : ties) {
            sum += Davidson.tieLoss(pair.chosen() - pair.rejected(), parameter);
        }
        return new Ties(ties.size(), parameter, OptionalDouble.of(sum / (decisive.size() + ties.size())));
    }

    private static SortedMap<String, Double> byStrength(List<ScoredPair> pairs) {
        SortedMap<String, Double> accuracies = new TreeMap<>();
        for (int strength = 1; strength <= 3; strength++) {
            int rounded = strength;
            accuracyOf(pairs, pair -> Math.round(pair.pair().strength()) == rounded)
                    .ifPresent(accuracy -> accuracies.put(String.valueOf(rounded), accuracy));
        }
        return accuracies;
    }

    private static SortedMap<String, Double> byAnnotator(List<ScoredPair> pairs) {
        record Votes(double agreed, int all) {
            Votes and(Votes other) {
                return new Votes(agreed + other.agreed, all + other.all);
            }
        }
        Map<String, Votes> votes = new TreeMap<>();
        for (ScoredPair pair : pairs) {
            double win = win(pair);
            pair.pair()
                    .votes()
                    .forEach((name, chosen) -> votes.merge(name, new Votes(chosen ? win : 1 - win, 1), Votes::and));
        }
        SortedMap<String, Double> accuracies = new TreeMap<>();
        votes.forEach((name, own) -> accuracies.put(name, own.agreed / own.all));
        return accuracies;
    }

    private static double[] column(List<ScoredPair> pairs, ToDoubleFunction<ScoredPair> value) {
        return pairs.stream().mapToDouble(value).toArray();
    }
}
