package dev.attune.judgement.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.attune.judgement.signal.GoldCrowd.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class GoldCrowdTest {

    private static final int RATERS = 20;
    private static final int GOLDS = 30;

    /** Right nine times of ten but for those who toss coins; the first three golds are wrong, so that whoever is right is told otherwise. */
    private static List<Answer> answers(int tossing, Random random) {
        List<Answer> answers = new ArrayList<>();
        for (int rater = 0; rater < RATERS; rater++) {
            for (int gold = 0; gold < GOLDS; gold++) {
                boolean right = random.nextDouble() < (rater < tossing ? 0.5 : 0.9);
                answers.add(new Answer(rater, gold, gold < 3 ? !right : right));
            }
        }
        return answers;
    }

    @Test
    void wrongGoldIsFoundAndRightGoldIsNot() {
        int found = 0;
        int accused = 0;
        for (int seed = 0; seed < 50; seed++) {
            GoldCrowd crowd = GoldCrowd.of(RATERS, GOLDS, answers(8, new Random(seed)));
            for (int gold = 0; gold < GOLDS; gold++) {
                found += gold < 3 && crowd.doubted(gold) ? 1 : 0;
                accused += gold >= 3 && crowd.doubted(gold) ? 1 : 0;
            }
        }

        assertThat(found).as("of 150").isGreaterThanOrEqualTo(147);
        assertThat(accused).isZero();
    }

    @Test
    void fewerThanEightAnswersAccuseNothing() {
        List<Answer> seven = new ArrayList<>();
        for (int rater = 0; rater < 7; rater++) {
            seven.add(new Answer(rater, 0, false));
        }
        GoldCrowd crowd = GoldCrowd.of(8, 1, seven);
        List<Answer> eight = new ArrayList<>(seven);
        eight.add(new Answer(7, 0, false));

        assertThat(crowd.belief().getFirst()).isGreaterThan(0.95);
        assertThat(crowd.doubted(0)).isFalse();
        assertThat(GoldCrowd.of(8, 1, eight).doubted(0)).isTrue();
    }

    /** One gold alone: each of the answers weighs ln(8/10 / (2/10)), as nothing else is known of anybody. */
    @Test
    void withoutOtherGoldsEverybodyWeighsAlike() {
        GoldCrowd crowd = GoldCrowd.of(3, 1, List.of(new Answer(0, 0, true), new Answer(1, 0, false)));
        double expected = 1 / (1 + Math.exp(-Math.log(0.05 / 0.95)));

        assertThat(crowd.belief().getFirst()).isCloseTo(expected, within(1e-12));
    }

    /** Those who are wrong everywhere else cannot outvote a gold. */
    @Test
    void carelessPeopleDoNotOverturnGold() {
        List<Answer> answers = new ArrayList<>();
        for (int gold = 0; gold < 20; gold++) {
            for (int rater = 0; rater < 12; rater++) {
                answers.add(new Answer(rater, gold, rater < 4 || (gold + rater) % 2 == 0 && gold > 0));
            }
        }

        assertThat(GoldCrowd.of(12, 20, answers).doubted(0)).isFalse();
    }
}
