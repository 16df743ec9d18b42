package dev.attune.judgement.signal;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.attune.judgement.maths.Logistic;

/**
 * What signs add up to: one probability that a rater is careless, by the sum of their log odds; never by one of several thresholds, as six tests at one in a
 * hundred would accuse one honest person in seventeen.
 *
 * @param probability that the rater is careless
 * @param reasons the signs that speak for it, the strongest first
 * @param verified whether there was enough to say anything: otherwise the rater is unverified, which is not bad
 */
public record Carelessness(double probability, List<Sign> reasons, boolean verified) {

    /** The share of careless people in long surveys (Meade and Craig 2012: 10 to 12 %). */
    public static final double USUAL = 0.1;

    /** Fewer votes say nothing. */
    public static final int FEWEST_VOTES = 30;

    private static final int FEWEST_CASES = 8;

    /** What speaks of a rater where nobody else rates. */
    private static final Set<Sign.Kind> TRIED =
            EnumSet.of(Sign.Kind.GOLD, Sign.Kind.ATTENTION, Sign.Kind.OWN_CONSISTENCY);

    /** What is done about a rater; one step at a time, each after new votes, and the last by a person alone. */
    public enum Measure {
        NONE,
        /** A private hint. */
        HINT,
        /** A warning with examples. */
        WARNING,
        /** Votes are taken and weigh nothing, until a person has looked. */
        SHADOW,
        /** Votes are taken back: by a person, with a reason. */
        RETRACTION
    }

    public Carelessness {
        reasons = List.copyOf(reasons);
    }

    /**
     * Adds signs up.
     *
     * @param before the probability without a sign
     * @param votes of the rater
     * @param alone whether nobody else votes where this rater does, as the only one of a language: then golds and repeats alone verify
     */
    public static Carelessness of(double before, List<Sign> signs, int votes, boolean alone) {
        double sum = signs.stream().mapToDouble(Sign::logOdds).sum();
        boolean tried = signs.stream()
                .filter(sign -> TRIED.contains(sign.kind()))
                .anyMatch(sign -> sign.cases() >= FEWEST_CASES);
        return new Carelessness(
                Logistic.sigmoid(Logistic.logit(before) + sum),
                signs.stream()
                        .filter(sign -> sign.logOdds() > 0)
                        .sorted(Comparator.comparingDouble(Sign::logOdds).reversed())
                        .toList(),
                votes >= FEWEST_VOTES && (!alone || tried));
    }

    /**
     * The measure after this one: a step further at a probability above 0.5, 0.8 and 0.95 once there are new votes since the last step, none for a rater who is
     * unverified, and back to none below 0.2. Never to retraction, and never away from it: both are for a person.
     */
    public Measure after(Measure now, int votesSince) {
        if (now == Measure.RETRACTION || !verified) {
            return now;
        }
        if (probability < 0.2) {
            return Measure.NONE;
        }
        if (votesSince < FEWEST_VOTES / 2 && now != Measure.NONE) {
            return now;
        }
        return switch (now) {
            case NONE -> probability > 0.5 ? Measure.HINT : now;
            case HINT -> probability > 0.8 ? Measure.WARNING : now;
            case WARNING -> probability > 0.95 ? Measure.SHADOW : now;
            case SHADOW, RETRACTION -> now;
        };
    }
}
