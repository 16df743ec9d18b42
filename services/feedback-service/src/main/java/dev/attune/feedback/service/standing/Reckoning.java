package dev.attune.feedback.service.standing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.agreement.Figure;
import dev.attune.feedback.service.standing.Tallies.Counts;
import dev.attune.feedback.standing.CheckpointPair;
import dev.attune.feedback.standing.CheckpointRating;
import dev.attune.feedback.standing.CheckpointRating.Ranks;
import dev.attune.feedback.standing.ProjectStanding;
import dev.attune.feedback.standing.ProjectStanding.Apart;
import dev.attune.feedback.standing.StandingGroup;
import dev.attune.judgement.finding.Interval;
import dev.attune.judgement.finding.Undefined;
import dev.attune.judgement.standing.Ballot;
import dev.attune.judgement.standing.Ballots;
import dev.attune.judgement.standing.Clusters;
import dev.attune.judgement.standing.Standing;
import dev.attune.judgement.standing.Standing.Resampling;
import dev.attune.judgement.standing.Style;
import dev.attune.judgement.standing.Terms;
import dev.attune.judgement.standing.WorthFit;

/** All figures of a standing, from the votes. */
final class Reckoning {

    /** The fit that holds lengths equal has standard errors instead. */
    private static final Resampling NONE = new Resampling(0, 1, 0.95);

    private final Votes votes;
    private final Ballots ballots;
    private final Standing standing;
    private final Standing sameLength;
    private final Tallies tallies;
    private final int raters;
    private final int prompts;

    private Reckoning(Votes votes) {
        this.votes = votes;
        int checkpoints = votes.checkpoints().size();
        ballots = new Ballots(checkpoints, votes.ballots());
        standing = Standing.of(ballots, Terms.USUAL, Resampling.USUAL);
        sameLength = Standing.of(Style.scaled(ballots), Terms.STYLE, NONE);
        tallies = new Tallies(checkpoints, votes.ballots());
        raters = (int)
                votes.ballots().stream().mapToInt(Ballot::rater).distinct().count();
        prompts = (int)
                votes.ballots().stream().mapToInt(Ballot::prompt).distinct().count();
    }

    /**
     * The standing.
     *
     * @param window of each rater so many first votes on a pair are one score
     */
    static ProjectStanding of(Votes votes, int window) {
        return new Reckoning(votes).standing(window);
    }

    private ProjectStanding standing(int window) {
        List<Members> members = new ArrayList<>();
        standing.groups().all().forEach(all -> members.add(new Members(all, ballots)));
        members.sort(Comparator.comparingInt((Members each) -> -each.votes())
                .thenComparing(each -> name(each.all().getFirst())));
        return new ProjectStanding(
                votes.ballots().size(),
                raters,
                prompts,
                votes.lastAt(),
                votes.cut(),
                votes.leftOut(),
                members.stream().map(this::group).toList(),
                apart(members),
                pairs(window),
                window);
    }

    private String name(int checkpoint) {
        return votes.checkpoints().get(checkpoint);
    }

    private StandingGroup group(Members members) {
        int any = members.all().getFirst();
        List<Integer> order = standing.fit(any).known()
                ? members.all().stream()
                        .sorted(Comparator.comparingDouble(
                                (Integer c) -> -standing.fit(c).get().worth(c)))
                        .toList()
                : members.all();
        return new StandingGroup(
                order.stream().map(c -> rating(c, members.fewest())).toList(),
                standing.undefined(any).map(Enum::name).orElse(null),
                members.votes(),
                members.raters(),
                members.prompts(),
                standing.raters(any).map(draws -> draws.few()).value().orElse(true),
                standing.prompts(any).map(draws -> draws.few()).value().orElse(true),
                left(any, members.fewest()),
                longer(any, members.fewest()),
                standing.fit(any)
                        .map(fit -> TurningPoint.of(
                                fit, order, votes.checkpoints(), standing.lead(order.getFirst(), order.get(1))))
                        .value()
                        .orElse(null));
    }

    private CheckpointRating rating(int c, int clusters) {
        Counts counts = tallies.of(c);
        Standing.Rank rank = standing.rank(c);
        return new CheckpointRating(
                name(c),
                Figures.figure(
                        standing.fit(c).map(fit -> fit.elo(c)),
                        standing.worth(c).map(Reckoning::elo)),
                sameLength(c, clusters),
                Figures.value(standing.best(c)),
                new Ranks(rank.best(), rank.worst()),
                tallies.tally(c),
                Figures.share(counts.score(), counts.compared()),
                Figures.interval(Interval.wilson(counts.bothBad(), counts.all(), 0.95)));
    }

    private static Interval elo(Interval logits) {
        return Figures.scaled(logits, WorthFit.ELO);
    }

    private Figure sameLength(int c, int clusters) {
        return sameLength
                .fit(c)
                .map(fit -> Figures.normal(
                        fit.worth(c), fit.deviation(c, Clusters.BOTH), clusters, logit -> WorthFit.ELO * logit))
                .value()
                .orElseGet(() -> Figures.undefined(sameLength.undefined(c).orElse(Undefined.NOTHING)));
    }

    private Figure left(int any, int clusters) {
        return standing.fit(any)
                .then(WorthFit::side)
                .map(side -> Figures.normal(side.estimate(), side.deviation(), clusters, Reckoning::share))
                .value()
                .orElseGet(() -> Figures.undefined(
                        standing.fit(any).then(WorthFit::side).reason().orElse(Undefined.NOTHING)));
    }

    /** The contrast of an answer of twice the length is (2 - 1) / (2 + 1). */
    private Figure longer(int any, int clusters) {
        double squares = votes.ballots().stream()
                .mapToDouble(ballot -> ballot.style().getFirst())
                .map(contrast -> contrast * contrast)
                .sum();
        if (squares == 0) {
            return Figures.undefined(Undefined.ONE_VALUE);
        }
        double twice = 1 / 3.0 / Math.sqrt(squares / votes.ballots().size());
        return sameLength
                .fit(any)
                .map(fit -> fit.style().getFirst())
                .map(weight -> Figures.normal(
                        twice * weight.estimate(), twice * weight.deviation(), clusters, Reckoning::share))
                .value()
                .orElseGet(() -> Figures.undefined(sameLength.undefined(any).orElse(Undefined.NOTHING)));
    }

    /** Of the votes that prefer one of two. */
    private static double share(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private List<Apart> apart(List<Members> members) {
        List<Apart> apart = new ArrayList<>();
        for (int group = 0; group < members.size(); group++) {
            for (int other = group + 1; other < members.size(); other++) {
                apart.add(apart(members, group, other));
            }
        }
        return apart;
    }

    private Apart apart(List<Members> members, int group, int other) {
        int one = members.get(group).all().getFirst();
        int two = members.get(other).all().getFirst();
        @Nullable
        Integer ahead = standing.groups().aboveWithoutEnd(one, two)
                ? Integer.valueOf(group)
                : standing.groups().aboveWithoutEnd(two, one) ? Integer.valueOf(other) : null;
        return new Apart(group, other, (ahead == null ? Undefined.NOT_CONNECTED : Undefined.NEVER_LOST).name(), ahead);
    }

    private List<CheckpointPair> pairs(int window) {
        AnytimePairs anytime = new AnytimePairs(votes, window);
        List<CheckpointPair> pairs = new ArrayList<>();
        for (int first = 0; first < votes.checkpoints().size(); first++) {
            for (int second = first + 1; second < votes.checkpoints().size(); second++) {
                Counts counts = tallies.between(first, second);
                if (counts.all() > 0) {
                    pairs.add(new CheckpointPair(
                            name(first),
                            name(second),
                            counts.wins(),
                            counts.ties(),
                            counts.losses(),
                            counts.bothBad(),
                            Figures.share(counts.score(), counts.compared()),
                            lead(first, second),
                            Figures.share(counts.shownLeft(), counts.all()),
                            anytime.of(first, second)));
                }
            }
        }
        return pairs;
    }

    private Figure lead(int first, int second) {
        if (!standing.groups().together(first, second)) {
            return Figures.interval(standing.lead(first, second));
        }
        return Figures.figure(
                standing.fit(first).map(fit -> WorthFit.ELO * fit.lead(first, second)),
                standing.lead(first, second).map(Reckoning::elo));
    }
}
