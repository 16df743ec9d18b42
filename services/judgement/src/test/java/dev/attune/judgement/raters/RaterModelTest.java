package dev.attune.judgement.raters;

import java.util.List;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import dev.attune.judgement.vote.GoldenVotes;
import dev.attune.judgement.vote.Verdict;
import dev.attune.judgement.vote.Vote;
import dev.attune.judgement.vote.Votes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Against modes and Hessians computed with numpy and scipy (src/test/oracle/raters.py). */
class RaterModelTest {

    private static final Offset<Double> EXACT = within(2e-6);

    @Test
    void slopesAndSidesOfTheGoldenVotes() {
        RaterFit fit = RaterModel.fit(GoldenVotes.VOTES, Priors.RATERS);

        assertThat(fit.logPosterior()).isEqualTo(-11.177167, EXACT);
        worths(fit, 0.666372, 0.039337, 0.052030, -0.757739);
        rater(fit, 0, 1.213669, 0.364097);
        rater(fit, 1, 1.211504, 0.106609);
        rater(fit, 2, 0.874563, 0.279630);
        rater(fit, 3, 0.815848, 0.750351);
        assertThat(fit.commonSide()).isEqualTo(0.300137, EXACT);
    }

    @Test
    void whatIsBelievedOfPairs() {
        RaterFit fit = RaterModel.fit(GoldenVotes.VOTES, Priors.RATERS);

        pair(fit.pair(0, 1), 0.627035, 0.702752, 0.813872, 0.639652);
        pair(fit.pair(1, 2), -0.012693, 0.713739, 0.492906, 0.497103);
        pair(fit.pair(2, 3), 0.809769, 0.735471, 0.864556, 0.675993);
        pair(fit.pair(0, 3), 1.424111, 0.845790, 0.953886, 0.778733);
    }

    @Test
    void oneCrowdIsBradleyTerry() {
        RaterFit fit = RaterModel.fit(GoldenVotes.VOTES, Priors.ONE_CROWD);

        assertThat(fit.logPosterior()).isEqualTo(-12.446570, EXACT);
        worths(fit, 0.489689, -0.071499, 0.241409, -0.659599);
    }

    @Test
    void tiesAreDavidsons() {
        List<Vote> votes = List.of(
                vote(0, 1, Verdict.LEFT),
                vote(0, 1, Verdict.TIE),
                vote(0, 1, Verdict.LEFT),
                vote(1, 2, Verdict.TIE),
                vote(1, 2, Verdict.LEFT),
                vote(1, 2, Verdict.RIGHT),
                vote(0, 2, Verdict.LEFT),
                vote(0, 2, Verdict.TIE),
                vote(0, 2, Verdict.LEFT),
                vote(1, 0, Verdict.LEFT));

        RaterFit fit = RaterModel.fit(new Votes(1, 3, votes), Priors.ONE_CROWD);

        worths(fit, 0.556181, -0.153708, -0.402473);
        assertThat(fit.logTies().orElseThrow()).isEqualTo(-0.063963, EXACT);
        assertThat(fit.logPosterior()).isEqualTo(-10.320767, EXACT);
    }

    @Test
    void whatNoVoteJoinsIsUndefined() {
        Votes votes = new Votes(1, 4, List.of(vote(0, 1, Verdict.LEFT), vote(2, 3, Verdict.LEFT)));

        RaterFit fit = RaterModel.fit(votes, Priors.ONE_CROWD);

        assertThat(fit.pair(0, 1).belief()).isGreaterThan(0.5);
        assertThatThrownBy(() -> fit.pair(1, 2)).hasMessageContaining("undefined");
    }

    @Test
    void noVotesAndAllTiesSayNothing() {
        RaterFit nothing = RaterModel.fit(new Votes(2, 2, List.of()), Priors.RATERS);
        RaterFit ties = RaterModel.fit(
                new Votes(1, 2, List.of(vote(0, 1, Verdict.TIE), vote(1, 0, Verdict.TIE))), Priors.RATERS);

        assertThat(nothing.rater(1)).isEqualTo(new RaterEstimate(1, 0.5, 0, Math.sqrt(0.5), 0));
        assertThat(ties.pair(0, 1).belief()).isEqualTo(0.5, within(1e-9));
    }

    private static Vote vote(int left, int right, Verdict verdict) {
        return new Vote(0, left, right, verdict);
    }

    private static void worths(RaterFit fit, double... expected) {
        for (int answer = 0; answer < expected.length; answer++) {
            assertThat(fit.worth(answer)).isEqualTo(expected[answer], EXACT);
        }
    }

    private static void rater(RaterFit fit, int rater, double slope, double side) {
        assertThat(fit.rater(rater).slope()).isEqualTo(slope, EXACT);
        assertThat(fit.rater(rater).side()).isEqualTo(side, EXACT);
    }

    private static void pair(PairBelief pair, double lead, double deviation, double belief, double predictive) {
        assertThat(pair.lead()).isEqualTo(lead, EXACT);
        assertThat(pair.deviation()).isEqualTo(deviation, EXACT);
        assertThat(pair.belief()).isEqualTo(belief, EXACT);
        assertThat(pair.predictive()).isEqualTo(predictive, EXACT);
    }
}
