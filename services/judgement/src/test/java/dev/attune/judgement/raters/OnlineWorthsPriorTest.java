package dev.attune.judgement.raters;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/** Worths of which something is known before anybody votes. */
class OnlineWorthsPriorTest {

    @Test
    void answersOfWhichNothingIsKnownAreTheCaseOfMeanZeroAndNoCovariance() {
        OnlineWorths told = new OnlineWorths(new double[2], new double[][] {{1, 0}, {0, 1}});
        OnlineWorths fresh = new OnlineWorths(2, 1);

        told.vote(0, 1, 1, 1, 0);
        fresh.vote(0, 1, 1, 1, 0);

        assertThat(told.pair(0, 1)).isEqualTo(fresh.pair(0, 1));
    }

    @Test
    void aPairsDoubtIsThatOfTheDifference() {
        PairBelief belief =
                new OnlineWorths(new double[] {1.5, 0.5}, new double[][] {{0.9, 0.4}, {0.4, 0.5}}).pair(0, 1);

        assertThat(belief.lead()).isEqualTo(1);
        assertThat(belief.deviation() * belief.deviation()).isCloseTo(0.9 + 0.5 - 2 * 0.4, within(1e-12));
    }

    @Test
    void asManyRowsAsMeansAreNeeded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OnlineWorths(new double[2], new double[1][1]))
                .withMessage("There are 2 means, but 1 rows of covariance.");
    }
}
