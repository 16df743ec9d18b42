package dev.attune.policy.bestof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.settings.bestof.BestOfConfig;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.ground.Seeds;
import dev.attune.policy.rollout.PromptSet;

/**
 * Draws n answers to each prompt and keeps the one with the highest reward, the first of equals. Answers that cannot be scored
 * do not compete; a prompt of which no answer can be scored has no best.
 */
public record BestOfN(BestOfConfig config, LanguageModel model, Adapter adapter, RewardFunction reward) {

    private static final int ANSWERS = 1;
    /** Answers in the making at once: bounds what a batch of a reward needs. */
    private static final int BATCH = 1024;

    /**
     * One entry for each prompt, in order; the same for the same seed, whatever prompts come after.
     *
     * @param progress hears how many prompts are done
     */
    public List<Optional<BestAnswer>> draw(PromptSet prompts, IntConsumer progress) {
        List<Optional<BestAnswer>> best = new ArrayList<>();
        int size = prompts.prompts().size();
        int together = Math.max(1, BATCH / config.n());
        for (int from = 0; from < size; from += together) {
            best.addAll(draw(prompts, from, Math.min(size, from + together)));
            progress.accept(best.size());
        }
        return best;
    }

    private List<Optional<BestAnswer>> draw(PromptSet prompts, int from, int until) {
        List<GenerationRequest> requests = IntStream.range(from, until)
                .boxed()
                .flatMap(prompt -> IntStream.range(0, config.n())
                        .mapToObj(i -> new GenerationRequest(
                                prompts.tokens().get(prompt), Seeds.derive(config.seed(), ANSWERS, prompt, i))))
                .toList();
        List<String> texts = new Generator(model, adapter)
                        .generate(
                                requests,
                                SamplingSettings.sampling(
                                        config.sampling().temperature(),
                                        config.sampling().maxNewTokens()))
                        .stream()
                        .map(Generation::textTokens)
                        .map(model.tokenizer()::decode)
                        .toList();
        List<List<Message>> asked = IntStream.range(from, until)
                .boxed()
                .flatMap(prompt ->
                        Collections.nCopies(config.n(), prompts.prompts().get(prompt)).stream())
                .toList();
        float[] rewards = reward.score(asked, texts);
        return IntStream.range(0, until - from)
                .mapToObj(i -> best(
                        prompts.prompts().get(from + i),
                        texts.subList(i * config.n(), (i + 1) * config.n()),
                        Arrays.copyOfRange(rewards, i * config.n(), (i + 1) * config.n())))
                .toList();
    }

    private static Optional<BestAnswer> best(List<Message> prompt, List<String> answers, float[] rewards) {
        float[] scored = new float[rewards.length];
        int count = 0;
        int best = -1;
        for (int i = 0; i < rewards.length; i++) {
            if (!Float.isNaN(rewards[i])) {
                scored[count++] = rewards[i];
                best = best < 0 || rewards[i] > rewards[best] ? i : best;
            }
        }
        return best < 0
                ? Optional.empty()
                : Optional.of(new BestAnswer(prompt, answers.get(best), rewards[best], Arrays.copyOf(scored, count)));
    }
}
