package dev.attune.reward.job;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.attune.contracts.event.EvaluationEvent.RewardModelsCompared;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.statistics.Interval;
import dev.attune.contracts.statistics.Resampling;
import dev.attune.lm.model.LanguageModel;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.preference.pair.PromptSplit;
import dev.attune.reward.evaluation.PairScoring;
import dev.attune.reward.evaluation.ScoredPair;
import dev.attune.reward.job.RewardModelRun.Previous;
import dev.attune.reward.loss.BradleyTerry;
import dev.attune.reward.score.RewardScorer;

/**
 * A new reward model beside the one before, on the same pairs: those whose prompts both have held out. A prompt's side follows from its text,
 * the seed and the share, so prompts that were held out once stay so while more preferences come.
 *
 * @param previousId the reward model before
 * @param duels of the decided pairs that both can read
 */
record RewardComparison(String previousId, List<Duel> duels) {

    private static final int ROUNDS = 2000;

    RewardComparison {
        duels = List.copyOf(duels);
    }

    /**
     * A pair in the eyes of both.
     *
     * @param newer 1 where the newer one orders the answers as people did, 0.5 where it finds them equal, else 0
     * @param older the same of the one before
     */
    record Duel(String prompt, double newer, double older) {}

    /**
     * Compares them.
     *
     * @param comparisons all that the newer one was made from, held out or not
     * @param files of the newer one
     * @param base model of the newer one, loaded from {@code baseFiles}
     */
    static RewardComparison of(
            List<PreferencePair> comparisons, Path files, Previous previous, LanguageModel base, Path baseFiles) {
        try (RewardScorer newer = RewardScorer.sharing(files, base);
                RewardScorer older = previous.base().equals(baseFiles)
                        ? RewardScorer.sharing(previous.files(), base)
                        : RewardScorer.load(previous.files(), previous.base())) {
            List<PreferencePair> unseen = unseen(comparisons, newer, older);
            Map<PreferencePair, Double> before = new HashMap<>();
            PairScoring.of(older, unseen).decisive().forEach(scored -> before.put(scored.pair(), win(scored)));
            List<Duel> duels = new ArrayList<>();
            for (ScoredPair scored : PairScoring.of(newer, unseen).decisive()) {
                Double known = before.get(scored.pair());
                if (known != null) {
                    String prompt = Message.readable(scored.pair().prompt());
                    duels.add(new Duel(prompt, win(scored), known));
                }
            }
            return new RewardComparison(previous.checkpoint().checkpointId(), duels);
        }
    }

    private static List<PreferencePair> unseen(
            List<PreferencePair> comparisons, RewardScorer newer, RewardScorer older) {
        Set<PreferencePair> kept = new HashSet<>(heldOut(comparisons, older));
        return heldOut(comparisons, newer).stream()
                .filter(pair -> pair.isDecisive() && kept.contains(pair))
                .toList();
    }

    private static List<PreferencePair> heldOut(List<PreferencePair> comparisons, RewardScorer scorer) {
        var configuration = scorer.description().configuration();
        return PromptSplit.of(
                        comparisons,
                        configuration.data().heldOutShare(),
                        configuration.training().seed())
                .heldOut();
    }

    private static double win(ScoredPair pair) {
        return BradleyTerry.win(pair.chosen(), pair.rejected());
    }

    int pairs() {
        return duels.size();
    }

    /** Of at least one pair. */
    RewardModelsCompared event(RunPlan plan, String checkpointId, Instant at) {
        double newer = duels.stream().mapToDouble(Duel::newer).sum();
        double older = duels.stream().mapToDouble(Duel::older).sum();
        return new RewardModelsCompared(
                "compare-" + plan.runId(),
                plan.project().orElseThrow(),
                checkpointId,
                previousId,
                pairs(),
                byPrompt().size(),
                Interval.wilson(newer, pairs()),
                Interval.wilson(older, pairs()),
                difference(),
                (int) duels.stream().filter(duel -> duel.newer > duel.older).count(),
                (int) duels.stream().filter(duel -> duel.newer < duel.older).count(),
                at);
    }

    /** Of the accuracies; the interval is of prompts drawn again, each with all of its pairs. */
    private Interval difference() {
        double[][] prompts = byPrompt().values().stream()
                .map(own -> new double[] {
                    own.stream().mapToDouble(duel -> duel.newer - duel.older).sum(), own.size()
                })
                .toArray(double[][]::new);
        double mean = duels.stream()
                .mapToDouble(duel -> duel.newer - duel.older)
                .average()
                .orElseThrow();
        double[] ends = Resampling.interval(prompts.length, ROUNDS, 0, places -> {
            double sum = 0;
            double pairs = 0;
            for (int place : places) {
                sum += prompts[place][0];
                pairs += prompts[place][1];
            }
            return sum / pairs;
        });
        return new Interval(mean, Math.min(mean, ends[0]), Math.max(mean, ends[1]));
    }

    private Map<String, List<Duel>> byPrompt() {
        Map<String, List<Duel>> byPrompt = new LinkedHashMap<>();
        duels.forEach(duel ->
                byPrompt.computeIfAbsent(duel.prompt, _ -> new ArrayList<>()).add(duel));
        return byPrompt;
    }
}
