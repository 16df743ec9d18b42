package dev.attune.judgement.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.attune.judgement.maths.Logistic;

/**
 * Golds held against those who answered them. Whoever is right on other golds weighs more: ln(p / (1 - p)) with p the rater's share right on the golds
 * besides this one, from 8 right of 10 beforehand, and never less than a coin. The belief that a gold is wrong starts at {@value #WRONG_BEFORE}.
 *
 * @param belief for each gold that its other answer is better
 * @param answers how many people answered each
 */
public record GoldCrowd(List<Double> belief, List<Integer> answers) {

    /** Reviewers err rarely. */
    public static final double WRONG_BEFORE = 0.05;

    private static final double RIGHT_BEFORE = 8;
    private static final double ALL_BEFORE = 10;
    private static final double ENOUGH = 0.95;
    /** So many answers a crowd has. */
    public static final int FEWEST = 8;

    private static final int ROUNDS = 20;

    public GoldCrowd {
        belief = List.copyOf(belief);
        answers = List.copyOf(answers);
    }

    /** What one rater said of one gold: its known answer or the other one. */
    public record Answer(int rater, int gold, boolean right) {}

    /** Believes golds and raters in turn: what a rater said of a gold that is probably wrong counts for as much less. */
    public static GoldCrowd of(int raters, int golds, List<Answer> answers) {
        double[] belief = new double[golds];
        Arrays.fill(belief, WRONG_BEFORE);
        int[] given = new int[golds];
        answers.forEach(answer -> given[answer.gold()]++);
        for (int round = 0; round < ROUNDS; round++) {
            double[] right = new double[raters];
            double[] all = new double[raters];
            for (Answer answer : answers) {
                right[answer.rater()] += agreement(answer, belief);
                all[answer.rater()]++;
            }
            double[] log = new double[golds];
            Arrays.fill(log, Logistic.logit(WRONG_BEFORE));
            for (Answer answer : answers) {
                double p = (RIGHT_BEFORE + right[answer.rater()] - agreement(answer, belief))
                        / (ALL_BEFORE + all[answer.rater()] - 1);
                double weight = Math.max(0, Logistic.logit(p));
                log[answer.gold()] += answer.right() ? -weight : weight;
            }
            Arrays.setAll(belief, gold -> Logistic.sigmoid(log[gold]));
        }
        List<Double> beliefs = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        for (int gold = 0; gold < golds; gold++) {
            beliefs.add(belief[gold]);
            counts.add(given[gold]);
        }
        return new GoldCrowd(beliefs, counts);
    }

    /** How likely the answer is right, by what is believed of its gold. */
    private static double agreement(Answer answer, double[] belief) {
        return answer.right() ? 1 - belief[answer.gold()] : belief[answer.gold()];
    }

    /** Whether a person has to look at the gold: {@value #FEWEST} answers or more, and a belief above {@value #ENOUGH}. */
    public boolean doubted(int gold) {
        return answers.get(gold) >= FEWEST && belief.get(gold) > ENOUGH;
    }
}
