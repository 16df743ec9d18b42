package dev.attune.lm.bench;

import java.util.ArrayList;
import java.util.List;

import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.torch.Dtype;

/**
 * Times sampling: {@code DTYPE PROMPTS SAMPLES PROMPT_LENGTH NEW_TOKENS RUNS}, each prompt answered {@code SAMPLES} times.
 */
public record GenerateMeasurement(LanguageModel model, int prompts, int samples, int promptLength, int newTokens) {
    private static final double TEMPERATURE = 0.7;
    private static final int WARM_UP_TOKENS = 8;

    public static void main(String[] arguments) {
        Dtype dtype = Dtype.valueOf(arguments[0]);
        int[] sizes = Measurement.sizes(arguments, 1);
        try (LanguageModel model = BenchModel.smollm2Shape(new LoadOptions(dtype), 1)) {
            GenerateMeasurement work = new GenerateMeasurement(model, sizes[0], sizes[1], sizes[2], sizes[3]);
            work.seconds(WARM_UP_TOKENS);
            double best = Double.MAX_VALUE;
            for (int run = 0; run < sizes[4]; run++) {
                best = Math.min(best, work.seconds(work.newTokens));
            }
            String setting = dtype.name().toLowerCase(java.util.Locale.ROOT);
            long peak = Measurement.peakSoFarMb();
            new Measurement(setting, work.made() / best, peak, work.explain(dtype, best)).print();
        }
    }

    private double seconds(int tokens) {
        SamplingSettings settings =
                SamplingSettings.sampling(TEMPERATURE, tokens).withIgnoreEnd(true);
        List<GenerationRequest> requests = new ArrayList<>();
        for (int prompt = 0; prompt < prompts; prompt++) {
            int[] ids = BenchModel.tokens(promptLength, prompt);
            for (int sample = 0; sample < samples; sample++) {
                requests.add(new GenerationRequest(ids, requests.size()));
            }
        }
        long start = System.nanoTime();
        int made = new Generator(model, Adapter.NONE)
                .generate(requests, settings).stream()
                        .mapToInt(answer -> answer.tokens().length)
                        .sum();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (made != rows() * tokens) {
            throw new BenchException("Only " + made + " of " + rows() * tokens + " tokens were made.");
        }
        return seconds;
    }

    private com.fasterxml.jackson.databind.node.ObjectNode explain(Dtype dtype, double seconds) {
        TransformerConfig config = model.config();
        double steps = Ceilings.productSeconds(config, dtype, rows(), rows()) * (newTokens - 1);
        double prefill = Ceilings.productSeconds(config, dtype, prompts * promptLength, rows());
        double blockWeights = config.parameterCount() - (double) config.vocabularySize() * config.hiddenSize();
        double flop = 2.0 * config.parameterCount() * rows() * newTokens + 2 * blockWeights * prompts * promptLength;
        double weightBytes = (double) config.parameterCount() * dtype.bytes() * newTokens;
        double cacheBytes =
                (double) config.cacheBytesPerToken(dtype) * rows() * newTokens * (promptLength + newTokens / 2.0);
        return Ceilings.measure().explain(seconds, steps + prefill, flop, weightBytes, cacheBytes);
    }

    private int rows() {
        return prompts * samples;
    }

    private double made() {
        return (double) rows() * newTokens;
    }
}
