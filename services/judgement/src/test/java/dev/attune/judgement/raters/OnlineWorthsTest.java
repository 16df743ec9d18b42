package dev.attune.judgement.raters;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Worked by hand: v = 2, p = 1/2, h = 1/4, so that the gain is 1 / (1 + 2/4) = 2/3. */
class OnlineWorthsTest {

    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void theFirstVote() {
        OnlineWorths worths = new OnlineWorths(2, 1);

        worths.vote(0, 1, 1, 1, 0);

        assertThat(worths.mean(0)).isEqualTo(1 / 3.0, EXACT);
        assertThat(worths.mean(1)).isEqualTo(-1 / 3.0, EXACT);
        assertThat(worths.covariance(0, 0)).isEqualTo(5 / 6.0, EXACT);
        assertThat(worths.covariance(0, 1)).isEqualTo(1 / 6.0, EXACT);
    }

    @Test
    void whoDoesNotLookTellsNothing() {
        OnlineWorths worths = new OnlineWorths(2, 1);

        worths.vote(0, 1, 1, 0, 0);

        assertThat(worths.pair(0, 1)).isEqualTo(new PairBelief(0, Math.sqrt(2)));
    }
}
