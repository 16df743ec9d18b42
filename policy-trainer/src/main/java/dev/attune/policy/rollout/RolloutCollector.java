package dev.attune.policy.rollout;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDManager;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.contracts.settings.ppo.PpoReward;
import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.generate.FinishReason;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.torch.Autograd;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.ground.Seeds;
import dev.attune.policy.metrics.PpoMetric;
import dev.attune.policy.metrics.Stopwatch;
import dev.attune.policy.model.PolicyModel;

/** Samples answers from a policy, scores them, and looks up what policy, reference and value head say of each token. */
public final class RolloutCollector {

    private static final int PROMPTS = 0;
    private static final int ANSWERS = 1;

    private final PpoConfig config;
    private final PolicyModel policy;
    private final PromptSet prompts;
    private final RewardFunction reward;

    public RolloutCollector(PpoConfig config, PolicyModel policy, PromptSet prompts, RewardFunction reward) {
        this.config = config;
        this.policy = policy;
        this.prompts = prompts;
        this.reward = reward;
    }

    /** The answers of one update; the same for the same policy, seed and update. */
    public Rollout collect(int update, Stopwatch stopwatch) {
        policy.forgetAnswers();
        int[] drawn = prompts.draw(
                Seeds.derive(config.policy().seed(), PROMPTS),
                update,
                config.rounds().rolloutBatch());
        List<Generation> generations = stopwatch.time(PpoMetric.SECONDS_SAMPLE, () -> sample(update, drawn));
        List<String> texts = generations.stream()
                .map(generation -> policy.model().tokenizer().decode(generation.textTokens()))
                .toList();
        float[] scores = stopwatch.time(PpoMetric.SECONDS_SCORE, () -> score(drawn, texts));
        int[] scored = requireScored(scores);
        return stopwatch.time(
                PpoMetric.SECONDS_FORWARD, () -> new Rollout(evaluate(scored, drawn, generations, texts, scores)));
    }

    /** Places of the answers that have a score. */
    private static int[] requireScored(float[] scores) {
        int[] scored = IntStream.range(0, scores.length)
                .filter(i -> !Float.isNaN(scores[i]))
                .toArray();
        if (scored.length == 0) {
            throw new AttuneException(
                    "nothing-scored",
                    ErrorCategory.CALLER,
                    "The reward could score none of " + scores.length
                            + " answers, so there is nothing to learn from; check the reward and its prompts' fields.");
        }
        return scored;
    }

    private List<Generation> sample(int update, int[] drawn) {
        List<GenerationRequest> requests = IntStream.range(0, drawn.length)
                .mapToObj(i -> new GenerationRequest(
                        prompts.tokens().get(drawn[i]),
                        Seeds.derive(config.policy().seed(), ANSWERS, update, drawn[i], i)))
                .toList();
        return new Generator(policy.model(), policy.adapter())
                .generate(
                        requests,
                        SamplingSettings.sampling(
                                config.sampling().temperature(),
                                config.sampling().maxNewTokens()));
    }

    private float[] score(int[] drawn, List<String> texts) {
        List<List<Message>> asked =
                Arrays.stream(drawn).mapToObj(i -> prompts.prompts().get(i)).toList();
        float[] scores = reward.score(asked, texts);
        for (float score : scores) {
            if (Float.isInfinite(score)) {
                throw new AttuneException(
                        "reward-not-finite",
                        ErrorCategory.CALLER,
                        "The reward of an answer is " + score + "; bound the reward.");
            }
        }
        return scores;
    }

    /** Passes over answers of like length together, at most {@code minibatch} at once, without recording. */
    private List<Trajectory> evaluate(
            int[] scored, int[] drawn, List<Generation> generations, List<String> texts, float[] scores) {
        List<Integer> byLength = Arrays.stream(scored)
                .boxed()
                .sorted(Comparator.comparingInt(i -> prompts.tokens().get(drawn[i]).length
                        + generations.get(i).tokens().length))
                .toList();
        Trajectory[] answers = new Trajectory[drawn.length];
        for (int from = 0; from < byLength.size(); from += config.rounds().minibatch()) {
            List<Integer> rows = byLength.subList(
                    from, Math.min(byLength.size(), from + config.rounds().minibatch()));
            try (NDManager step = policy.model().newStep();
                    Autograd.Scope off = Autograd.off()) {
                AnswerBatch batch = AnswerBatch.of(
                        step,
                        rows.stream().map(i -> prompts.tokens().get(drawn[i])).toList(),
                        rows.stream().map(i -> generations.get(i).tokens()).toList());
                int[] valueLengths = rows.stream()
                        .mapToInt(i -> valueLength(generations.get(i).tokens().length))
                        .toArray();
                PolicyModel.Evaluation own =
                        policy.evaluate(batch, valueLengths, config.sampling().temperature());
                float[] logProbs = own.logProbs().toFloatArray();
                float[] values = own.values().toFloatArray();
                float[] reference = policy.referenceLogProbs(
                                batch, config.sampling().temperature())
                        .toFloatArray();
                int from1 = 0;
                int value1 = 0;
                for (int i : rows) {
                    Generation generation = generations.get(i);
                    int until = from1 + generation.tokens().length;
                    answers[i] = new Trajectory(
                            prompts.prompts().get(drawn[i]),
                            prompts.tokens().get(drawn[i]),
                            generation.tokens(),
                            texts.get(i),
                            generation.finish() == FinishReason.END,
                            generation.samplingLogProbabilities(),
                            Arrays.copyOfRange(logProbs, from1, until),
                            Arrays.copyOfRange(reference, from1, until),
                            Arrays.copyOfRange(values, value1, value1 + valueLength(until - from1)),
                            scores[i]);
                    value1 += valueLength(until - from1);
                    from1 = until;
                }
            }
        }
        return Arrays.stream(scored).mapToObj(i -> answers[i]).toList();
    }

    /** Values of an answer: one per token, and one after it where the reward stands there. */
    private int valueLength(int tokens) {
        boolean after = config.details().reward().placement() == PpoReward.Placement.AFTER;
        return after ? Math.min(tokens + 1, config.sampling().maxNewTokens()) : tokens;
    }
}
