package dev.attune.judgement.standing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import dev.attune.judgement.finding.Interval;
import dev.attune.judgement.finding.Undefined;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class StandingTest {

    private static final Standing.Resampling QUICK = new Standing.Resampling(200, 3, 0.95);

    @Test
    void whoIsAheadAndHowSurely() {
        Standing standing = Standing.of(DrawnVotes.golden(), Terms.PLAIN, QUICK);

        Interval lead = standing.lead(0, 2).get();
        double deviation = standing.fit(0).get().deviation(0, 2, Clusters.VOTES);
        assertThat(lead.estimate()).isEqualTo(0.420303 + 0.453700, within(1e-6));
        assertThat(lead.width()).isEqualTo(2 * 1.96 * deviation, within(0.2));
        assertThat(standing.rank(0)).isEqualTo(new Standing.Rank(1, 2));
        assertThat(standing.rank(1)).isEqualTo(new Standing.Rank(1, 3));
        assertThat(standing.rank(2)).isEqualTo(new Standing.Rank(2, 3));
        assertThat(standing.best(0).get()).isGreaterThan(0.9);
        assertThat(standing.best(0).get()
                        + standing.best(1).get()
                        + standing.best(2).get())
                .isEqualTo(1, within(1e-9));
        assertThat(standing.raters(0).get().few()).isFalse();
    }

    @Test
    void theSameVotesGiveTheSameIntervals() {
        Ballots ballots = DrawnVotes.drawn(true);

        assertThat(Standing.of(ballots, Terms.USUAL, QUICK).lead(0, 3))
                .isEqualTo(Standing.of(ballots, Terms.USUAL, QUICK).lead(0, 3));
    }

    @Test
    void groupsThatNothingOrOnlyWinsJoinHaveNoLead() {
        List<Ballot> all = new ArrayList<>(DrawnVotes.golden().all());
        DrawnVotes.add(all, 3, 0, 5, 0);
        DrawnVotes.add(all, 4, 5, 3, 2);

        Standing standing = Standing.of(new Ballots(7, all), Terms.USUAL, QUICK);

        assertThat(standing.groups().all()).containsExactly(List.of(0, 1, 2), List.of(3), List.of(4, 5), List.of(6));
        assertThat(standing.lead(3, 0).reason()).contains(Undefined.NEVER_LOST);
        assertThat(standing.groups().aboveWithoutEnd(3, 2)).isTrue();
        assertThat(standing.groups().aboveWithoutEnd(2, 3)).isFalse();
        assertThat(standing.lead(4, 0).reason()).contains(Undefined.NOT_CONNECTED);
        assertThat(standing.lead(0, 1).known()).isTrue();
        assertThat(standing.worth(3).reason()).contains(Undefined.NOTHING);
        assertThat(standing.undefined(6)).contains(Undefined.NOTHING);
        assertThat(standing.rank(6)).isEqualTo(new Standing.Rank(1, 7));
    }

    @Test
    void bothBadIsCountedApart() {
        List<Ballot> all = new ArrayList<>(DrawnVotes.golden().all());
        for (int i = 0; i < 10; i++) {
            all.add(new Ballot(1000 + i, 1000 + i, 1, 0, Outcome.BOTH_BAD));
        }
        all.add(new Ballot(1, 1, 1, 0, Outcome.TIE));
        Ballots ballots = new Ballots(3, all);

        Ballots.Record record = ballots.record(0, 1);

        assertThat(record).isEqualTo(new Ballots.Record(30, 1, 20, 10));
        assertThat(record.winRate().get().estimate()).isEqualTo(30.5 / 51, within(1e-12));
        assertThat(record.bothBadRate().get().estimate()).isEqualTo(10 / 61.0, within(1e-12));
        assertThat(ballots.bothBadRate(2).get().estimate()).isZero();
        assertThat(ballots.shownLeft(0, 1).get().estimate()).isEqualTo(50 / 61.0, within(1e-12));
        assertThat(new Ballots(2, List.of()).record(0, 1).winRate().reason()).contains(Undefined.NOTHING);
    }

    @Test
    void oneRaterAloneHasNoIntervalForOthers() {
        List<Ballot> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(new Ballot(0, i, 0, 1, i % 3 == 0 ? Outcome.RIGHT : Outcome.LEFT));
        }

        Standing standing = Standing.of(new Ballots(2, all), Terms.PLAIN, QUICK);

        assertThat(standing.lead(0, 1).reason()).contains(Undefined.TOO_FEW);
        assertThat(standing.prompts(0).get().lead(0, 1, 0.95).known()).isTrue();
    }

    /** Raters of different tastes who vote often: intervals that take votes for independent are wrong, those over raters are not. */
    @Test
    void intervalsOverRatersHoldTheirPromise() {
        SplittableRandom random = new SplittableRandom(11);
        int runs = 120;
        int model = 0;
        int few = 0;
        int many = 0;
        for (int run = 0; run < runs; run++) {
            WorthFit twelve = fit(DrawnVotes.clustered(12, 60, 0.7, random));
            model += Math.abs(twelve.lead(0, 1)) < 1.96 * twelve.deviation(0, 1, Clusters.MODEL) ? 1 : 0;
            few += holds(Resamples.of(twelve, Clusters.RATERS, 200, run));
            many += holds(Resamples.of(fit(DrawnVotes.clustered(60, 20, 0.7, random)), Clusters.RATERS, 200, run));
        }
        assertThat(model / (double) runs).isLessThan(0.8);
        assertThat(few / (double) runs).isBetween(0.9, 1.0);
        assertThat(many / (double) runs).isBetween(0.9, 1.0);
    }

    private static int holds(Resamples draws) {
        return draws.lead(0, 1, 0.95).get().holds(0) ? 1 : 0;
    }

    private static WorthFit fit(Ballots ballots) {
        return WorthFit.of(ballots, List.of(0, 1), Terms.PLAIN).get();
    }
}
