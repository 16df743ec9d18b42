package dev.attune.judgement.raters;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.attune.judgement.vote.Verdict;
import dev.attune.judgement.vote.Vote;
import dev.attune.judgement.vote.Votes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class RaterHierarchyTest {

    private static final int RATERS = 12;

    @Test
    void slopesAreToldApartAndHaveMeanOne() {
        CrowdFit fit = RaterHierarchy.fit(crowd(400, 1), Priors.RATERS);

        double mean = fit.raters().stream()
                .mapToDouble(RaterEstimate::slope)
                .average()
                .orElseThrow();
        assertThat(mean).isEqualTo(1, within(1e-9));
        for (int rater = 0; rater < RATERS; rater++) {
            RaterEstimate estimate = fit.raters().get(rater);
            double truth = slope(rater) / meanSlope();
            assertThat(estimate.slope()).isEqualTo(truth, within(3.5 * estimate.slopeDeviation()));
            assertThat(estimate.side()).isEqualTo(side(rater), within(3.5 * estimate.sideDeviation()));
        }
    }

    @Test
    void whoGaveThreeVotesIsNearTheMean() {
        List<Vote> votes = new ArrayList<>(crowd(400, 2).all());
        for (int pair = 0; pair < 3; pair++) {
            votes.add(new Vote(RATERS, 2 * pair, 2 * pair + 1, pair == 0 ? Verdict.LEFT : Verdict.RIGHT));
        }

        CrowdFit fit = RaterHierarchy.fit(new Votes(RATERS + 1, 800, votes), Priors.RATERS);

        RaterEstimate newcomer = fit.raters().get(RATERS);
        assertThat(newcomer.votes()).isEqualTo(3);
        assertThat(newcomer.slope()).isBetween(0.3, 1.6);
        assertThat(newcomer.slopeDeviation()).isGreaterThan(0.5 * fit.priors().slope());
    }

    @Test
    void anIslandOfThreeIsTakenAsItsPairsAre() {
        List<Vote> votes = new ArrayList<>(crowd(300, 3).all());
        for (int rater = 0; rater < 4; rater++) {
            votes.add(new Vote(rater, 600, 601, Verdict.LEFT));
            votes.add(new Vote(rater, 602, 601, Verdict.RIGHT));
        }

        CrowdFit fit = RaterHierarchy.fit(new Votes(RATERS, 603, votes), Priors.RATERS);

        assertThat(fit.pair(600, 602).belief()).isGreaterThan(fit.pair(600, 601).belief());
        assertThat(fit.pair(601, 600).lead()).isEqualTo(-fit.pair(600, 601).lead(), within(1e-9));
    }

    @Test
    void tiesSayHowOftenTiesAreGiven() {
        List<Vote> votes = new ArrayList<>();
        for (int pair = 0; pair < 200; pair++) {
            for (int rater = 0; rater < 4; rater++) {
                Verdict verdict = rater == 3 ? Verdict.TIE : pair % 2 == 0 ? Verdict.LEFT : Verdict.RIGHT;
                votes.add(new Vote(rater, 2 * pair, 2 * pair + 1, verdict));
            }
        }

        CrowdFit fit = RaterHierarchy.fit(new Votes(4, 400, votes), Priors.RATERS);

        assertThat(fit.logTies()).isPresent();
        assertThat(fit.pair(0, 1).belief()).isGreaterThan(0.9);
        assertThat(fit.pair(2, 3).belief()).isLessThan(0.1);
    }

    @Test
    void nothingIsKnownWithoutVotes() {
        CrowdFit fit = RaterHierarchy.fit(new Votes(2, 4, List.of()), Priors.RATERS);

        assertThat(fit.raters()).allSatisfy(rater -> assertThat(rater.slope()).isEqualTo(1));
        assertThatThrownBy(() -> fit.pair(0, 2)).hasMessageContaining("undefined");
    }

    @Test
    void oneVoteMovesTheBeliefALittle() {
        CrowdFit fit = RaterHierarchy.fit(new Votes(1, 2, List.of(new Vote(0, 0, 1, Verdict.LEFT))), Priors.RATERS);

        assertThat(fit.pair(0, 1).belief()).isBetween(0.55, 0.85);
        assertThat(fit.pair(0, 1).predictive()).isBetween(0.5, 0.75);
    }

    private static double slope(int rater) {
        return rater == 0 ? -0.8 : rater == 1 ? 0 : 0.6 + rater * 0.1;
    }

    private static double meanSlope() {
        double sum = 0;
        for (int rater = 0; rater < RATERS; rater++) {
            sum += slope(rater);
        }
        return sum / RATERS;
    }

    private static double side(int rater) {
        return rater == 2 ? 2 : 0.2;
    }

    /** Pairs of worths N(0, 1), each voted on by all raters. */
    private static Votes crowd(int pairs, long seed) {
        Random random = new Random(seed);
        List<Vote> votes = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            double lead = Math.sqrt(2) * random.nextGaussian();
            for (int rater = 0; rater < RATERS; rater++) {
                boolean mirrored = random.nextBoolean();
                double m = slope(rater) * (mirrored ? -lead : lead) + side(rater);
                Verdict verdict = random.nextDouble() < 1 / (1 + Math.exp(-m)) ? Verdict.LEFT : Verdict.RIGHT;
                int left = mirrored ? 2 * pair + 1 : 2 * pair;
                votes.add(new Vote(rater, left, mirrored ? left - 1 : left + 1, verdict));
            }
        }
        return new Votes(RATERS, 2 * pairs, votes);
    }
}
