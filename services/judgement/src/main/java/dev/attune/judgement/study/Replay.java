package dev.attune.judgement.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import dev.attune.judgement.choice.BatchChoice;
import dev.attune.judgement.choice.LinearWorth;
import dev.attune.judgement.choice.Strategy;

/**
 * Replays stored comparisons: a strategy asks, a stored label that was not yet shown is the answer, and accuracy is measured on a held-out share of the
 * groups that was drawn before anything else. All strategies have the same learner, the same split and the same labels in the same order; only what
 * they ask differs. Labels are paid for, not pairs.
 *
 * @param features how many features an answer has
 * @param deviation of the learner's weights beforehand
 * @param budget how many labels may be asked for
 * @param batch how many are asked for at once
 * @param points how often accuracy is measured on the way
 */
public record Replay(int features, double deviation, int budget, int batch, int points) {

    private static final int HELD_OUT = 5;

    /** Accuracy at each of the points; where labels run out before the budget, the last one again. */
    public List<Double> curve(List<Comparison> comparisons, Strategy strategy, double evenShare, long seed) {
        Random split = new Random(seed);
        Set<Integer> heldOut = heldOut(comparisons, split);
        List<Comparison> pool = new ArrayList<>();
        List<Comparison> test = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            (heldOut.contains(comparison.group()) ? test : pool).add(shuffled(comparison, split));
        }
        return curve(pool, test, new BatchChoice(strategy, evenShare, new Random(seed + 1)));
    }

    private List<Double> curve(List<Comparison> pool, List<Comparison> test, BatchChoice choice) {
        LinearWorth worth = new LinearWorth(features, deviation);
        int[] asked = new int[pool.size()];
        List<Double> curve = new ArrayList<>();
        int spent = 0;
        while (curve.size() < points) {
            List<Integer> open = new ArrayList<>();
            List<BatchChoice.Candidate> candidates = new ArrayList<>();
            for (int i = 0; i < asked.length; i++) {
                Comparison comparison = pool.get(i);
                if (asked[i] < comparison.firstWon().size()) {
                    open.add(i);
                    candidates.add(new BatchChoice.Candidate(
                            comparison.difference(), comparison.first(), comparison.second(), asked[i]));
                }
            }
            List<Integer> picks = choice.pick(candidates, worth, batch);
            for (int pick : picks) {
                int place = open.get(pick);
                Comparison comparison = pool.get(place);
                worth.learn(comparison.difference(), comparison.firstWon().get(asked[place]++) ? 1 : 0);
                spent++;
            }
            double accuracy = picks.isEmpty() || spent >= due(curve.size()) ? accuracy(test, worth) : 0;
            while (curve.size() < points && (picks.isEmpty() || spent >= due(curve.size()))) {
                curve.add(accuracy);
            }
        }
        return curve;
    }

    private int due(int point) {
        return (int) ((long) budget * (point + 1) / points);
    }

    /** Of all held-out labels; an even lead is half right. */
    private static double accuracy(List<Comparison> test, LinearWorth worth) {
        double right = 0;
        int all = 0;
        for (Comparison comparison : test) {
            double lead = worth.lead(comparison.difference());
            for (boolean firstWon : comparison.firstWon()) {
                right += lead == 0 ? 0.5 : lead > 0 == firstWon ? 1 : 0;
                all++;
            }
        }
        return right / all;
    }

    private static Set<Integer> heldOut(List<Comparison> comparisons, Random random) {
        List<Integer> groups = new ArrayList<>(
                comparisons.stream().map(Comparison::group).distinct().sorted().toList());
        Collections.shuffle(groups, random);
        return new HashSet<>(groups.subList(0, groups.size() / HELD_OUT));
    }

    private static Comparison shuffled(Comparison comparison, Random random) {
        List<Boolean> labels = new ArrayList<>(comparison.firstWon());
        Collections.shuffle(labels, random);
        return new Comparison(
                comparison.first(), comparison.second(), comparison.difference(), comparison.group(), labels);
    }
}
