package dev.attune.lm.generate;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import com.sun.management.OperatingSystemMXBean;

import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.text.Tokenizer;

/**
 * Prints how fast a model of SmolLM2-135M's shape generates:
 * {@code GenerationProbe TOKENIZER_DIRECTORY PROMPTS SAMPLES PROMPT_TOKENS NEW_TOKENS [ROUNDS]}. Not a test.
 */
final class GenerationProbe {
    private GenerationProbe() {}

    public static void main(String[] arguments) {
        int prompts = Integer.parseInt(arguments[1]);
        int samples = Integer.parseInt(arguments[2]);
        int promptTokens = Integer.parseInt(arguments[3]);
        int newTokens = Integer.parseInt(arguments[4]);
        int rounds = arguments.length > 5 ? Integer.parseInt(arguments[5]) : 3;
        TransformerConfig config = TransformerConfig.tiny(49152, 576, 30, 9, 3);
        SplittableRandom random = new SplittableRandom(1);
        List<GenerationRequest> requests = new ArrayList<>();
        for (int prompt = 0; prompt < prompts; prompt++) {
            int[] tokens = random.ints(promptTokens, 3, 49152).toArray();
            for (int sample = 0; sample < samples; sample++) {
                requests.add(new GenerationRequest(tokens, prompt * 1000L + sample));
            }
        }
        try (LanguageModel model =
                LanguageModel.random(config, Tokenizer.load(Path.of(arguments[0])), LoadOptions.bfloat16(), 1)) {
            for (int round = 0; round < rounds; round++) {
                run(model, requests, 1, "prompts only");
                run(model, requests, newTokens, "all");
            }
        }
    }

    private static void run(LanguageModel model, List<GenerationRequest> requests, int newTokens, String what) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        SamplingSettings settings = SamplingSettings.sampling(0.7, newTokens).withIgnoreEnd(true);
        long start = System.nanoTime();
        long used = system.getProcessCpuTime();
        new Generator(model, Adapter.NONE).generate(requests, settings);
        double seconds = (System.nanoTime() - start) / 1e9;
        double processor = (system.getProcessCpuTime() - used) / 1e9;
        System.out.printf(
                "%-14s %6.2f s, of the processors %6.2f s, %7.1f tokens/s%n",
                what, seconds, processor, requests.size() * newTokens / seconds);
    }
}
