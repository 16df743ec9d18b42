package dev.attune.policy.rollout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDManager;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.generate.FinishReason;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.ground.Seeds;
import dev.attune.policy.metrics.GroupMetric;
import dev.attune.policy.metrics.Stopwatch;
import dev.attune.policy.model.AdapterPolicy;

/**
 * Samples several answers to each prompt, scores them, and looks up what policy and reference say of each token. The answers
 * to a prompt share one pass over it.
 */
public final class GroupCollector {

    private static final int PROMPTS = 0;
    private static final int ANSWERS = 1;
    private static final float[] NO_VALUES = {};

    private final SamplingPlan plan;
    private final AdapterPolicy policy;
    private final PromptSet prompts;
    private final RewardFunction reward;

    private record Candidate(int prompt, Generation generation, String text, float score) {}

    public GroupCollector(SamplingPlan plan, AdapterPolicy policy, PromptSet prompts, RewardFunction reward) {
        this.plan = plan;
        this.policy = policy;
        this.prompts = prompts;
        this.reward = reward;
    }

    /**
     * The answers of one update; the same for the same policy, seed and update. With more than one sampling round, prompts
     * whose answers all have the same score are replaced by others, as far as the rounds suffice; if there are no others,
     * they stay.
     *
     * @throws AttuneException {@code nothing-scored}, {@code reward-not-finite}
     */
    public GroupRollout collect(int update, Stopwatch stopwatch) {
        List<List<Candidate>> kept = new ArrayList<>();
        List<List<Candidate>> alike = new ArrayList<>();
        Tally tally = new Tally();
        int round = 0;
        for (; round < plan.rounds() && kept.size() < plan.prompts(); round++) {
            for (List<Candidate> group : round(update, round, stopwatch, tally)) {
                boolean teaches =
                        group.stream().map(Candidate::score).distinct().count() > 1;
                tally.group(group.size(), teaches);
                if (group.size() > 1) {
                    (teaches || plan.rounds() == 1 ? kept : alike).add(group);
                }
            }
        }
        List<List<Candidate>> chosen = kept.isEmpty() ? alike : kept;
        if (chosen.isEmpty()) {
            throw new AttuneException(
                    "nothing-scored",
                    ErrorCategory.CALLER,
                    "The reward could not score two answers to any of " + tally.prompts
                            + " prompts, so there is nothing to compare; check the reward and its prompts' fields.");
        }
        List<List<Candidate>> groups = chosen.subList(0, Math.min(chosen.size(), plan.prompts()));
        List<List<Trajectory>> answers = stopwatch.time(GroupMetric.SECONDS_FORWARD, () -> evaluate(groups));
        return new GroupRollout(answers, tally.measured(round), tally.partMeans());
    }

    /** The scored answers to the prompts of one draw, those to the same prompt together. */
    private List<List<Candidate>> round(int update, int round, Stopwatch stopwatch, Tally tally) {
        int draw = Math.addExact(Math.multiplyExact(update, plan.rounds()), round);
        int[] drawn = prompts.draw(Seeds.derive(plan.seed(), PROMPTS), draw, plan.prompts());
        int[] asked = Arrays.stream(drawn)
                .flatMap(prompt -> IntStream.range(0, plan.answers()).map(i -> prompt))
                .toArray();
        List<Generation> generations = stopwatch.time(GroupMetric.SECONDS_SAMPLE, () -> sample(draw, asked));
        List<String> texts = generations.stream()
                .map(generation -> policy.model().tokenizer().decode(generation.textTokens()))
                .toList();
        RewardFunction.Scores scores = stopwatch.time(GroupMetric.SECONDS_SCORE, () -> score(asked, texts));
        tally.parts(scores);
        List<List<Candidate>> groups = new ArrayList<>();
        for (int first = 0; first < asked.length; first += plan.answers()) {
            List<Candidate> group = new ArrayList<>();
            for (int i = first; i < first + plan.answers(); i++) {
                if (!Float.isNaN(scores.totals()[i])) {
                    group.add(new Candidate(asked[i], generations.get(i), texts.get(i), scores.totals()[i]));
                }
            }
            groups.add(group);
        }
        return groups;
    }

    private List<Generation> sample(int draw, int[] asked) {
        List<GenerationRequest> requests = IntStream.range(0, asked.length)
                .mapToObj(i -> new GenerationRequest(
                        prompts.tokens().get(asked[i]), Seeds.derive(plan.seed(), ANSWERS, draw, asked[i], i)))
                .toList();
        return new Generator(policy.model(), policy.adapter())
                .generate(
                        requests,
                        SamplingSettings.sampling(
                                plan.sampling().temperature(), plan.sampling().maxNewTokens()));
    }

    private RewardFunction.Scores score(int[] asked, List<String> texts) {
        List<List<Message>> conversations =
                Arrays.stream(asked).mapToObj(i -> prompts.prompts().get(i)).toList();
        RewardFunction.Scores scores = reward.scored(conversations, texts);
        for (float score : scores.totals()) {
            if (Float.isInfinite(score)) {
                throw new AttuneException(
                        "reward-not-finite",
                        ErrorCategory.CALLER,
                        "The reward of an answer is " + score + "; bound the reward.");
            }
        }
        return scores;
    }

    /** Passes over answers of like length together, at most {@code rows} at once, without recording. */
    private List<List<Trajectory>> evaluate(List<List<Candidate>> groups) {
        List<Candidate> all = groups.stream().flatMap(List::stream).toList();
        List<Integer> byLength = IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> promptTokens(all.get(i)).length
                        + all.get(i).generation().tokens().length))
                .toList();
        Trajectory[] answers = new Trajectory[all.size()];
        for (int from = 0; from < byLength.size(); from += plan.rows()) {
            List<Integer> rows = byLength.subList(from, Math.min(byLength.size(), from + plan.rows()));
            try (NDManager step = policy.model().newStep()) {
                AnswerBatch batch = AnswerBatch.of(
                        step,
                        rows.stream().map(i -> promptTokens(all.get(i))).toList(),
                        rows.stream().map(i -> all.get(i).generation().tokens()).toList());
                float[] own =
                        policy.logProbs(batch, plan.sampling().temperature()).toFloatArray();
                float[] reference = policy.referenceLogProbs(
                                batch, plan.sampling().temperature())
                        .toFloatArray();
                int at = 0;
                for (int i : rows) {
                    int until = at + all.get(i).generation().tokens().length;
                    answers[i] = trajectory(
                            all.get(i), Arrays.copyOfRange(own, at, until), Arrays.copyOfRange(reference, at, until));
                    at = until;
                }
            }
        }
        List<List<Trajectory>> evaluated = new ArrayList<>();
        int first = 0;
        for (List<Candidate> group : groups) {
            evaluated.add(List.of(answers).subList(first, first + group.size()));
            first += group.size();
        }
        return evaluated;
    }

    private Trajectory trajectory(Candidate candidate, float[] logProbs, float[] referenceLogProbs) {
        Generation generation = candidate.generation();
        return new Trajectory(
                prompts.prompts().get(candidate.prompt()),
                promptTokens(candidate),
                generation.tokens(),
                candidate.text(),
                generation.finish() == FinishReason.END,
                generation.samplingLogProbabilities(),
                logProbs,
                referenceLogProbs,
                NO_VALUES,
                candidate.score());
    }

    private int[] promptTokens(Candidate candidate) {
        return prompts.tokens().get(candidate.prompt());
    }

    /** Counts over all that was sampled. */
    private final class Tally {
        private int prompts;
        private int informative;
        private int compared;
        private final Map<String, double[]> parts = new TreeMap<>();

        void group(int scored, boolean teaches) {
            prompts++;
            informative += teaches ? 1 : 0;
            compared += scored > 1 ? scored : 0;
        }

        void parts(RewardFunction.Scores scores) {
            scores.parts().forEach((name, numbers) -> {
                double[] sum = parts.computeIfAbsent(name, key -> new double[2]);
                for (float number : numbers) {
                    sum[0] += Float.isNaN(number) ? 0 : number;
                    sum[1] += Float.isNaN(number) ? 0 : 1;
                }
            });
        }

        Map<GroupMetric, Double> measured(int rounds) {
            return Map.of(
                    GroupMetric.SAMPLING_ROUNDS,
                    (double) rounds,
                    GroupMetric.INFORMATIVE,
                    (double) informative / prompts,
                    GroupMetric.UNSCORED,
                    1 - (double) compared / ((long) prompts * plan.answers()));
        }

        /** Over the answers that the part could score. */
        Map<String, Double> partMeans() {
            Map<String, Double> means = new TreeMap<>();
            parts.forEach((name, sum) -> {
                if (sum[1] > 0) {
                    means.put(name, sum[0] / sum[1]);
                }
            });
            return means;
        }
    }
}
