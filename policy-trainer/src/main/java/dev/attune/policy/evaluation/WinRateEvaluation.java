package dev.attune.policy.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.EvaluationConfig;
import dev.attune.contracts.statistics.Interval;
import dev.attune.policy.evaluation.Judge.Comparison;
import dev.attune.policy.evaluation.Judge.Judgement;
import dev.attune.policy.evaluation.Judge.Verdict;
import dev.attune.policy.evaluation.WinRate.Pair;
import dev.attune.policy.evaluation.WinRate.Result;
import dev.attune.policy.ground.Seeds;

/**
 * A blind comparison of a checkpoint with an opponent on held-out prompts, one answer each.
 *
 * <p>Both sides answer a prompt with the same seed, so that a checkpoint against itself ties everywhere and chance that
 * both share does not blur the comparison. Which answer stands first on the judge's screen is drawn by seed.
 */
public record WinRateEvaluation(EvaluationConfig config) {

    /** The file in the samples artifact. */
    public static final String PAIRS = "pairs.jsonl";

    private static final int CHOICE = 0;
    private static final int ANSWER = 1;
    private static final int ORDER = 2;

    /**
     * Compares the two on at most {@code config.prompts} of {@code heldOut}, drawn by seed.
     *
     * @throws AttuneException {@code no-prompts}
     */
    public WinRate run(List<List<Message>> heldOut, Answerer checkpoint, Answerer opponent, Judge judge) {
        if (heldOut.isEmpty()) {
            throw ErrorCategory.CALLER.error("no-prompts", "There is no held-out prompt to compare on; add some.");
        }
        // 1. The prompts, and one seed for each.
        List<List<Message>> prompts = choose(heldOut);
        int count = prompts.size();
        long[] seeds = LongStream.range(0, count)
                .map(i -> Seeds.derive(config.seed(), ANSWER, i))
                .toArray();

        // 2. One answer of each side.
        List<String> answers = checkpoint.answer(prompts, seeds);
        List<String> opponentAnswers = opponent.answer(prompts, seeds);

        // 3. The judge's screen, in an order that says nothing.
        boolean[] shownFirst = new boolean[count];
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shownFirst[i] = (Seeds.derive(config.seed(), ORDER, i) & 1) == 0;
            String first = shownFirst[i] ? answers.get(i) : opponentAnswers.get(i);
            String second = shownFirst[i] ? opponentAnswers.get(i) : answers.get(i);
            comparisons.add(new Comparison(prompts.get(i), first, second));
        }

        // 4. The verdicts, turned back to the checkpoint's side.
        Judgement judgement = judge.judge(comparisons);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Result result = result(judgement.verdicts().get(i), shownFirst[i]);
            pairs.add(new Pair(prompts.get(i), answers.get(i), opponentAnswers.get(i), shownFirst[i], result));
        }

        // 5. The win rate with its interval.
        Interval winRate = Interval.wilson(points(pairs), count);
        return new WinRate(judgement.judge(), winRate, metrics(pairs), pairs);
    }

    /** Writes one JSON line per pair to {@link #PAIRS} in {@code directory}. */
    public static void write(WinRate result, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.write(
                directory.resolve(PAIRS),
                result.pairs().stream().map(Json::text).toList());
    }

    private List<List<Message>> choose(List<List<Message>> heldOut) {
        List<List<Message>> shuffled = new ArrayList<>(heldOut);
        Collections.shuffle(shuffled, new Random(Seeds.derive(config.seed(), CHOICE)));
        return List.copyOf(shuffled.subList(0, Math.min(config.prompts(), shuffled.size())));
    }

    private static Result result(Verdict verdict, boolean shownFirst) {
        return switch (verdict) {
            case FIRST -> shownFirst ? Result.WIN : Result.LOSS;
            case SECOND -> shownFirst ? Result.LOSS : Result.WIN;
            case TIE -> Result.TIE;
        };
    }

    private static Map<String, Double> metrics(List<Pair> pairs) {
        return Map.of(
                "wins", count(pairs, Result.WIN),
                "losses", count(pairs, Result.LOSS),
                "ties", count(pairs, Result.TIE),
                "winRateShownFirst", share(pairs, Pair::shownFirst),
                "winRateShownSecond", share(pairs, pair -> !pair.shownFirst()),
                "longerWins", longerWins(pairs),
                "meanCharacters",
                        pairs.stream()
                                .mapToInt(pair -> pair.answer().length())
                                .average()
                                .orElse(0),
                "opponentMeanCharacters",
                        pairs.stream()
                                .mapToInt(pair -> pair.opponentAnswer().length())
                                .average()
                                .orElse(0));
    }

    private static double points(List<Pair> pairs) {
        return pairs.stream().mapToDouble(pair -> pair.result().points()).sum();
    }

    private static double count(List<Pair> pairs, Result result) {
        return pairs.stream().filter(pair -> pair.result() == result).count();
    }

    /** The points of the longer answers' side, over pairs of different lengths; half where there is none. */
    private static double longerWins(List<Pair> pairs) {
        return pairs.stream()
                .filter(pair -> pair.answer().length() != pair.opponentAnswer().length())
                .mapToDouble(
                        pair -> pair.answer().length() > pair.opponentAnswer().length()
                                ? pair.result().points()
                                : 1 - pair.result().points())
                .average()
                .orElse(0.5);
    }

    /** Half when no pair was shown so: nothing is known of that place. */
    private static double share(List<Pair> pairs, Predicate<Pair> which) {
        List<Pair> chosen = pairs.stream().filter(which).toList();
        return chosen.isEmpty() ? 0.5 : points(chosen) / chosen.size();
    }
}
