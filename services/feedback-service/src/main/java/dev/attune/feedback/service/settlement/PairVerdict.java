package dev.attune.feedback.service.settlement;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.trust.Believed;

/**
 * What the votes on a pair come to.
 *
 * <p>While nothing is known of the raters: decided when more than half of them prefer the same answer, with their share as its
 * probability. Once something is: decided for the answer that a fresh rater of the mean would prefer, with that probability, whoever has
 * the majority. Both: two bad answers when more than half say so. A tie when half of those who compare say so, or when the
 * probability is as good as a half; it weighs nothing when nobody said one and all who spoke are not believed, as such a vote tells nothing.
 *
 * @param firstIsChosen of an undecided pair true
 * @param probability that the chosen one is preferred, at least a half
 * @param weight 1, or 0 where nothing was told
 */
public record PairVerdict(Outcome outcome, boolean firstIsChosen, double probability, double weight) {

    /** Nearer to a half than this nobody would notice. */
    private static final double AS_GOOD_AS_HALF = 0.02;

    /**
     * How many said what.
     *
     * @param first that the first answer is better
     */
    public record Counts(int first, int second, int ties, int bad) {

        /** One more vote. */
        public Counts plus(Verdict verdict, boolean prefersFirst) {
            return switch (verdict) {
                case TIE -> new Counts(first, second, ties + 1, bad);
                case BOTH_BAD -> new Counts(first, second, ties, bad + 1);
                case LEFT, RIGHT ->
                    prefersFirst ? new Counts(first + 1, second, ties, bad) : new Counts(first, second + 1, ties, bad);
                case SKIP, RANKED, WRITTEN -> this;
            };
        }

        int all() {
            return first + second + ties + bad;
        }
    }

    /** What votes come to. */
    public static PairVerdict of(Counts counts, @Nullable Believed believed) {
        if (2 * counts.bad() > counts.all()) {
            return new PairVerdict(Outcome.BOTH_BAD, true, 0.5, 1);
        }
        return believed == null ? byShare(counts) : byBelief(counts, believed.predictive());
    }

    private static PairVerdict byShare(Counts counts) {
        int most = Math.max(counts.first(), counts.second());
        if (2 * most <= counts.all()) {
            return tie(1);
        }
        return decided(counts.first() > counts.second(), (double) most / counts.all());
    }

    private static PairVerdict byBelief(Counts counts, double predictive) {
        boolean even = Math.abs(predictive - 0.5) < AS_GOOD_AS_HALF;
        boolean saidSo = counts.ties() > 0 && 2 * counts.ties() >= counts.first() + counts.second() + counts.ties();
        if (even || saidSo) {
            boolean toldSomething = counts.ties() + counts.bad() > 0 || Math.min(counts.first(), counts.second()) > 0;
            return tie(toldSomething ? 1 : 0);
        }
        return decided(predictive > 0.5, Math.max(predictive, 1 - predictive));
    }

    private static PairVerdict tie(double weight) {
        return new PairVerdict(Outcome.TIE, true, 0.5, weight);
    }

    private static PairVerdict decided(boolean first, double probability) {
        return new PairVerdict(Outcome.DECISIVE, first, probability, 1);
    }

    /** P(the first is preferred), as the ring is told; of two bad answers nothing. */
    public @Nullable Double ofFirst() {
        return switch (outcome) {
            case BOTH_BAD -> null;
            case TIE -> Double.valueOf(0.5);
            case DECISIVE -> Double.valueOf(firstIsChosen ? probability : 1 - probability);
        };
    }

    /** How many of the ratings say what. */
    static Counts count(List<Judgement> judgements) {
        Counts counts = new Counts(0, 0, 0, 0);
        for (Judgement judgement : judgements) {
            counts = counts.plus(judgement.verdict(), judgement.prefersFirst());
        }
        return counts;
    }
}
