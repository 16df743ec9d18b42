package dev.attune.policy.rollout;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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
import dev.attune.lm.torch.Autograd;
import dev.attune.policy.estimator.Rewards;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.ground.Seeds;
import dev.attune.policy.metrics.PpoMetric;
import dev.attune.policy.metrics.Stopwatch;
import dev.attune.policy.model.PolicyModel;

/** Samples answers from a policy, scores them, and looks up what policy, reference and value head say of each token. */
public final class RolloutCollector {

    private static final int PROMPTS = 0;
    private static final int ANSWERS = 1;

    private final SamplingPlan plan;
    private final Rewards.Placement placement;
    private final PolicyModel policy;
    private final PromptSet prompts;
    private final RewardFunction reward;

    /**
     * @param plan of one answer to each prompt
     * @param placement of an answer's score: where it stands after the last token, there is one more value
     */
    public RolloutCollector(
            SamplingPlan plan,
            Rewards.Placement placement,
            PolicyModel policy,
            PromptSet prompts,
            RewardFunction reward) {
        this.plan = plan;
        this.placement = placement;
        this.policy = policy;
        this.prompts = prompts;
        this.reward = reward;
    }

    /** The answers of one update; the same for the same policy, seed and update. */
    public Rollout collect(int update, Stopwatch stopwatch) {
        policy.forgetAnswers();
        int[] drawn = prompts.draw(Seeds.derive(plan.seed(), PROMPTS), update, plan.prompts());
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
                        prompts.tokens().get(drawn[i]), Seeds.derive(plan.seed(), ANSWERS, update, drawn[i], i)))
                .toList();
        return new Generator(policy.model(), policy.adapter())
                .generate(
                        requests,
                        SamplingSettings.sampling(
                                plan.sampling().temperature(), plan.sampling().maxNewTokens()));
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

    /** Passes over answers of like length together, at most {@code rows} at once, without recording. */
    private List<Trajectory> evaluate(
            int[] scored, int[] drawn, List<Generation> generations, List<String> texts, float[] scores) {
        List<Integer> byLength = Arrays.stream(scored)
                .boxed()
                .sorted(Comparator.comparingInt(i -> prompts.tokens().get(drawn[i]).length
                        + generations.get(i).tokens().length))
                .toList();
        Trajectory[] answers = new Trajectory[drawn.length];
        for (int from = 0; from < byLength.size(); from += plan.rows()) {
            List<Integer> rows = byLength.subList(from, Math.min(byLength.size(), from + plan.rows()));
            Looked looked = look(rows, drawn, generations);
            int token = 0;
            int value = 0;
            for (int i : rows) {
                Generation generation = generations.get(i);
                int tokens = token + generation.tokens().length;
                int values = value + valueLength(generation.tokens().length);
                answers[i] = new Trajectory(
                        prompts.prompts().get(drawn[i]),
                        prompts.tokens().get(drawn[i]),
                        generation.tokens(),
                        texts.get(i),
                        generation.finish() == FinishReason.END,
                        generation.samplingLogProbabilities(),
                        Arrays.copyOfRange(looked.own(), token, tokens),
                        Arrays.copyOfRange(looked.reference(), token, tokens),
                        Arrays.copyOfRange(looked.values(), value, values),
                        scores[i]);
                token = tokens;
                value = values;
            }
        }
        return Arrays.stream(scored).mapToObj(i -> answers[i]).toList();
    }

    /** What one pass says of all tokens of its answers, answer after answer. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Looked(float[] own, float[] values, float[] reference) {}

    private Looked look(List<Integer> rows, int[] drawn, List<Generation> generations) {
        double temperature = plan.sampling().temperature();
        try (NDManager step = policy.model().newStep();
                Autograd.Scope off = Autograd.off()) {
            AnswerBatch batch = AnswerBatch.of(
                    step,
                    rows.stream().map(i -> prompts.tokens().get(drawn[i])).toList(),
                    rows.stream().map(i -> generations.get(i).tokens()).toList());
            int[] valueLengths = rows.stream()
                    .mapToInt(i -> valueLength(generations.get(i).tokens().length))
                    .toArray();
            PolicyModel.Evaluation own = policy.evaluate(batch, valueLengths, temperature);
            return new Looked(
                    own.logProbs().toFloatArray(),
                    own.values().toFloatArray(),
                    policy.referenceLogProbs(batch, temperature).toFloatArray());
        }
    }

    /** Values of an answer: one per token, and one after it where the reward stands there. */
    private int valueLength(int tokens) {
        boolean after = placement == Rewards.Placement.AFTER_LAST_TOKEN;
        return after ? Math.min(tokens + 1, plan.sampling().maxNewTokens()) : tokens;
    }
}
