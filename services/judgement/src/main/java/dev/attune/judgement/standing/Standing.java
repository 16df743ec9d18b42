package dev.attune.judgement.standing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Interval;
import dev.attune.judgement.finding.Undefined;

/**
 * How checkpoints stand: worths of each group of {@link Groups}, each fitted by its own votes, with intervals over whole raters and whole prompts,
 * of which the wider one is published. Beside a checkpoint of another group there is no lead: it never lost to it, or no chain of votes joins the
 * two; {@link #groups} tells which.
 */
public final class Standing {

    private final Groups groups;
    private final List<Finding<WorthFit>> fits = new ArrayList<>();
    private final List<Finding<Resamples>> raters = new ArrayList<>();
    private final List<Finding<Resamples>> prompts = new ArrayList<>();
    private final int checkpoints;
    private final double level;

    /**
     * How resamples are drawn.
     *
     * @param rounds how many, of raters and of prompts each
     * @param seed the same votes and seed give the same intervals
     * @param level of the intervals, such as 0.95
     */
    public record Resampling(int rounds, long seed, double level) {
        public static final Resampling USUAL = new Resampling(500, 1, 0.95);
    }

    /**
     * A checkpoint's rank.
     *
     * @param best 1 and as many as are surely ahead: their intervals lie above its own
     * @param worst the number of checkpoints less those surely behind
     */
    public record Rank(int best, int worst) {}

    private Standing(Ballots ballots, Terms terms, Resampling resampling) {
        groups = Groups.of(ballots);
        checkpoints = ballots.checkpoints();
        level = resampling.level();
        for (List<Integer> members : groups.all()) {
            Finding<WorthFit> fit = WorthFit.of(ballots, members, terms);
            fits.add(fit);
            raters.add(fit.map(f -> Resamples.of(f, Clusters.RATERS, resampling.rounds(), resampling.seed())));
            prompts.add(fit.map(f -> Resamples.of(f, Clusters.PROMPTS, resampling.rounds(), resampling.seed() + 1)));
        }
    }

    public static Standing of(Ballots ballots, Terms terms, Resampling resampling) {
        return new Standing(ballots, terms, resampling);
    }

    public Groups groups() {
        return groups;
    }

    /** The fit of a checkpoint's group; undefined for one that is alone in it. */
    public Finding<WorthFit> fit(int checkpoint) {
        return fits.get(groups.of(checkpoint));
    }

    /** Draws of whole raters, of a checkpoint's group. */
    public Finding<Resamples> raters(int checkpoint) {
        return raters.get(groups.of(checkpoint));
    }

    /** Draws of whole prompts, of a checkpoint's group. */
    public Finding<Resamples> prompts(int checkpoint) {
        return prompts.get(groups.of(checkpoint));
    }

    /** A checkpoint's worth beside its group's mean, in logits, with the wider of both intervals. */
    public Finding<Interval> worth(int checkpoint) {
        return wider(
                raters(checkpoint).then(draws -> draws.worth(checkpoint, level)),
                prompts(checkpoint).then(draws -> draws.worth(checkpoint, level)));
    }

    /** How far the first is ahead of the second, in logits, with the wider of both intervals. */
    public Finding<Interval> lead(int first, int second) {
        if (!groups.together(first, second)) {
            return Finding.undefined(groups.why(first, second));
        }
        return wider(
                raters(first).then(draws -> draws.lead(first, second, level)),
                prompts(first).then(draws -> draws.lead(first, second, level)));
    }

    /**
     * The ranks that a checkpoint's interval allows. Who has no interval, or is of another group, is surely neither ahead nor behind: an order of
     * groups without an error is not yet a certain one.
     */
    public Rank rank(int checkpoint) {
        long ahead = IntStream.range(0, checkpoints)
                .filter(other -> surelyAhead(other, checkpoint))
                .count();
        long behind = IntStream.range(0, checkpoints)
                .filter(other -> surelyAhead(checkpoint, other))
                .count();
        return new Rank(1 + (int) ahead, checkpoints - (int) behind);
    }

    private boolean surelyAhead(int one, int other) {
        if (!groups.together(one, other)) {
            return false;
        }
        Finding<Interval> high = worth(one);
        Finding<Interval> low = worth(other);
        return high.known() && low.known() && high.get().low() > low.get().high();
    }

    /** P(a checkpoint is the best of its group): the mean of the shares over draws of raters and of prompts. */
    public Finding<Double> best(int checkpoint) {
        return raters(checkpoint)
                .then(draws -> draws.best(checkpoint))
                .then(share -> prompts(checkpoint)
                        .then(draws -> draws.best(checkpoint))
                        .map(other -> (share + other) / 2));
    }

    private static Finding<Interval> wider(Finding<Interval> one, Finding<Interval> other) {
        return one.then(interval -> other.map(interval::wider));
    }

    /** Why a checkpoint's group has no worths, if it has none. */
    public java.util.Optional<Undefined> undefined(int checkpoint) {
        return fit(checkpoint).reason();
    }
}
