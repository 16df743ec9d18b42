package dev.attune.feedback.service.arena;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.contracts.settings.gate.ArenaGate;
import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.contracts.statistics.Interval;
import dev.attune.feedback.store.arena.ArenaStore.Said;
import dev.attune.judgement.clustered.ClusteredMean;
import dev.attune.judgement.clustered.Score;

/**
 * What an arena came to.
 *
 * @param measured the candidate's win rate; a tie and two bad answers count half, and so do two answers that are the same, as often as a pair
 *     is rated; absent where there is no interval
 * @param samples people or prompts, whichever are fewer: the interval is as wide as they make it
 */
record ArenaVerdict(
        GateOutcome outcome, @Nullable Interval measured, int samples, Map<String, Double> figures, String sentence) {

    private static final double LEVEL = 0.95;

    /** Nothing could be measured. */
    static ArenaVerdict error(String sentence) {
        return new ArenaVerdict(GateOutcome.ERROR, null, 0, Map.of(), sentence);
    }

    /**
     * The verdict on what people said.
     *
     * @param same pairs of which both answers say the same: nobody was asked about them
     */
    static ArenaVerdict of(ArenaGate gate, List<Said> said, int same) {
        int raters = (int) said.stream().map(Said::rater).distinct().count();
        int prompts = (int) said.stream().map(Said::prompt).distinct().count() + same;
        List<Score> scores = new ArrayList<>(said.stream()
                .map(one -> new Score(one.rater(), one.prompt(), score(one)))
                .toList());
        for (int pair = 0; pair < same; pair++) {
            for (int rating = 0; rating < gate.ratingsEach(); rating++) {
                // Of nobody, so each by itself.
                scores.add(new Score("nobody/" + pair + "/" + rating, "same/" + pair, 0.5));
            }
        }
        Optional<Interval> measured = raters < 2
                ? Optional.empty()
                : ClusteredMean.of(scores, LEVEL)
                        .value()
                        .map(found -> new Interval(found.estimate(), found.low(), found.high()));
        GateOutcome outcome = outcome(gate, raters, measured);
        return new ArenaVerdict(
                outcome,
                measured.orElse(null),
                Math.min(raters, prompts),
                figures(said, raters, prompts, same),
                sentence(gate, outcome, said.size(), raters, prompts, measured));
    }

    private static GateOutcome outcome(ArenaGate gate, int raters, Optional<Interval> measured) {
        if (raters < gate.leastRaters() || measured.isEmpty()) {
            return GateOutcome.INCONCLUSIVE;
        }
        if (measured.get().low() >= gate.atLeast()) {
            return GateOutcome.PASSED;
        }
        return measured.get().high() < gate.atLeast() ? GateOutcome.FAILED : GateOutcome.INCONCLUSIVE;
    }

    private static double score(Said said) {
        return switch (said.verdict()) {
            case LEFT -> said.leftFirst() == said.firstIsCandidate() ? 1 : 0;
            case RIGHT -> said.leftFirst() == said.firstIsCandidate() ? 0 : 1;
            case TIE, BOTH_BAD, SKIP, RANKED, WRITTEN -> 0.5;
        };
    }

    private static Map<String, Double> figures(List<Said> said, int raters, int prompts, int same) {
        Map<String, Double> figures = new HashMap<>();
        figures.put("ratings", (double) said.size());
        figures.put("raters", (double) raters);
        figures.put("prompts", (double) prompts);
        figures.put("sameAnswers", (double) same);
        figures.put("wins", count(said.stream().filter(one -> score(one) == 1).toList()));
        figures.put("losses", count(said.stream().filter(one -> score(one) == 0).toList()));
        figures.put(
                "ties",
                count(said.stream().filter(one -> one.verdict() == Verdict.TIE).toList()));
        figures.put(
                "bothBad",
                count(said.stream()
                        .filter(one -> one.verdict() == Verdict.BOTH_BAD)
                        .toList()));
        return figures;
    }

    private static double count(List<Said> said) {
        return said.size();
    }

    private static String sentence(
            ArenaGate gate, GateOutcome outcome, int ratings, int raters, int prompts, Optional<Interval> measured) {
        if (raters == 0) {
            return "Nobody rated any pair, so nothing can be concluded.";
        }
        if (raters < gate.leastRaters()) {
            return "Only " + people(raters) + " rated, and at least " + gate.leastRaters()
                    + " had to; nothing can be concluded.";
        }
        if (measured.isEmpty()) {
            return "Ratings of one person, or on one prompt, tell nothing of others; nothing can be concluded.";
        }
        Interval rate = measured.get();
        String found = "People preferred it in " + percent(rate.mean()) + " of " + ratings + " ratings by "
                + people(raters) + " on " + prompts + " prompts (95 % interval " + percent(rate.low()) + " to "
                + percent(rate.high()) + ")";
        String wanted = percent(gate.atLeast());
        return switch (outcome) {
            case PASSED -> found + "; the whole interval reaches " + wanted + ".";
            case FAILED -> found + "; the whole interval lies below " + wanted + ".";
            default -> found + ", which holds " + wanted + ": too little is known to say.";
        };
    }

    private static String people(int count) {
        return count == 1 ? "1 person" : count + " people";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
