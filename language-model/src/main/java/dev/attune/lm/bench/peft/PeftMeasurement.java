package dev.attune.lm.bench.peft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.adapt.PromptAdapter;
import dev.attune.lm.adapt.PromptAdapter.Vectors;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.bench.Measurement;
import dev.attune.lm.bench.StepLosses;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.loss.CausalLoss;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.optim.AdamWConfig;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.train.Checkpointing;
import dev.attune.lm.train.TrainingPass;
import dev.attune.lm.weight.Parameter;

/**
 * Times steps of a way of tuning from a start that is a folder of PEFT's: {@code METHOD DTYPE MODEL START BATCHES}. Says the loss
 * before each step.
 */
public final class PeftMeasurement {
    private final LanguageModel model;
    private final Adapter adapter;
    private final PeftBatches batches;

    private PeftMeasurement(LanguageModel model, Adapter adapter, PeftBatches batches) {
        this.model = model;
        this.adapter = adapter;
        this.batches = batches;
    }

    public static void main(String[] arguments) throws IOException {
        PeftMethod method = PeftMethod.of(arguments[0]);
        Dtype dtype = Dtype.valueOf(arguments[1]);
        PeftBatches batches = PeftBatches.read(Path.of(arguments[4]));
        try (LanguageModel model = LanguageModel.load(Path.of(arguments[2]), new LoadOptions(dtype))) {
            Path start = Path.of(arguments[3]);
            Adapter adapter;
            List<Parameter> parameters;
            if (method == PeftMethod.FULL) {
                var tuning = model.tune(method.tunable(), 1);
                adapter = tuning.adapter();
                parameters = tuning.parameters();
            } else {
                TunedAdapter loaded = PeftDirectory.load(model.manager(), model.transformer(), start);
                parameters = loaded.parameters();
                adapter = withTasks(loaded, batches.steps().getFirst().size());
            }
            String setting = dtype.name().toLowerCase(Locale.ROOT);
            new PeftMeasurement(model, adapter, batches)
                    .measure(parameters, method.learningRate(), setting)
                    .print();
        }
    }

    /** The rows of a batch take turns with the tasks. */
    private static Adapter withTasks(TunedAdapter loaded, int rows) {
        return loaded instanceof PromptAdapter prompt && prompt.source() instanceof Vectors.Multitask
                ? prompt.withTasks(IntStream.range(0, rows)
                        .mapToObj(row -> row % PeftMethod.TASKS)
                        .toList())
                : loaded;
    }

    private Measurement measure(List<Parameter> parameters, double learningRate, String setting) {
        List<Double> seconds = new ArrayList<>();
        ObjectNode details = Measurement.noDetails();
        details.put(
                "trainedParameters",
                parameters.stream().mapToLong(Parameter::count).sum());
        ArrayNode losses = details.putArray(StepLosses.OURS);
        try (AdamW optimizer = new AdamW(model.manager(), parameters, AdamWConfig.defaults())) {
            for (int step = 0; step < batches.steps().size(); step++) {
                long start = System.nanoTime();
                losses.add(StepLosses.rounded(gradient(step)));
                optimizer.step(learningRate);
                optimizer.zeroGradients();
                seconds.add((System.nanoTime() - start) / 1e9);
            }
        }
        double median = seconds.stream().sorted().toList().get(seconds.size() / 2);
        return Measurement.here(setting, median, details);
    }

    /** Collects the gradients of a batch and gives its loss. */
    private double gradient(int number) {
        try (NDManager step = model.newStep();
                Autograd.Scope recording = Autograd.on()) {
            AnswerBatch batch = AnswerBatch.of(step, batches.halves(number, 0), batches.halves(number, 1));
            TrainingPass pass = model.transformer().trainingPass(batch.batch(), adapter, Checkpointing.OFF);
            NDArray states = batch.predictingStates(pass.hiddenStates());
            double tokens = batch.targets().getShape().size();
            double sum = CausalLoss.backward(model.transformer(), states, batch.targets(), 1 / tokens);
            pass.backward();
            return sum / tokens;
        }
    }
}
