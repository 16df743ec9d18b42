package dev.attune.lm.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.loss.CausalLoss;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.model.Reference;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.optim.AdamWConfig;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.text.Tokenizer;
import dev.attune.lm.torch.Autograd;

/** Prints where the time and the memory of a training step of SmolLM2-135M's shape go: {@code TrainProbe full|lora [steps]}. Not a test. */
final class TrainProbe {
    private static final int ROWS = 8;
    private static final int PROMPT = 128;
    private static final int ANSWER = 128;
    private static final String CHECKPOINTING = System.getProperty("checkpointing", "OFF");

    private TrainProbe() {}

    public static void main(String[] arguments) throws IOException {
        boolean lora = arguments[0].equals("lora");
        int steps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
        TransformerConfig config = new TransformerConfig(
                "llama",
                576,
                30,
                9,
                3,
                64,
                1536,
                49152,
                2048,
                10_000,
                1e-5,
                true,
                new TransformerConfig.SpecialTokens(0, List.of(0), 0));
        Tokenizer tokenizer = Tokenizer.load(Reference.modelDirectory());
        try (LanguageModel model = LanguageModel.random(config, tokenizer, LoadOptions.bfloat16(), 1)) {
            Tunable.Tuning tuning = model.tune(lora ? Tunable.lora(16, 32) : Tunable.full(), 1);
            memory("model");
            try (AdamW optimizer = new AdamW(model.manager(), tuning.parameters(), AdamWConfig.defaults())) {
                memory("optimizer");
                for (int round = 0; round < steps; round++) {
                    Phases phases = new Phases();
                    step(model, tuning, optimizer, phases, new Random(round));
                    System.out.println(phases);
                    memory("step");
                }
            }
        }
    }

    private static void step(
            LanguageModel model, Tunable.Tuning tuning, AdamW optimizer, Phases phases, Random random) {
        optimizer.zeroGradients();
        phases.end("zero");
        try (NDManager step = model.newStep();
                var recording = Autograd.on()) {
            AnswerBatch batch = AnswerBatch.of(step, tokens(random, PROMPT), tokens(random, ANSWER));
            TrainingPass pass = model.transformer()
                    .trainingPass(batch.batch(), tuning.adapter(), Checkpointing.valueOf(CHECKPOINTING));
            phases.end("forward");
            double tokens = batch.targets().getShape().size();
            NDArray states = batch.predictingStates(pass.hiddenStates());
            phases.loss = CausalLoss.backward(model.transformer(), states, batch.targets(), 1 / tokens) / tokens;
            phases.end("loss");
            pass.backward();
            phases.end("backward");
        }
        phases.end("free");
        phases.norm = Gradients.clip(tuning.parameters(), 1);
        phases.end("clip");
        optimizer.step(1e-4);
        phases.end("adam");
    }

    static List<int[]> tokens(Random random, int count) {
        List<int[]> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            rows.add(random.ints(count, 3, 49152).toArray());
        }
        return rows;
    }

    static void memory(String when) throws IOException {
        StringBuilder line = new StringBuilder(when + ":");
        for (String status : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (status.startsWith("VmHWM") || status.startsWith("VmRSS")) {
                long mb = Long.parseLong(status.replaceAll("\\D", "")) / 1024;
                line.append(' ').append(status, 0, 5).append(' ').append(mb).append(" MB");
            }
        }
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        line.append(" minor faults ")
                .append(fields[7])
                .append(" user ")
                .append(fields[11])
                .append(" system ")
                .append(fields[12]);
        System.out.println(line);
    }

    static final class Phases {
        private final Map<String, Double> seconds = new LinkedHashMap<>();
        private final long start = System.nanoTime();
        private long last = start;
        double loss;
        double norm;

        void end(String phase) {
            long now = System.nanoTime();
            seconds.merge(phase, (now - last) / 1e9, Double::sum);
            last = now;
        }

        @Override
        public String toString() {
            StringBuilder line = new StringBuilder("%.3f s = %.0f tokens/s, loss %.5f norm %.5f:"
                    .formatted((last - start) / 1e9, ROWS * (PROMPT + ANSWER) / ((last - start) / 1e9), loss, norm));
            seconds.forEach((phase, time) -> line.append(" %s %.3f".formatted(phase, time)));
            return line.toString();
        }
    }
}
