package dev.attune.lm.peft;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.lm.adapt.PromptAdapter;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.Reference;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.optim.AdamWConfig;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.Operators.crossEntropy;
import static dev.attune.lm.torch.Operators.narrow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Every method on the golden model, against what PEFT 0.21.2 computed (make_tuning.py): loaded, trained, generated with, saved. */
class TuningGoldenTest {
    private static final double TOLERANCE = 1e-4;

    @TempDir
    private Path directory;

    private LanguageModel model = GoldenModel.load();

    @AfterEach
    void close() {
        model.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompt",
                "prefix",
                "prefix-projection",
                "p-tuning",
                "multitask",
                "ia3",
                "lora",
                "rslora",
                "dora",
                "lora-layer",
                "lora-bias",
                "lora-embedding",
                "lora-head",
                "lora-tokens",
                "lora-ends",
                "lora-patterns",
                "lora-modules",
                "tied-embedding",
                "tied-ensured",
                "tied-tokens",
                "tied-head",
                "norms",
                "loha",
                "lokr",
                "adalora",
                "oft",
                "oft-exact",
                "vera"
            })
    void givesPeftsLogits(String name) {
        use(name);
        byte[] before = weights();
        assertLogits(name, GoldenModel.adapter(model, GoldenModel.folder(name)));
        assertThat(weights()).isEqualTo(before);
    }

    /** The model of a case, where that is not the usual one. */
    private void use(String name) {
        if (name.startsWith("tied")) {
            model.close();
            model = GoldenModel.load(name);
        }
    }

    private void assertLogits(String name, Adapter adapter) {
        JsonNode expected = GoldenModel.expected(name);
        try (NDManager step = model.newStep();
                Autograd.Scope off = Autograd.off()) {
            NDArray logits = logits(step, GoldenModel.IDS, adapter); // (2, P + 6, V)
            long time = logits.getShape().get(1);
            assertThat(logits.sum().getFloat())
                    .isCloseTo((float) expected.get("sum").asDouble(), within(2e-3f));
            assertThat(logits.square().sum().getFloat())
                    .isCloseTo((float) expected.get("squares").asDouble(), within(2e-3f));
            Reference.assertClose(
                    logits.get(0).get(time - 1).toFloatArray(), Reference.floats(expected.get("last")), TOLERANCE);
            assertThat(logits.getFloat(1, time - 1, 63))
                    .isCloseTo((float) expected.get("second").asDouble(), within((float) TOLERANCE));
            if (!name.equals("adalora")) { // whose loss is also one of its matrices' angles
                assertThat(loss(logits, adapter).getFloat())
                        .isCloseTo((float) expected.get("loss").asDouble(), within((float) TOLERANCE));
            }
        }
    }

    /** AdamW at 1e-2 without decay; for prompts the first text token is predicted, too, as PEFT does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompt",
                "prefix",
                "prefix-projection",
                "p-tuning",
                "multitask",
                "ia3",
                "lora",
                "rslora",
                "dora",
                "lora-layer",
                "lora-bias",
                "lora-embedding",
                "lora-head",
                "lora-tokens",
                "lora-ends",
                "lora-patterns",
                "lora-modules",
                "tied-embedding",
                "tied-ensured",
                "tied-tokens",
                "tied-head",
                "norms"
            })
    void trainsAsPeftDoes(String name) throws IOException {
        use(name);
        byte[] before = weights();
        TunedAdapter adapter = GoldenModel.adapter(model, withNetworks(name));
        List<Double> losses = new ArrayList<>();
        try (AdamW optimiser = new AdamW(model.manager(), adapter.parameters(), AdamWConfig.defaults())) {
            for (int i = 0; i < 6; i++) {
                optimiser.zeroGradients();
                try (NDManager step = model.newStep();
                        Autograd.Scope on = Autograd.on()) {
                    NDArray loss = loss(logits(step, GoldenModel.IDS, adapter), adapter);
                    losses.add((double) loss.getFloat());
                    Autograd.backward(loss);
                }
                optimiser.step(1e-2);
            }
        }
        double[] expected = Reference.doubles(GoldenModel.expected(name).get("losses"));
        for (int i = 0; i < expected.length; i++) {
            assertThat(losses.get(i)).as("step " + i).isCloseTo(expected[i], within(1e-3));
        }
        assertThat(weights()).isEqualTo(before);
    }

    /** Greedy tokens through the cache are those of whole passes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompt",
                "prefix",
                "prefix-projection",
                "p-tuning",
                "multitask",
                "ia3",
                "lora",
                "rslora",
                "dora",
                "lora-layer",
                "lora-bias",
                "lora-embedding",
                "lora-head",
                "lora-tokens",
                "lora-ends",
                "lora-patterns",
                "lora-modules",
                "tied-embedding",
                "tied-ensured",
                "tied-tokens",
                "tied-head",
                "norms",
                "loha",
                "lokr",
                "adalora",
                "oft",
                "oft-exact",
                "vera"
            })
    void generatesWhatPeftFindsBest(String name) {
        use(name);
        TunedAdapter adapter = GoldenModel.adapter(model, GoldenModel.folder(name));
        Adapter active = name.equals("multitask") ? ((PromptAdapter) adapter).withTasks(List.of(1)) : adapter;
        SamplingSettings greedy = SamplingSettings.greedy(5).withIgnoreEnd(true);
        List<GenerationRequest> requests = List.of(
                new GenerationRequest(GoldenModel.START, 1),
                new GenerationRequest(new int[] {8, 1, 60, 33, 2, 7, 11}, 1),
                new GenerationRequest(new int[] {9}, 1));
        var together = new Generator(model, active).generate(requests, greedy);
        assertThat(together.getFirst().tokens())
                .isEqualTo(Reference.ints(GoldenModel.expected(name).get("greedy")));
        for (int row = 0; row < requests.size(); row++) {
            var alone = new Generator(model, active).generate(List.of(requests.get(row)), greedy);
            assertThat(together.get(row).tokens()).isEqualTo(alone.getFirst().tokens());
        }
    }

    /** {@code [padding][prompt][text]}: a row of a batch of mixed lengths, padded on either side, is that row alone. */
    @ParameterizedTest
    @ValueSource(strings = {"prompt", "prefix", "p-tuning", "ia3", "dora", "norms"})
    void mixedLengthsAreEachRowAlone(String name) {
        TunedAdapter adapter = GoldenModel.adapter(model, GoldenModel.folder(name));
        List<int[]> rows = List.of(new int[] {3, 17, 5, 42, 9, 21}, new int[] {5, 42}, new int[] {8, 1, 60});
        try (NDManager step = model.newStep();
                Autograd.Scope off = Autograd.off()) {
            for (Padding padding : Padding.values()) {
                TokenBatch batch = TokenBatch.of(step, rows, padding);
                NDArray hidden = model.transformer().hiddenStates(batch, adapter); // (3, 6, H)
                for (int row = 0; row < rows.size(); row++) {
                    TokenBatch alone = TokenBatch.of(step, List.of(rows.get(row)), padding);
                    NDArray expected =
                            model.transformer().hiddenStates(alone, adapter).get(0);
                    NDArray actual = narrow(hidden.get(row), 0, batch.column(row, 0), rows.get(row).length);
                    Reference.assertClose(actual.toFloatArray(), expected.toFloatArray(), 1e-5);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompt",
                "prefix",
                "prefix-projection",
                "p-tuning",
                "multitask",
                "ia3",
                "lora",
                "rslora",
                "dora",
                "lora-embedding",
                "lora-head",
                "lora-tokens",
                "lora-ends",
                "lora-patterns",
                "lora-modules",
                "tied-embedding",
                "tied-ensured",
                "tied-tokens",
                "tied-head",
                "norms"
            })
    void isWrittenAsPeftWroteIt(String name) throws IOException {
        use(name);
        Path again = directory.resolve("again");
        PeftDirectory.save(GoldenModel.adapter(model, withNetworks(name)), model.transformer(), again, "golden");
        assertThat(Files.size(again.resolve(PeftDirectory.WEIGHTS)))
                .isEqualTo(GoldenModel.expected(name).get("bytes").asLong());
        assertLogits(name, GoldenModel.adapter(model, again));
    }

    @Test
    void adaptersOfAnotherBaseAreRefused() {
        PeftDirectory.save(
                GoldenModel.adapter(model, GoldenModel.folder("ia3")), model.transformer(), directory, "golden");
        model.transformer().parameters().getLast().value().addi(1);
        assertThatThrownBy(() -> GoldenModel.adapter(model, directory))
                .hasMessageContaining("another base model, golden");
    }

    /** The folder that PEFT saved, with the network that it did not. */
    private Path withNetworks(String name) throws IOException {
        Path network = GoldenModel.folder("networks").resolve(name + ".safetensors");
        Path folder = GoldenModel.folder(name);
        if (!Files.exists(network)) {
            return folder;
        }
        Path copy = Files.createDirectories(directory.resolve("copy"));
        for (String file : List.of(PeftDirectory.CONFIG, PeftDirectory.WEIGHTS)) {
            Files.copy(folder.resolve(file), copy.resolve(file));
        }
        Files.copy(network, copy.resolve(PeftDirectory.NETWORKS));
        return copy;
    }

    /** Of two tasks each row has its own, in the order of the oracle. */
    private NDArray logits(NDManager step, List<int[]> ids, Adapter adapter) {
        Adapter active =
                adapter instanceof PromptAdapter prompt && prompt.source() instanceof PromptAdapter.Vectors.Multitask
                        ? prompt.withTasks(List.of(1, 0))
                        : adapter;
        return model.transformer()
                .trace(TokenBatch.of(step, ids, Padding.RIGHT), active, (stage, layer, activation) -> {});
    }

    /** The mean over all tokens that have one before them, virtual ones included. */
    private static NDArray loss(NDArray logits, Adapter adapter) {
        long time = logits.getShape().get(1);
        long virtual = adapter.virtualTokens();
        long first = virtual == 0 ? 0 : virtual - 1;
        NDArray predicting = narrow(logits, 1, first, time - 1 - first);
        int from = virtual == 0 ? 1 : 0; // the first token has none before it
        long[] targets = GoldenModel.IDS.stream()
                .flatMapToInt(row -> Arrays.stream(row, from, row.length))
                .asLongStream()
                .toArray();
        NDArray wanted = logits.getManager().create(targets);
        return crossEntropy(predicting.reshape(-1, logits.getShape().get(2)), wanted)
                .mean();
    }

    private byte[] weights() {
        var all = new java.io.ByteArrayOutputStream();
        for (Parameter weight : model.transformer().parameters()) {
            all.writeBytes(Tensors.bytes(weight.value()).toArray(ValueLayout.JAVA_BYTE));
        }
        return all.toByteArray();
    }
}
