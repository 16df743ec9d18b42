package dev.attune.lm.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.loss.CausalLoss;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.optim.AdamWConfig;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.train.Checkpointing;
import dev.attune.lm.train.TrainingPass;

/**
 * Times steps of supervised tuning: {@code full|lora DTYPE ROWS LENGTH STEPS}; half of each row is the prompt, and the loss
 * looks at the other half only.
 */
public record TrainMeasurement(LanguageModel model, Tunable.Tuning tuning, int rows, int length) {
    private static final int RANK = 16;
    private static final double LEARNING_RATE = 1e-5;
    private static final double FORWARD_AND_BACKWARD = 6;
    private static final double WITHOUT_WEIGHT_GRADIENTS = 4;

    public static void main(String[] arguments) {
        boolean full = arguments[0].equals("full");
        Dtype dtype = Dtype.valueOf(arguments[1]);
        int[] sizes = Measurement.sizes(arguments, 2);
        try (LanguageModel model = BenchModel.smollm2Shape(new LoadOptions(dtype), 1)) {
            Tunable tunable = full ? Tunable.full() : Tunable.lora(RANK, 2 * RANK);
            TrainMeasurement work = new TrainMeasurement(model, model.tune(tunable, 1), sizes[0], sizes[1]);
            double median = work.medianSeconds(sizes[2]);
            long peak = Measurement.peakSoFarMb();
            String setting = dtype.name().toLowerCase(Locale.ROOT);
            double tokens = (double) sizes[0] * sizes[1];
            new Measurement(setting, tokens / median, peak, work.explain(full, median)).print();
        }
    }

    private double medianSeconds(int steps) {
        double[] seconds = new double[steps];
        try (AdamW optimizer = new AdamW(model.manager(), tuning.parameters(), AdamWConfig.defaults())) {
            for (int step = 0; step < steps; step++) {
                long start = System.nanoTime();
                step(optimizer, step);
                seconds[step] = (System.nanoTime() - start) / 1e9;
            }
        }
        Arrays.sort(seconds);
        return seconds[steps / 2];
    }

    private void step(AdamW optimizer, int number) {
        optimizer.zeroGradients();
        try (NDManager step = model.newStep();
                var recording = Autograd.on()) {
            AnswerBatch batch = AnswerBatch.of(step, sequences(number, 0), sequences(number, 1));
            TrainingPass pass = model.transformer().trainingPass(batch.batch(), tuning.adapter(), Checkpointing.OFF);
            NDArray states = batch.predictingStates(pass.hiddenStates());
            double tokens = batch.targets().getShape().size();
            CausalLoss.backward(model.transformer(), states, batch.targets(), 1 / tokens);
            pass.backward();
        }
        Gradients.clip(tuning.parameters(), 1);
        optimizer.step(LEARNING_RATE);
    }

    private List<int[]> sequences(int step, int half) {
        return IntStream.range(0, rows)
                .mapToObj(row -> BenchModel.tokens(length / 2, (step * rows + row) * 2L + half))
                .toList();
    }

    private ObjectNode explain(boolean full, double seconds) {
        TransformerConfig config = model.config();
        double tokens = (double) rows * length;
        double head = (double) config.vocabularySize() * config.hiddenSize();
        double blocks = config.parameterCount() - head;
        double passes = full ? FORWARD_AND_BACKWARD : WITHOUT_WEIGHT_GRADIENTS;
        double flop = passes * (blocks * tokens + head * tokens / 2);
        double forward = Ceilings.productSeconds(config, Dtype.BFLOAT16, rows * length, rows * length / 2);
        double optimiserBytes = tuning.parameters().stream()
                        .mapToLong(parameter -> parameter.count())
                        .sum()
                * 7.0
                * Float.BYTES; // reads weight, gradient and two moments, writes three of them
        return Ceilings.measure().explain(seconds, forward * passes / 2, flop, 0, optimiserBytes);
    }
}
