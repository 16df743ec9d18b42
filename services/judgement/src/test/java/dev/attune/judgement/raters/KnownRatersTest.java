package dev.attune.judgement.raters;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;

import dev.attune.judgement.raters.KnownRaters.Said;
import dev.attune.judgement.study.PlantedCrowd;
import dev.attune.judgement.vote.Verdict;
import dev.attune.judgement.vote.Vote;
import dev.attune.judgement.vote.Votes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class KnownRatersTest {

    @Test
    void ofTheFitsOwnVotesItSaysWhatTheFitSays() {
        PlantedCrowd crowd = PlantedCrowd.of(60, 5, 1);
        CrowdFit fit = RaterHierarchy.fit(crowd.votes(), Priors.RATERS);
        KnownRaters known = fit.known();

        for (int pair = 0; pair < crowd.leads().size(); pair++) {
            PairBelief batch = fit.pair(2 * pair, 2 * pair + 1);
            PairBelief online = known.pair(said(crowd.votes().all(), pair));
            assertThat(online.lead()).isEqualTo(batch.lead(), within(1e-9));
            assertThat(online.deviation()).isEqualTo(batch.deviation(), within(1e-9));
        }
    }

    /** Votes that come after a fit: what is believed under its raters is within a quarter of a deviation of what the next fit says. */
    @Test
    void betweenTwoFitsLittleIsMissed() {
        PlantedCrowd crowd = PlantedCrowd.of(120, 5, 2);
        int pairs = crowd.leads().size();
        List<Vote> before = crowd.votes().all().stream()
                .filter(vote -> Math.min(vote.left(), vote.right()) / 2 < pairs * 9 / 10)
                .toList();
        KnownRaters earlier = RaterHierarchy.fit(new Votes(PlantedCrowd.RATERS, 2 * pairs, before), Priors.RATERS)
                .known();
        CrowdFit later = RaterHierarchy.fit(crowd.votes(), Priors.RATERS);

        double sum = 0;
        int compared = 0;
        for (int pair = pairs * 9 / 10; pair < pairs; pair++) {
            List<Said> votes = said(crowd.votes().all(), pair);
            if (!votes.isEmpty()) {
                PairBelief batch = later.pair(2 * pair, 2 * pair + 1);
                sum += Math.abs(earlier.pair(votes).lead() - batch.lead()) / batch.deviation();
                compared++;
            }
        }

        assertThat(compared).isGreaterThan(80);
        assertThat(sum / compared).isLessThan(0.25);
    }

    @Test
    void withoutVotesOrWithATossNothingIsBelieved() {
        KnownRaters raters = new KnownRaters(
                List.of(new KnownRaters.Rater(0, 0), new KnownRaters.Rater(-1, 0)),
                0,
                OptionalDouble.empty(),
                Priors.RATERS);

        assertThat(raters.pair(List.of()).predictive()).isEqualTo(0.5, within(1e-12));
        assertThat(raters.pair(List.of()).deviation()).isEqualTo(Math.sqrt(2), within(1e-3));
        assertThat(raters.pair(List.of(new Said(0, Verdict.LEFT, true))).predictive())
                .as("of who does not look")
                .isEqualTo(0.5, within(1e-12));
        assertThat(raters.pair(List.of(new Said(1, Verdict.LEFT, true))).lead())
                .as("of who has it the wrong way round")
                .isEqualTo(raters.pair(List.of(new Said(KnownRaters.UNKNOWN, Verdict.RIGHT, true)))
                        .lead())
                .isNegative();
    }

    @Test
    void whereItStoodCounts() {
        KnownRaters lefties =
                new KnownRaters(List.of(new KnownRaters.Rater(1, 2.4)), 0, OptionalDouble.empty(), Priors.RATERS);

        double left = lefties.pair(List.of(new Said(0, Verdict.LEFT, true))).lead();
        double right = lefties.pair(List.of(new Said(0, Verdict.LEFT, false))).lead();
        double against = lefties.pair(List.of(new Said(0, Verdict.RIGHT, true))).lead();

        assertThat(right).isEqualTo(-left, within(1e-12));
        assertThat(-against).as("against the habit").isGreaterThan(3 * left);
    }

    @Test
    void aTieIsHalfAWinWhereNoFitKnowsTies() {
        KnownRaters raters = KnownRaters.unknown(Priors.RATERS);

        PairBelief tie = raters.pair(List.of(new Said(KnownRaters.UNKNOWN, Verdict.TIE, true)));

        assertThat(tie.lead()).isEqualTo(0, within(1e-12));
        assertThat(tie.deviation()).isLessThan(raters.pair(List.of()).deviation());
    }

    private static List<Said> said(List<Vote> votes, int pair) {
        List<Said> said = new ArrayList<>();
        for (Vote vote : votes) {
            if (Math.min(vote.left(), vote.right()) == 2 * pair) {
                said.add(new Said(vote.rater(), vote.verdict(), vote.left() == 2 * pair));
            }
        }
        return said;
    }
}
