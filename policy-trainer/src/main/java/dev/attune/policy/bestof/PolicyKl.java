package dev.attune.policy.bestof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDManager;

import dev.attune.contracts.settings.bestof.BestOfConfig;
import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.loss.ChunkedLogProbabilities;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.torch.Autograd;
import dev.attune.policy.ground.Seeds;
import dev.attune.policy.rollout.PromptSet;

/** How far a policy is from its base: the other axis of every comparison with best-of-n. */
public final class PolicyKl {

    private static final int ANSWERS = 2;
    private static final int ROWS = 16;

    private PolicyKl() {}

    /**
     * {@code log pi - log pi_base} in nats of one sampled answer to each prompt: their mean estimates KL(policy || base)
     * without bias, over real tokens, the end token included.
     */
    public static double[] of(LanguageModel base, Adapter policy, PromptSet prompts, BestOfConfig config) {
        List<GenerationRequest> requests = IntStream.range(0, prompts.tokens().size())
                .mapToObj(i -> new GenerationRequest(prompts.tokens().get(i), Seeds.derive(config.seed(), ANSWERS, i)))
                .toList();
        List<Generation> answers = new Generator(base, policy)
                .generate(
                        requests, SamplingSettings.sampling(1, config.sampling().maxNewTokens()));
        double[] differences = new double[answers.size()];
        for (int from = 0; from < differences.length; from += ROWS) {
            int until = Math.min(differences.length, from + ROWS);
            List<int[]> tokens = new ArrayList<>();
            answers.subList(from, until).forEach(answer -> tokens.add(answer.tokens()));
            try (NDManager step = base.newStep();
                    Autograd.Scope off = Autograd.off()) {
                AnswerBatch batch = AnswerBatch.of(step, prompts.tokens().subList(from, until), tokens);
                float[] own = logProbs(base, policy, batch);
                float[] reference = logProbs(base, Adapter.NONE, batch);
                int at = 0;
                for (int row = from; row < until; row++) {
                    for (int t = 0; t < tokens.get(row - from).length; t++, at++) {
                        differences[row] += own[at] - reference[at];
                    }
                }
            }
        }
        return differences;
    }

    private static float[] logProbs(LanguageModel base, Adapter adapter, AnswerBatch batch) {
        return ChunkedLogProbabilities.of(
                        base.transformer().with(adapter),
                        batch.predictingStates(base.transformer().hiddenStates(batch.batch(), adapter)),
                        batch.targets())
                .values()
                .toFloatArray();
    }
}
