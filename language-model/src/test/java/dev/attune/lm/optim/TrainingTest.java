package dev.attune.lm.optim;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.loss.LogProbabilities;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.Reference;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Garbage;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.Operators.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TrainingTest {
    private static final double RELATIVE = 1e-3;
    private static final double RATE = 3e-3;
    private static final AdamWConfig CONFIG = new AdamWConfig(0.9, 0.95, 1e-8, 0);

    /** Sequences of the reference that have something to predict. */
    private static final List<int[]> SEQUENCES =
            Reference.sequences().stream().filter(tokens -> tokens.length > 1).toList();

    @Test
    void fullTuningFollowsTorchStepByStep() {
        try (LanguageModel model = Reference.model()) {
            Tunable.Tuning tuning = model.tune(Tunable.full(), 1);
            assertFollows("full", model, tuning, 0.1, List.of(SEQUENCES));
        }
    }

    @Test
    void accumulatedGradientsFollowTorchStepByStep() {
        try (LanguageModel model = Reference.model()) {
            Tunable.Tuning tuning = model.tune(Tunable.full(), 1);
            assertFollows(
                    "accumulated",
                    model,
                    tuning,
                    0.1,
                    SEQUENCES.stream().map(List::of).toList());
        }
    }

    @Test
    void loraFollowsPeftStepByStep() {
        try (LanguageModel model = Reference.model()) {
            TunedAdapter adapter =
                    PeftDirectory.load(model.manager(), model.transformer(), Reference.adapterDirectory());
            assertFollows("lora", model, new Tunable.Tuning(adapter, adapter.parameters()), 0, List.of(SEQUENCES));
        }
    }

    @Test
    void loraGradientsDoNotDependOnTheGarbageCollector() {
        try (LanguageModel model = Reference.model()) {
            TunedAdapter adapter =
                    PeftDirectory.load(model.manager(), model.transformer(), Reference.adapterDirectory());
            double[] norms = new double[2];
            for (int pass = 0; pass < 2; pass++) {
                Gradients.zero(adapter.parameters());
                try (NDManager step = model.newStep();
                        var recording = Autograd.on()) {
                    NDArray loss = loss(model, adapter, step, SEQUENCES);
                    if (pass == 1) {
                        Garbage.collectAndOverwrite();
                    }
                    Autograd.backward(loss);
                }
                norms[pass] = Gradients.norm(adapter.parameters());
            }
            assertThat(norms[1]).isEqualTo(norms[0]);
        }
    }

    @Test
    void resumedTrainingEqualsUninterruptedTraining(@TempDir Path directory) {
        double[] whole = losses(Reference.adapterDirectory(), false, directory, 6);
        double[] first = losses(Reference.adapterDirectory(), false, directory, 3);
        double[] second = losses(directory, true, directory, 3);
        assertThat(first).isEqualTo(Arrays.copyOf(whole, 3));
        assertThat(second).isEqualTo(Arrays.copyOfRange(whole, 3, 6));
    }

    @Test
    void aStepLeavesNoNativeArraysBehind() {
        try (LanguageModel model = Reference.model()) {
            Tunable.Tuning tuning = model.tune(Tunable.lora(4, 8), 1);
            try (AdamW optimizer = new AdamW(model.manager(), tuning.parameters(), CONFIG)) {
                int after2 = 0;
                for (int step = 1; step <= 20; step++) {
                    trainStep(model, tuning, optimizer, List.of(SEQUENCES));
                    if (step == 2) {
                        after2 = model.manager().getManagedArrays().size();
                    }
                }
                assertThat(model.manager().getManagedArrays()).hasSize(after2);
                assertThat(after2).isPositive();
            }
        }
    }

    private static double[] losses(Path adapterFrom, boolean resume, Path directory, int steps) {
        try (LanguageModel model = Reference.model()) {
            TunedAdapter adapter = PeftDirectory.load(model.manager(), model.transformer(), adapterFrom);
            Tunable.Tuning tuning = new Tunable.Tuning(adapter, adapter.parameters());
            try (AdamW optimizer = new AdamW(model.manager(), tuning.parameters(), CONFIG)) {
                if (resume) {
                    optimizer.load(adapterFrom.resolve("optimizer.safetensors"));
                }
                double[] losses = new double[steps];
                Arrays.setAll(
                        losses,
                        step -> trainStep(model, tuning, optimizer, List.of(SEQUENCES))
                                .loss());
                PeftDirectory.save(adapter, model.transformer(), directory, "tiny-llama");
                optimizer.save(directory.resolve("optimizer.safetensors"));
                return losses;
            }
        }
    }

    private static void assertFollows(
            String name, LanguageModel model, Tunable.Tuning tuning, double decay, List<List<int[]>> parts) {
        JsonNode expected = Reference.json().get(name);
        double[] losses = Reference.doubles(expected.get("losses"));
        double[] norms = Reference.doubles(expected.get("norms"));
        try (AdamW optimizer =
                new AdamW(model.manager(), tuning.parameters(), new AdamWConfig(0.9, 0.95, 1e-8, decay))) {
            for (int step = 0; step < losses.length; step++) {
                Step done = trainStep(model, tuning, optimizer, parts);
                assertThat(done.loss())
                        .as("loss of step " + step)
                        .isCloseTo(losses[step], within(losses[step] * RELATIVE));
                assertThat(done.norm())
                        .as("norm of step " + step)
                        .isCloseTo(norms[step], within(norms[step] * RELATIVE));
            }
        }
    }

    private record Step(double loss, double norm) {}

    /** One step on the mean next-token loss over all {@code parts}, their gradients added up. */
    private static Step trainStep(
            LanguageModel model, Tunable.Tuning tuning, AdamW optimizer, List<List<int[]>> parts) {
        List<Parameter> parameters = tuning.parameters();
        optimizer.zeroGradients();
        int count = parts.stream()
                .flatMap(List::stream)
                .mapToInt(tokens -> tokens.length - 1)
                .sum();
        double total = 0;
        for (List<int[]> part : parts) {
            try (NDManager step = model.newStep();
                    var recording = Autograd.on()) {
                NDArray loss = times(loss(model, tuning.adapter(), step, part), 1.0 / count);
                Autograd.backward(loss);
                total += loss.getFloat();
            }
        }
        double norm = Gradients.clip(parameters, 1);
        optimizer.step(RATE);
        return new Step(total, norm);
    }

    private static NDArray loss(LanguageModel model, Adapter adapter, NDManager step, List<int[]> sequences) {
        AnswerBatch batch = AnswerBatch.of(
                step,
                sequences.stream().map(tokens -> Arrays.copyOf(tokens, 1)).toList(),
                sequences.stream()
                        .map(tokens -> Arrays.copyOfRange(tokens, 1, tokens.length))
                        .toList());
        NDArray hidden = model.transformer().hiddenStates(batch.batch(), adapter);
        NDArray logits = model.transformer().logits(batch.predictingStates(hidden));
        return LogProbabilities.of(logits, batch.targets()).sum().neg();
    }
}
