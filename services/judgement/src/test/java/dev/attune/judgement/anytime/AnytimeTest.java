package dev.attune.judgement.anytime;

import java.util.SplittableRandom;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import dev.attune.judgement.finding.Interval;
import dev.attune.judgement.finding.Undefined;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Against values worked with numpy and scipy, and by simulation with fixed seeds. */
class AnytimeTest {

    private static final Offset<Double> EXACT = within(1e-6);
    private static final double[] SCORES = {1, 1, 0.5, 1, 0, 1, 1, 1, 0.5, 1};

    @Test
    void aBetByHand() {
        double[] wealth = {1, 1.5, 1.5, 2.25, 1.125, 1.658737, 2.488106, 3.732159, 3.732159, 5.598239};
        Bet bet = new Bet(0.5);
        for (int i = 0; i < SCORES.length; i++) {
            bet.add(SCORES[i]);
            assertThat(Math.exp(bet.logWealth())).isEqualTo(wealth[i], EXACT);
        }
    }

    @Test
    void mixtures() {
        assertThat(Math.exp(Mixtures.logOneSided(7, 1))).isEqualTo(6.972222, EXACT);
        assertThat(Math.exp(Mixtures.logTwoSided(7, 1, 0.5))).isEqualTo(3.351563, EXACT);
        assertThat(Math.exp(Mixtures.logTwoSided(7, 1, 1))).isEqualTo(3.555556, EXACT);
        assertThat(Math.exp(Mixtures.logTwoSided(7, 1, 10))).isEqualTo(1.648953, EXACT);
        assertThat(Math.exp(Mixtures.logNormal(8, 10, 1))).isEqualTo(1.933502, EXACT);
        assertThat(Mixtures.normal(8, 10, 1, 0.05).width() / 2).isEqualTo(0.503535, EXACT);
    }

    @Test
    void theIntervalNarrowsAndNeverWidens() {
        ConfidenceSequence sequence = new ConfidenceSequence(0.05);
        assertThat(sequence.interval().get()).isEqualTo(new Interval(0.5, 0, 1));
        SplittableRandom random = new SplittableRandom(5);
        Interval before = sequence.interval().get();
        for (int i = 0; i < 400; i++) {
            sequence.add(random.nextDouble() < 0.7 ? 1 : 0);
            Interval now = sequence.interval().get();
            assertThat(now.low()).isGreaterThanOrEqualTo(before.low());
            assertThat(now.high()).isLessThanOrEqualTo(before.high());
            before = now;
        }
        assertThat(before.holds(0.7)).isTrue();
        assertThat(before.low()).isGreaterThan(0.5);
        assertThat(before.width()).isLessThan(0.25);
    }

    @Test
    void scoresThatChangeTheirMindContradict() {
        ConfidenceSequence sequence = new ConfidenceSequence(0.05);
        for (int i = 0; i < 600; i++) {
            sequence.add(i < 300 ? 1 : 0);
        }

        assertThat(sequence.interval().reason()).contains(Undefined.CONTRADICTED);
    }

    /** Ties in five, one half is true: looked at after every one of 300 votes, the interval leaves it out once in twenty at most. */
    @Test
    void falseAlarmsOfEqualCheckpoints() {
        int alarms = 0;
        int runs = 300;
        SplittableRandom random = new SplittableRandom(21);
        for (int run = 0; run < runs; run++) {
            ConfidenceSequence sequence = new ConfidenceSequence(0.05);
            boolean alarm = false;
            for (int vote = 0; vote < 300 && !alarm; vote++) {
                sequence.add(random.nextDouble() < 0.2 ? 0.5 : random.nextInt(2));
                alarm = !sequence.interval().get().holds(0.5);
            }
            alarms += alarm ? 1 : 0;
        }
        assertThat(alarms / (double) runs).isLessThan(0.06);
    }

    /** Twenty raters of different tastes, none on the whole: a sequence over votes raises false alarms, one over raters does not. */
    @Test
    void falseAlarmsOfRatersWithTastes() {
        int votes = 0;
        int raters = 0;
        int runs = 200;
        SplittableRandom random = new SplittableRandom(22);
        for (int run = 0; run < runs; run++) {
            double[] taste = random.doubles(20, 0, 1)
                    .map(u -> Math.log(u / (1 - u)) * 0.5)
                    .toArray();
            ConfidenceSequence all = new ConfidenceSequence(0.05);
            RaterSequence each = new RaterSequence(0.05, 10);
            boolean alarm = false;
            boolean fair = false;
            for (int vote = 0; vote < 400; vote++) {
                int rater = random.nextInt(taste.length);
                double score = random.nextDouble() < 1 / (1 + Math.exp(-taste[rater])) ? 1 : 0;
                all.add(score);
                each.add(rater, score);
                alarm |= all.interval().value().filter(i -> i.holds(0.5)).isEmpty();
                fair |= each.interval().value().filter(i -> i.holds(0.5)).isEmpty();
            }
            votes += alarm ? 1 : 0;
            raters += fair ? 1 : 0;
        }
        assertThat(votes / (double) runs).isGreaterThan(0.08);
        assertThat(raters / (double) runs).isLessThan(0.06);
    }

    @Test
    void aTrueLeadIsSeenOverRatersToo() {
        SplittableRandom random = new SplittableRandom(23);
        RaterSequence sequence = new RaterSequence(0.05, 5);
        for (int vote = 0; vote < 600; vote++) {
            sequence.add(vote % 60, random.nextDouble() < 0.75 ? 1 : 0);
        }

        assertThat(sequence.raters()).isEqualTo(60);
        assertThat(sequence.interval().get().low()).isGreaterThan(0.5);
    }

    @Test
    void fiveRatersProveNothing() {
        RaterSequence sequence = new RaterSequence(0.05, 3);
        for (int vote = 0; vote < 1000; vote++) {
            sequence.add(vote % 5, 1);
        }

        assertThat(sequence.interval().get().holds(0.5)).isTrue();
    }

    @Test
    void manyPairsAreEachSurer() {
        PairSequences few = new PairSequences(2, 0.05, 1);
        PairSequences many = new PairSequences(6, 0.05, 1);
        for (int rater = 0; rater < 40; rater++) {
            few.add(rater, 1, 0, rater % 8 == 0 ? 0 : 1);
            many.add(rater, 1, 0, rater % 8 == 0 ? 0 : 1);
        }

        assertThat(few.interval(1, 0).get().low()).isGreaterThan(0.5);
        assertThat(few.interval(0, 1).get().high())
                .isEqualTo(1 - few.interval(1, 0).get().low(), EXACT);
        assertThat(many.interval(1, 0).get().width())
                .isGreaterThan(few.interval(1, 0).get().width());
        assertThat(many.interval(2, 3).get()).isEqualTo(new Interval(0.5, 0, 1));
    }
}
