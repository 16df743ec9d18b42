package dev.attune.judgement.standing;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.attune.judgement.finding.Undefined;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TurningTest {

    /** Found by trying all numbers of the three helpful kinds of votes. */
    @Test
    void threeCheckpoints() {
        Turning turning = new Turning(fit(DrawnVotes.golden()), 0, 1);

        assertThat(turning.flips().get())
                .isEqualTo(new Turning.Turn(7, List.of(new Turning.Part(0, 1, Outcome.LEFT, 7))));
        // Thirteen bring both level, to the last digit; which fourteen turn it is not unique.
        assertThat(turning.removals().get().votes()).isEqualTo(14);
    }

    @Test
    void ofTwoItIsCounted() {
        for (int[] record : new int[][] {{30, 20}, {31, 20}, {7, 6}, {5, 5}, {200, 3}}) {
            List<Ballot> all = new ArrayList<>();
            DrawnVotes.add(all, 0, 1, record[0], record[1]);
            Turning turning = new Turning(fit(new Ballots(2, all)), 0, 1);

            assertThat(turning.flips().get().votes()).isEqualTo(Turning.flips(record[0], record[1]));
            assertThat(turning.removals().get().votes()).isEqualTo(Turning.removals(record[0], record[1]));
        }
    }

    @Test
    void oneRaterCanTurnIt() {
        List<Ballot> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int rater = i % 6;
            boolean first = rater == 4 || i / 6 % 5 < 2 || rater < 4 && i / 6 == 9;
            all.add(new Ballot(rater, i, 0, 1, first ? Outcome.LEFT : Outcome.RIGHT));
        }

        assertThat(new Turning(fit(new Ballots(2, all)), 0, 1).raters().get()).containsExactly(4);
    }

    @Test
    void withoutHisVotesNobodyIsLeft() {
        List<Ballot> all = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            all.add(new Ballot(0, i, 0, 1, i % 3 == 0 ? Outcome.RIGHT : Outcome.LEFT));
        }
        Turning turning = new Turning(fit(new Ballots(2, all)), 0, 1);

        assertThat(turning.raters().reason()).contains(Undefined.NOTHING_TURNS);
        assertThatThrownBy(() -> new Turning(fit(new Ballots(2, all)), 1, 0)).hasMessageContaining("not ahead");
    }

    private static WorthFit fit(Ballots ballots) {
        return WorthFit.of(ballots, Groups.of(ballots).all().getFirst(), Terms.PLAIN)
                .get();
    }
}
