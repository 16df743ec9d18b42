package dev.attune.lm.generate;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.sun.management.OperatingSystemMXBean;

import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.loss.LogProbabilities;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.optim.AdamWConfig;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.text.Tokenizer;
import dev.attune.lm.torch.Autograd;

/** Prints how fast a small model samples and trains here: {@code SpeedProbe TOKENIZER_DIRECTORY [bfloat16]}. Not a test. */
final class SpeedProbe {
    private static final int ROWS = 64;
    private static final int PROMPT = 16;
    private static final int ANSWER = 32;

    private final LanguageModel model;
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(1);

    private SpeedProbe(LanguageModel model) {
        this.model = model;
    }

    public static void main(String[] arguments) {
        Tokenizer tokenizer = Tokenizer.load(Path.of(arguments[0]));
        LoadOptions options = arguments.length > 1 ? LoadOptions.bfloat16() : LoadOptions.float32();
        TransformerConfig config = TransformerConfig.tiny(2048, 192, 6, 6, 2);
        try (LanguageModel model = LanguageModel.random(config, tokenizer, options, 1)) {
            SpeedProbe probe = new SpeedProbe(model);
            System.out.println(config.parameterCount() + " parameters");
            for (int round = 0; round < 5; round++) {
                probe.sample(model.tune(Tunable.lora(8, 16), 1));
                probe.sample(new Tunable.Tuning(Adapter.NONE, List.of()));
            }
            probe.train("lora", model.tune(Tunable.lora(8, 16), 1));
            probe.train("full", model.tune(Tunable.full(), 1));
        }
    }

    private void sample(Tunable.Tuning tuning) {
        List<GenerationRequest> requests = IntStream.range(0, ROWS)
                .mapToObj(seed -> new GenerationRequest(tokens(PROMPT), seed))
                .toList();
        Clock start = Clock.now();
        SamplingSettings settings = SamplingSettings.sampling(1, ANSWER).withIgnoreEnd(true);
        List<Generation> answers = new Generator(model, tuning.adapter()).generate(requests, settings);
        int made = answers.stream().mapToInt(answer -> answer.tokens().length).sum();
        print("sampled tokens, %s".formatted(tuning.parameters().isEmpty() ? "base" : "lora"), made, start);
    }

    private void train(String name, Tunable.Tuning tuning) {
        List<int[]> prompts = new ArrayList<>();
        List<int[]> answers = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            prompts.add(tokens(PROMPT));
            answers.add(tokens(ANSWER));
        }
        try (AdamW optimizer = new AdamW(model.manager(), tuning.parameters(), AdamWConfig.defaults())) {
            for (int round = 0; round < 6; round++) {
                Clock start = Clock.now();
                optimizer.zeroGradients();
                try (NDManager step = model.newStep();
                        var recording = Autograd.on()) {
                    AnswerBatch batch = AnswerBatch.of(step, prompts, answers);
                    NDArray hidden = model.transformer().hiddenStates(batch.batch(), tuning.adapter());
                    NDArray logits = model.transformer().logits(batch.predictingStates(hidden));
                    NDArray loss =
                            LogProbabilities.of(logits, batch.targets()).mean().neg();
                    Autograd.backward(loss);
                }
                Gradients.clip(tuning.parameters(), 1);
                optimizer.step(1e-3);
                print("training steps, " + name, 1, start);
            }
        }
    }

    private int[] tokens(int count) {
        return IntStream.range(0, count)
                .map(i -> random.nextInt(model.config().vocabularySize()))
                .toArray();
    }

    /** Beside the wall clock, what a second of processor time gives: other processes do not change that much. */
    private static void print(String what, int count, Clock start) {
        Clock now = Clock.now();
        System.out.printf(
                "%-28s %10.1f per second, %10.1f per processor second%n",
                what, count / now.wallSince(start), count / now.processorSince(start));
    }

    private record Clock(long wall, long processor) {
        static Clock now() {
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return new Clock(System.nanoTime(), system.getProcessCpuTime());
        }

        double wallSince(Clock start) {
            return (wall - start.wall) / 1e9;
        }

        double processorSince(Clock start) {
            return (processor - start.processor) / 1e9;
        }
    }
}
