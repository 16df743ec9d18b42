package dev.attune.feedback.service.rater;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.check.CheckKind;
import dev.attune.feedback.rater.Signal;
import dev.attune.feedback.rater.SignalKind;
import dev.attune.feedback.store.rater.SignalStore.Checked;
import dev.attune.feedback.store.rater.SignalStore.Rater;
import dev.attune.feedback.store.rater.SignalStore.Vote;
import dev.attune.feedback.store.rater.StandingStore.Measured;
import dev.attune.judgement.finding.Interval;
import dev.attune.judgement.signal.Carelessness;
import dev.attune.judgement.signal.Copies;
import dev.attune.judgement.signal.Lengths;
import dev.attune.judgement.signal.Pace;
import dev.attune.judgement.signal.Sign;

/** What the raters of one project show of care, each beside all of them. */
final class Measuring {

    private static final double LEVEL = 0.95;

    /** Characters of a word with the space behind it, about; lengths are told apart by doubling only. */
    private static final int CHARACTERS_A_WORD = 6;

    /** More comments than these are not compared with each other. */
    private static final int MOST_COMMENTS = 1500;

    private static final int ASSUMED = 20;

    private final Map<UUID, List<Vote>> votes = new HashMap<>();
    private final Map<UUID, int[][]> checks = new HashMap<>();
    private final Map<UUID, int[]> copies = new HashMap<>();

    /** Who votes on items of each language; the empty one where none is asked for. */
    private final Map<String, Set<UUID>> speakers = new HashMap<>();

    private final Pace pace;

    /**
     * Of what raters said lately.
     *
     * @param votes oldest first
     */
    Measuring(List<Vote> votes, List<Checked> checked) {
        votes.forEach(vote -> speakers.computeIfAbsent(language(vote), fresh -> new HashSet<>())
                .add(vote.account()));
        votes.forEach(vote -> this.votes
                .computeIfAbsent(vote.account(), fresh -> new ArrayList<>())
                .add(vote));
        checked.forEach(one -> checks.computeIfAbsent(one.account(), fresh -> new int[CheckKind.values().length][2])[
                one.kind().ordinal()][one.right() ? 0 : 1]++);
        pace = new Pace(this.votes.values().stream()
                .map(own -> own.stream().map(Measuring::timed).toList())
                .toList());
        countCopies(votes);
    }

    private void countCopies(List<Vote> all) {
        List<Vote> commented =
                all.stream().filter(vote -> vote.comment() != null).toList();
        Copies seen = new Copies();
        for (Vote vote : commented.subList(Math.max(0, commented.size() - MOST_COMMENTS), commented.size())) {
            int[] counts = copies.computeIfAbsent(vote.account(), fresh -> new int[2]);
            String comment = vote.comment();
            counts[0] += comment != null && seen.add(comment) ? 1 : 0;
            counts[1]++;
        }
    }

    private static Pace.Timed timed(Vote vote) {
        return new Pace.Timed((vote.left() + vote.right()) / CHARACTERS_A_WORD, vote.dwellMillis() / 1000.0);
    }

    /** What is known of one rater. */
    Measured of(Rater rater) {
        List<Vote> own = votes.getOrDefault(rater.account(), List.of());
        List<Sign> signs = new ArrayList<>();
        List<Signal> signals = new ArrayList<>();
        checks(rater.account(), signs, signals);
        speed(own, signs, signals);
        runs(own, signs, signals);
        side(own, signs, signals);
        copied(rater.account(), signs, signals);
        lengths(rater.account(), own, signs, signals);
        boolean alone = isAlone(own);
        Carelessness carelessness =
                Carelessness.of(Carelessness.USUAL, signs, (int) Math.min(rater.votes(), Integer.MAX_VALUE), alone);
        return new Measured(rater.votes(), carelessness.probability(), carelessness.verified(), alone, signals);
    }

    /** Whether most of what somebody votes on is in languages in which nobody else votes: there is no crowd to compare with. */
    private boolean isAlone(List<Vote> own) {
        long without = own.stream()
                .filter(vote -> speakers.getOrDefault(language(vote), Set.of()).size() == 1)
                .count();
        return 2 * without > own.size();
    }

    private static String language(Vote vote) {
        return vote.language() == null ? "" : vote.language();
    }

    private void checks(UUID account, List<Sign> signs, List<Signal> signals) {
        int[][] counts = checks.getOrDefault(account, new int[CheckKind.values().length][2]);
        int[] gold = counts[CheckKind.GOLD.ordinal()];
        int[] attention = counts[CheckKind.ATTENTION.ordinal()];
        int[] repeats = counts[CheckKind.REPEAT.ordinal()];
        share(SignalKind.GOLD, gold[0], gold[0] + gold[1], Sign.gold(gold[0], gold[1]), signs, signals);
        share(
                SignalKind.ATTENTION,
                attention[0],
                attention[0] + attention[1],
                Sign.attention(attention[0], attention[1]),
                signs,
                signals);
        share(
                SignalKind.OWN_CONSISTENCY,
                repeats[0],
                repeats[0] + repeats[1],
                Sign.ownConsistency(repeats[0], repeats[1], usual(account)),
                signs,
                signals);
    }

    /** How consistent the others are: their own share, and {@value #ASSUMED} cases of what is usual elsewhere. */
    private double usual(UUID account) {
        double same = ASSUMED * Sign.USUAL_CONSISTENCY;
        double all = ASSUMED;
        for (Map.Entry<UUID, int[][]> entry : checks.entrySet()) {
            if (!entry.getKey().equals(account)) {
                int[] repeats = entry.getValue()[CheckKind.REPEAT.ordinal()];
                same += repeats[0];
                all += repeats[0] + repeats[1];
            }
        }
        return same / all;
    }

    private void speed(List<Vote> own, List<Sign> signs, List<Signal> signals) {
        List<Pace.Timed> times = own.stream().map(Measuring::timed).toList();
        Sign sign = pace.sign(times);
        share(SignalKind.SPEED, pace.under(times), sign.cases(), sign, signs, signals);
    }

    private static void runs(List<Vote> own, List<Sign> signs, List<Signal> signals) {
        if (own.isEmpty()) {
            return;
        }
        List<Verdict> verdicts = own.stream().map(Vote::verdict).toList();
        Sign sign = Pace.runs(verdicts);
        signs.add(sign);
        signals.add(new Signal(
                SignalKind.STRAIGHT_LINING,
                Pace.longest(verdicts),
                null,
                null,
                sign.cases(),
                sign.flagged(),
                sign.logOdds()));
    }

    private static void side(List<Vote> own, List<Sign> signs, List<Signal> signals) {
        int left = (int)
                own.stream().filter(vote -> vote.verdict() == Verdict.LEFT).count();
        int right = (int)
                own.stream().filter(vote -> vote.verdict() == Verdict.RIGHT).count();
        share(SignalKind.SIDE, left, left + right, Sign.side(left, right), signs, signals);
    }

    private void copied(UUID account, List<Sign> signs, List<Signal> signals) {
        int[] counts = copies.getOrDefault(account, new int[2]);
        share(SignalKind.COPIES, counts[0], counts[1], Sign.copies(counts[0], counts[1]), signs, signals);
    }

    /** Adds a sign whose figure is a share, where there is anything to say. */
    private static void share(SignalKind kind, int some, int all, Sign sign, List<Sign> signs, List<Signal> signals) {
        if (all == 0) {
            return;
        }
        Interval interval = Interval.wilson(some, all, LEVEL).get();
        signs.add(sign);
        signals.add(new Signal(
                kind, interval.estimate(), interval.low(), interval.high(), all, sign.flagged(), sign.logOdds()));
    }

    private void lengths(UUID account, List<Vote> own, List<Sign> signs, List<Signal> signals) {
        List<Lengths.Choice> mine = choices(own);
        List<Lengths.Choice> theirs = votes.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(account))
                .flatMap(entry -> choices(entry.getValue()).stream())
                .toList();
        if (mine.isEmpty() || theirs.isEmpty()) {
            return;
        }
        Lengths excess = Lengths.of(mine).beside(Lengths.of(theirs));
        Sign sign = Sign.length(excess.weight(), excess.deviation(), mine.size());
        signs.add(sign);
        Interval interval = Interval.around(excess.weight(), 1.96 * excess.deviation());
        signals.add(new Signal(
                SignalKind.LENGTH,
                interval.estimate(),
                interval.low(),
                interval.high(),
                mine.size(),
                sign.flagged(),
                sign.logOdds()));
    }

    private static List<Lengths.Choice> choices(List<Vote> votes) {
        return votes.stream()
                .filter(vote -> vote.verdict().decisive())
                .map(vote -> new Lengths.Choice(
                        Math.log((vote.left() + 1.0) / (vote.right() + 1.0)), vote.verdict() == Verdict.LEFT))
                .toList();
    }
}
