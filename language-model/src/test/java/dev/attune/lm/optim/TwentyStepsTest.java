package dev.attune.lm.optim;

import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.loss.CausalLoss;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.Reference;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.train.Checkpointing;
import dev.attune.lm.train.TrainingPass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Training as the recipes do it, step by step against torch and PEFT; see {@code src/test/oracle/make_training.py}. */
class TwentyStepsTest {
    private static final double RELATIVE = 1e-3;
    private static final AdamWConfig FULL = new AdamWConfig(0.9, 0.95, 1e-8, 0.1);
    private static final AdamWConfig LORA = new AdamWConfig(0.9, 0.95, 1e-8, 0);

    private final JsonNode json = Reference.training();
    private final List<int[]> rows = StreamSupport.stream(json.get("sequences").spliterator(), false)
            .map(Reference::ints)
            .toList();

    @ParameterizedTest
    @CsvSource({
        "full, false, OFF",
        "full, true, OFF",
        "full, false, PER_BLOCK",
        "full, true, PER_BLOCK",
        "lora, false, OFF",
        "lora, true, OFF",
        "lora, false, PER_BLOCK",
        "lora, true, PER_BLOCK"
    })
    void lossAndNormFollowTorch(String kind, boolean accumulated, Checkpointing checkpointing) {
        JsonNode expected = json.get(accumulated ? kind + "-accumulated" : kind);
        double[] losses = Reference.doubles(expected.get("losses"));
        double[] norms = Reference.doubles(expected.get("norms"));
        List<List<int[]>> parts =
                accumulated ? List.of(rows.subList(0, 1), rows.subList(1, 3), rows.subList(3, 4)) : List.of(rows);
        Schedule schedule = Schedule.linear(1e-3, 0, losses.length);
        try (LanguageModel model = Reference.model()) {
            Tunable.Tuning tuning = kind.equals("full") ? model.tune(Tunable.full(), 1) : lora(model);
            AdamWConfig config = kind.equals("full") ? FULL : LORA;
            try (AdamW optimizer = new AdamW(model.manager(), tuning.parameters(), config)) {
                for (int step = 0; step < losses.length; step++) {
                    double loss = gradients(model, tuning, optimizer, parts, checkpointing);
                    double norm = Gradients.clip(tuning.parameters(), 1);
                    optimizer.step(schedule.rate(step));
                    assertThat(loss)
                            .as("loss of step %d", step)
                            .isCloseTo(losses[step], within(losses[step] * RELATIVE));
                    assertThat(norm).as("norm of step %d", step).isCloseTo(norms[step], within(norms[step] * RELATIVE));
                }
            }
        }
    }

    private static Tunable.Tuning lora(LanguageModel model) {
        TunedAdapter adapter = PeftDirectory.load(
                model.manager(),
                model.transformer(),
                Reference.adaptersDirectory().resolve("llama-all"));
        return new Tunable.Tuning(adapter, adapter.parameters());
    }

    /** The mean loss per token over all parts; its gradients are added up. */
    private static double gradients(
            LanguageModel model,
            Tunable.Tuning tuning,
            AdamW optimizer,
            List<List<int[]>> parts,
            Checkpointing checkpointing) {
        optimizer.zeroGradients();
        double tokens = parts.stream()
                .flatMap(List::stream)
                .mapToInt(row -> row.length - 1)
                .sum();
        double total = 0;
        for (List<int[]> part : parts) {
            try (NDManager step = model.newStep();
                    var recording = Autograd.on()) {
                AnswerBatch batch = AnswerBatch.of(
                        step,
                        part.stream().map(row -> Arrays.copyOf(row, 1)).toList(),
                        part.stream()
                                .map(row -> Arrays.copyOfRange(row, 1, row.length))
                                .toList());
                TrainingPass pass = model.transformer().trainingPass(batch.batch(), tuning.adapter(), checkpointing);
                NDArray states = batch.predictingStates(pass.hiddenStates());
                total += CausalLoss.backward(model.transformer(), states, batch.targets(), 1 / tokens) / tokens;
                pass.backward();
            }
        }
        return total;
    }
}
