package dev.attune.cli.demo;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.part.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

class RatingCountTest {

    @Test
    void countsARatingOnceHoweverOftenItsAnswerArrives() {
        RatingCount count = new RatingCount(2);

        count.accepted("r-1", Verdict.LEFT, false);
        count.accepted("r-1", Verdict.LEFT, false);

        assertThat(count.ratings()).isEqualTo(1);
        assertThat(count.enough()).isFalse();
    }

    @Test
    void onlyDecisiveRatingsCountTowardsTheReward() {
        RatingCount count = new RatingCount(1);

        count.accepted("r-1", Verdict.TIE, true);
        assertThat(count.enough()).isFalse();
        count.accepted("r-2", Verdict.RIGHT, false);

        assertThat(count.enough()).isTrue();
        assertThat(count.ratings()).isEqualTo(2);
    }

    @Test
    void theCeilingIsTheShareOfRatingsThatSayWhatTheRaterThought() {
        RatingCount count = new RatingCount(4);

        count.accepted("r-1", Verdict.LEFT, false);
        count.accepted("r-2", Verdict.LEFT, true);
        count.accepted("r-3", Verdict.RIGHT, false);
        count.accepted("r-4", Verdict.RIGHT, false);

        assertThat(count.noiseCeiling()).isEqualTo(0.75);
    }
}
