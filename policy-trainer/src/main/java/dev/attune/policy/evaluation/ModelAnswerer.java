package dev.attune.policy.evaluation;

import java.util.List;
import java.util.stream.IntStream;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.settings.EvaluationConfig;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.ground.Conversations;

/** A language model, with or without an adapter, as one side of a comparison. */
public final class ModelAnswerer implements Answerer {

    private final LanguageModel model;
    private final Adapter adapter;
    private final SamplingSettings sampling;

    public ModelAnswerer(LanguageModel model, Adapter adapter, EvaluationConfig config) {
        this.model = model;
        this.adapter = adapter;
        this.sampling = config.temperature() == 0
                ? SamplingSettings.greedy(config.maxNewTokens())
                : SamplingSettings.sampling(config.temperature(), config.maxNewTokens());
    }

    @Override
    public List<String> answer(List<List<Message>> prompts, long[] seeds) {
        List<GenerationRequest> requests = IntStream.range(0, prompts.size())
                .mapToObj(i ->
                        new GenerationRequest(model.promptTokens(Conversations.forModel(prompts.get(i))), seeds[i]))
                .toList();
        return new Generator(model, adapter)
                .generate(requests, sampling).stream()
                        .map(answer -> model.tokenizer().decode(answer.textTokens()))
                        .toList();
    }
}
