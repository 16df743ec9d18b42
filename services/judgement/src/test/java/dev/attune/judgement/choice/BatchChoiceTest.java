package dev.attune.judgement.choice;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class BatchChoiceTest {

    @Test
    void whatWasOftenAskedIsWorthLess() {
        LinearWorth worth = new LinearWorth(4, 1);
        for (int vote = 0; vote < 20; vote++) {
            worth.learn(Difference.between(0, 1), vote % 2);
        }

        List<Integer> picks = new BatchChoice(Strategy.INFORMATION, 0, new Random(1))
                .pick(List.of(candidate(0, 1), candidate(2, 3)), worth, 1);

        assertThat(picks).containsExactly(1);
        assertThat(worth.lead(Difference.between(0, 1))).isEqualTo(0, within(0.3));
    }

    @Test
    void noAnswerComesTwiceInABatch() {
        List<BatchChoice.Candidate> candidates = new ArrayList<>();
        for (int other = 1; other < 6; other++) {
            candidates.add(candidate(0, other));
        }
        candidates.add(candidate(6, 7));

        List<Integer> picks =
                new BatchChoice(Strategy.INFORMATION, 0.5, new Random(2)).pick(candidates, new LinearWorth(8, 1), 6);

        assertThat(picks).hasSize(2).contains(5);
    }

    @Test
    void theFirstVoteIsWorkedByHand() {
        LinearWorth worth = new LinearWorth(2, 1);

        worth.learn(Difference.between(1, 0), 1);

        assertThat(worth.lead(Difference.between(1, 0))).isEqualTo(2 / 3.0, within(1e-12));
        assertThat(worth.variance(Difference.between(0, 1))).isEqualTo(2 * (1 - 1 / 6.0), within(1e-12));
    }

    @Test
    void evenlyDrawnPicksComeFromAnywhere() {
        LinearWorth worth = new LinearWorth(200, 1);
        List<BatchChoice.Candidate> candidates = new ArrayList<>();
        for (int pair = 0; pair < 100; pair++) {
            candidates.add(candidate(2 * pair, 2 * pair + 1));
        }
        Random random = new Random(3);
        int late = 0;
        for (int draw = 0; draw < 200; draw++) {
            int pick = new BatchChoice(Strategy.MARGIN, 1, random)
                    .pick(candidates, worth, 1)
                    .getFirst();
            late += pick >= 50 ? 1 : 0;
        }

        assertThat(late).isBetween(70, 130);
    }

    private static BatchChoice.Candidate candidate(int first, int second) {
        return new BatchChoice.Candidate(Difference.between(first, second), first, second, 0);
    }
}
