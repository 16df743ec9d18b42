package dev.attune.judgement.signal;

import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import dev.attune.judgement.signal.Carelessness.Measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CarelessnessTest {

    /** 100 raters who guess, 100 who click left, 400 honest ones, 100 of another taste who are as consistent: 120 votes each. */
    @Test
    void plantedRaters() {
        SplittableRandom random = new SplittableRandom(31);
        int guessers = 0;
        int leftClickers = 0;
        int accused = 0;
        int otherTaste = 0;
        for (int i = 0; i < 100; i++) {
            guessers += flagged(random, 0.5, 0.5, 0.5, 0.5, 0.5);
            leftClickers += flagged(random, 0.5, 0.15, 0.92, 0.5, 0.5);
            // Another taste is right on golds, which have no two sides, and of one mind, and the crowd's opposite
            // elsewhere.
            otherTaste += flagged(random, 0.9, 0.85, 0.5, 0.01, 0.25);
        }
        for (int i = 0; i < 400; i++) {
            accused += flagged(random, 0.9, 0.85, 0.5, 0.01, 0.75);
        }
        assertThat(guessers).isGreaterThanOrEqualTo(98);
        assertThat(leftClickers).isGreaterThanOrEqualTo(98);
        assertThat(accused).isLessThanOrEqualTo(2);
        assertThat(otherTaste).isLessThanOrEqualTo(1);
    }

    /** Golds, as Wald's test has them: true 0.9 is flagged once in 200, guessing nearly always, within 20. */
    @Test
    void goldWithinTwenty() {
        SplittableRandom random = new SplittableRandom(32);
        assertThat(stopped(random, 0.9)).isLessThan(0.012);
        assertThat(stopped(random, 0.5)).isEqualTo(0.93, within(0.03));
        assertThat(stopped(random, 0.6)).isEqualTo(0.74, within(0.04));
    }

    @Test
    void eachSignHasItsThreshold() {
        assertThat(Sign.side(30, 0).flagged()).isTrue();
        assertThat(Sign.side(30, 20).flagged()).isFalse();
        assertThat(Sign.ownConsistency(4, 4).flagged()).isTrue();
        assertThat(Sign.ownConsistency(3, 4).flagged()).isFalse();
        assertThat(Sign.straightLining(100, 20, 0.5).flagged()).isTrue();
        assertThat(Sign.straightLining(100, 8, 0.5).flagged()).isFalse();
        assertThat(Sign.length(1.5, 0.3, 100).flagged()).isTrue();
        assertThat(Sign.length(1.5, 0.3, 100).logOdds()).isZero();
        assertThat(Sign.length(0.9, 0.1, 100).flagged()).isFalse();
        assertThat(Sign.speed(0, 0).logOdds()).isZero();
    }

    @Test
    void copiedCritiques() {
        Copies copies = new Copies();
        String text =
                "The first answer names its source and keeps to the question, while the second wanders off into history and never"
                        + " comes back to what was asked of it";

        assertThat(copies.add(text)).isFalse();
        assertThat(copies.add(text.replace("The first", "the first"))).isTrue();
        assertThat(copies.add("The left one is shorter and says the same thing in plainer words, so I prefer it"))
                .isFalse();
        assertThat(copies.add("good")).isFalse();
        assertThat(copies.add("good")).isFalse();
    }

    @Test
    void measuresComeOneByOneAndRetractionFromAPerson() {
        Carelessness sure = Carelessness.of(0.1, List.of(Sign.gold(5, 12), Sign.side(40, 2)), 100, false);

        assertThat(sure.probability()).isGreaterThan(0.95);
        assertThat(sure.reasons()).extracting(Sign::kind).containsExactly(Sign.Kind.GOLD, Sign.Kind.SIDE);
        assertThat(sure.after(Measure.NONE, 0)).isEqualTo(Measure.HINT);
        assertThat(sure.after(Measure.HINT, 3)).isEqualTo(Measure.HINT);
        assertThat(sure.after(Measure.HINT, 30)).isEqualTo(Measure.WARNING);
        assertThat(sure.after(Measure.WARNING, 30)).isEqualTo(Measure.SHADOW);
        assertThat(sure.after(Measure.SHADOW, 500)).isEqualTo(Measure.SHADOW);
    }

    @Test
    void unverifiedIsNotBad() {
        List<Sign> signs = List.of(Sign.side(12, 0), Sign.speed(12, 12));

        assertThat(Carelessness.of(0.1, signs, 12, false).verified()).isFalse();
        assertThat(Carelessness.of(0.1, signs, 12, false).after(Measure.NONE, 12))
                .isEqualTo(Measure.NONE);
        assertThat(Carelessness.of(0.1, signs, 400, true).verified()).isFalse();
        assertThat(Carelessness.of(0.1, List.of(Sign.gold(8, 1)), 400, true).verified())
                .isTrue();
    }

    private static int flagged(
            SplittableRandom random, double gold, double same, double left, double quick, double withCrowd) {
        int right = count(random, 15, gold);
        int again = count(random, 10, same);
        int toTheLeft = count(random, 120, left);
        int under = count(random, 120, quick);
        List<Sign> signs = List.of(
                Sign.gold(right, 15 - right),
                Sign.ownConsistency(again, 10 - again),
                Sign.side(toTheLeft, 120 - toTheLeft),
                Sign.speed(under, 120),
                crowd(random, withCrowd));
        return Carelessness.of(Carelessness.USUAL, signs, 120, false).probability() > 0.8 ? 1 : 0;
    }

    /** A fifth are ties; of the others the crowd gives three quarters to one side. */
    private static Sign crowd(SplittableRandom random, double with) {
        double[] expected = new double[120];
        double[] guess = new double[120];
        for (int i = 0; i < 120; i++) {
            boolean tie = random.nextDouble() < 0.2;
            expected[i] = tie ? 0.2 : random.nextDouble() < with ? 0.6 : 0.2;
            guess[i] = tie ? 0.2 : 0.4;
        }
        return Sign.crowd(expected, guess);
    }

    /** Honest votes with ties never look improbable on the whole, and the crowd's opposite alone does not condemn. */
    @Test
    void theCrowdAlone() {
        SplittableRandom random = new SplittableRandom(33);
        int honest = 0;
        int opposite = 0;
        for (int i = 0; i < 400; i++) {
            honest += crowd(random, 0.75).flagged() ? 1 : 0;
            Sign sign = crowd(random, 0.25);
            opposite += sign.flagged() ? 1 : 0;
            assertThat(Carelessness.of(0.1, List.of(sign), 120, false).probability())
                    .isLessThan(0.5);
        }
        assertThat(honest).isZero();
        assertThat(opposite).isEqualTo(400);
    }

    private static double stopped(SplittableRandom random, double right) {
        int stopped = 0;
        for (int run = 0; run < 2000; run++) {
            int rights = 0;
            boolean flagged = false;
            for (int gold = 1; gold <= 20 && !flagged; gold++) {
                rights += random.nextDouble() < right ? 1 : 0;
                flagged = Sign.gold(rights, gold - rights).flagged();
            }
            stopped += flagged ? 1 : 0;
        }
        return stopped / 2000.0;
    }

    private static int count(SplittableRandom random, int of, double share) {
        int count = 0;
        for (int i = 0; i < of; i++) {
            count += random.nextDouble() < share ? 1 : 0;
        }
        return count;
    }
}
