package dev.attune.lm.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.checkpoint.GgufModel;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.file.SafetensorsFile;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.text.Message;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.transformer.Memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelDirectoryTest {
    private static final Path GGUF = Reference.modelDirectory().resolveSibling("tiny.gguf");
    private static final Path EXPECTED = GGUF.resolveSibling("expected-gguf.safetensors");

    @Test
    void aSavedModelIsTheSame(@TempDir Path directory) {
        try (LanguageModel model = Reference.model()) {
            model.save(directory);
            try (LanguageModel again = LanguageModel.load(directory, LoadOptions.float32())) {
                assertThat(again.config()).isEqualTo(model.config());
                assertThat(logits(again)).isEqualTo(logits(model));
            }
        }
    }

    @Test
    void savingLeavesNothingBesideTheDirectoryAndKeepsOtherFilesInIt(@TempDir Path parent) throws IOException {
        Path directory = parent.resolve("saved");
        try (LanguageModel model = Reference.model()) {
            model.save(directory);
            Files.writeString(directory.resolve("note.txt"), "kept");
            Files.writeString(directory.resolve("chat_template.jinja"), "of another model");
            model.save(directory);
            assertThat(directory.resolve("note.txt")).hasContent("kept");
            assertThat(parent.toFile().list()).containsExactly("saved");
            try (LanguageModel again = LanguageModel.load(directory, LoadOptions.float32())) {
                assertThat(again.tokenizer().chatTemplate().source())
                        .isEqualTo(model.tokenizer().chatTemplate().source());
            }
        }
    }

    @Test
    void aSaveThatFailsLeavesNothing(@TempDir Path parent) throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "in the way");
        try (LanguageModel model = Reference.model()) {
            assertThatThrownBy(() -> model.save(file))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("file");
        }
        assertThat(parent.toFile().list()).containsExactly("file");
        assertThat(file).hasContent("in the way");
    }

    @Test
    void aTextWithATokenThatTheEmbeddingHasNotIsRefused(@TempDir Path directory) throws IOException {
        for (String name : List.of("config.json", "model.safetensors")) {
            Files.copy(Reference.modelDirectory().resolve(name), directory.resolve(name));
        }
        String tokenizer = Files.readString(Reference.modelDirectory().resolve("tokenizer.json"));
        Files.writeString(
                directory.resolve("tokenizer.json"),
                tokenizer.replaceFirst(
                        "\"added_tokens\": \\[",
                        "$0 {\"id\": 400, \"content\": \"<new>\","
                                + " \"single_word\": false, \"lstrip\": false, \"rstrip\": false, \"normalized\": false,"
                                + " \"special\": true},"));
        try (LanguageModel model = LanguageModel.load(directory, LoadOptions.float32())) {
            assertThat(model.promptTokens(List.of(Message.user("Hello")))).isNotEmpty();
            assertThatThrownBy(() -> model.promptTokens(List.of(Message.user("Hello <new>"))))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("'<new>'");
        }
    }

    @Test
    void aQuantisedModelGivesTheReferencesLogits() {
        try (LanguageModel model = LanguageModel.load(GGUF, LoadOptions.float32())) {
            Reference.assertClose(logits(model), expected("logits.1"), 1e-4);
        }
    }

    @Test
    void quantisedWeightsAreDecodedExactly() {
        try (LanguageModel model = LanguageModel.load(GGUF, LoadOptions.float32());
                NDManager step = model.newStep()) {
            String name = "model.layers.0.self_attn.q_proj.weight";
            NDArray weight = Objects.requireNonNull(
                    model.transformer().namedWeights(step).get(name));
            assertThat(weight.toFloatArray()).isEqualTo(expected(name));
        }
    }

    @Test
    void anImportedModelHasTheTokenizerThatTheFileWasMadeFrom(@TempDir Path directory) {
        GgufModel.importInto(GGUF, directory);
        try (LanguageModel imported = LanguageModel.load(directory, LoadOptions.float32());
                LanguageModel original = Reference.model()) {
            String text = "It was 1234 o'clock, <|im_start|>naïve 日本語\n\n  café 😀";
            assertThat(imported.tokenizer().encode(text))
                    .isEqualTo(original.tokenizer().encode(text));
            assertThat(imported.tokenizer().chatTemplate().source())
                    .isEqualTo(original.tokenizer().chatTemplate().source());
            assertThat(imported.config()).isEqualTo(original.config());
            Reference.assertClose(logits(imported), expected("logits.1"), 1e-4);
        }
    }

    @Test
    void anUnknownArchitectureIsRefusedByName(@TempDir Path directory) throws IOException {
        refused(directory, config -> config.put("model_type", "mamba"), "mamba");
    }

    @Test
    void ropeScalingIsRefusedByName(@TempDir Path directory) throws IOException {
        refused(directory, config -> config.putObject("rope_scaling").put("type", "yarn"), "rope_scaling");
    }

    @Test
    void impossibleSizesAreRefused(@TempDir Path directory) throws IOException {
        refused(directory, config -> config.put("num_key_value_heads", 3), "multiple");
        refused(directory, config -> config.put("hidden_size", 65).put("head_dim", 0), "head_dim");
    }

    @Test
    void weightsOfAnotherShapeAreRefused(@TempDir Path directory) throws IOException {
        refused(directory, config -> config.put("intermediate_size", 32), "[96, 64]");
    }

    @Test
    void aDirectoryWithoutWeightsSaysSo(@TempDir Path directory) {
        assertThatThrownBy(() -> LanguageModel.load(directory, LoadOptions.float32()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("model.safetensors");
    }

    private interface Change {
        void apply(ObjectNode config);
    }

    private static void refused(Path directory, Change change, String message) throws IOException {
        ObjectMapper json = new ObjectMapper();
        for (String name : List.of("model.safetensors", "tokenizer.json", "tokenizer_config.json")) {
            Files.write(
                    directory.resolve(name),
                    Files.readAllBytes(Reference.modelDirectory().resolve(name)));
        }
        ObjectNode config = (ObjectNode)
                json.readTree(Reference.modelDirectory().resolve("config.json").toFile());
        change.apply(config);
        json.writeValue(directory.resolve("config.json").toFile(), config);
        assertThatThrownBy(() -> LanguageModel.load(directory, LoadOptions.float32()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(message);
    }

    private static float[] expected(String name) {
        try (NDManager manager = Memory.newManager();
                SafetensorsFile file = SafetensorsFile.open(EXPECTED)) {
            return file.weight(manager, name, Dtype.FLOAT32, file.shape(name)).toFloatArray();
        }
    }

    private static float[] logits(LanguageModel model) {
        try (NDManager step = model.newStep();
                var recording = Autograd.off()) {
            TokenBatch batch = TokenBatch.of(step, List.of(Reference.sequences().get(1)), Padding.RIGHT);
            return model.transformer()
                    .logits(model.transformer().hiddenStates(batch, Adapter.NONE))
                    .toFloatArray();
        }
    }
}
