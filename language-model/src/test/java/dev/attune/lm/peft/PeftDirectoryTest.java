package dev.attune.lm.peft;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.lm.adapt.LoraAdapter;
import dev.attune.lm.adapt.MergedWeights;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.file.SafetensorsFile;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.model.Reference;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.transformer.Memory;
import dev.attune.lm.transformer.Transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Adapters that PEFT made for several kinds of models, against PEFT's logits. */
class PeftDirectoryTest {
    private static final double TOLERANCE = 1e-4;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"llama-all", "llama-patterns", "gpt2", "gpt-neox"})
    void givesPeftsLogitsAndIsWrittenAsItWasRead(String name) throws IOException {
        try (LanguageModel model = model(name)) {
            TunedAdapter adapter = load(model, fixture(name));
            Reference.assertClose(logits(model, adapter), expected(name), TOLERANCE);
            PeftDirectory.save(adapter, model.transformer(), directory.resolve("again"), "base");
            assertThat(tensors(directory.resolve("again"))).isEqualTo(tensors(fixture(name)));
            JsonNode before = config(fixture(name));
            JsonNode after = config(directory.resolve("again"));
            for (String key : List.of("r", "use_rslora", "rank_pattern", "fan_in_fan_out")) {
                assertThat(after.get(key)).as(key).isEqualTo(before.get(key));
            }
            assertThat(after.get("lora_alpha").asDouble())
                    .isEqualTo(before.get("lora_alpha").asDouble());
            Reference.assertClose(logits(model, load(model, directory.resolve("again"))), expected(name), TOLERANCE);
        }
    }

    @Test
    void adaptersOfOneModelAreChosenForEachPass() throws IOException {
        try (LanguageModel model = model("llama-all")) {
            float[] base = logits(model, Adapter.NONE);
            TunedAdapter first = load(model, fixture("llama-all"));
            TunedAdapter second = load(model, fixture("llama-patterns"));
            Reference.assertClose(logits(model, first), expected("llama-all"), TOLERANCE);
            Reference.assertClose(logits(model, second), expected("llama-patterns"), TOLERANCE);
            assertThat(logits(model, Adapter.NONE)).isEqualTo(base);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT32", "BFLOAT16"})
    void mergedWeightsAnswerAlikeAndComeBackBitByBit(Dtype dtype) throws IOException {
        try (LanguageModel model = LanguageModel.load(Reference.modelDirectory(), new LoadOptions(dtype))) {
            byte[] before = weights(model.transformer());
            LoraAdapter adapter = (LoraAdapter) load(model, fixture("llama-patterns"));
            try (MergedWeights merged = adapter.merge(model.transformer())) {
                assertThat(weights(model.transformer())).isNotEqualTo(before);
                if (dtype == Dtype.FLOAT32) {
                    Reference.assertClose(logits(model, Adapter.NONE), expected("llama-patterns"), TOLERANCE);
                }
            }
            assertThat(weights(model.transformer())).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"use_qalora\": true}",
                "{\"layer_replication\": [[0, 1]]}",
                "{\"a_later_setting\": 3}",
                "{\"alora_invocation_tokens\": [1, 2]}"
            })
    void whatWouldComputeSomethingElseIsRefusedByName(String setting) throws IOException {
        ObjectNode config = config(fixture("llama-all"));
        JsonNode extra = JSON.readTree(setting);
        config.setAll((ObjectNode) extra);
        JSON.writeValue(directory.resolve(PeftDirectory.CONFIG).toFile(), config);
        Files.copy(fixture("llama-all").resolve(PeftDirectory.WEIGHTS), directory.resolve(PeftDirectory.WEIGHTS));
        try (LanguageModel model = model("llama-all")) {
            assertThatThrownBy(() -> load(model, directory))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining(extra.fieldNames().next());
        }
    }

    private static Path fixture(String name) {
        return Reference.adaptersDirectory().resolve(name);
    }

    /** Models other than tiny-llama get its tokenizer: the logits do not depend on it. */
    private LanguageModel model(String name) throws IOException {
        Path weights = fixture(name).resolve("model");
        if (!Files.isDirectory(weights)) {
            return Reference.model();
        }
        Path copy = Files.createDirectories(directory.resolve("model"));
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(weights.resolve(file), copy.resolve(file));
        }
        for (String file : List.of("tokenizer.json", "tokenizer_config.json")) {
            Files.copy(Reference.modelDirectory().resolve(file), copy.resolve(file));
        }
        return LanguageModel.load(copy, LoadOptions.float32());
    }

    private static TunedAdapter load(LanguageModel model, Path from) {
        return PeftDirectory.load(model.manager(), model.transformer(), from);
    }

    private static float[] logits(LanguageModel model, Adapter adapter) {
        try (NDManager step = model.newStep();
                var recording = Autograd.off()) {
            int[] ids = Reference.ints(Reference.training().get("ids"));
            TokenBatch batch = TokenBatch.of(step, List.of(ids), Padding.RIGHT);
            Transformer transformer = model.transformer();
            return transformer.logits(transformer.hiddenStates(batch, adapter)).toFloatArray();
        }
    }

    private static float[] expected(String name) {
        try (NDManager manager = Memory.newManager();
                SafetensorsFile file = SafetensorsFile.open(fixture(name).resolve("logits.safetensors"))) {
            return file.weight(manager, "logits", Dtype.FLOAT32, file.shape("logits"))
                    .toFloatArray();
        }
    }

    private static byte[] weights(Transformer transformer) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        transformer
                .linears()
                .forEach(linear ->
                        all.writeBytes(Tensors.bytes(linear.weight().value()).toArray(ValueLayout.JAVA_BYTE)));
        return all.toByteArray();
    }

    private static List<String> tensors(Path adapter) {
        try (NDManager manager = Memory.newManager();
                SafetensorsFile file = SafetensorsFile.open(adapter.resolve(PeftDirectory.WEIGHTS))) {
            return file.names().stream()
                    .sorted()
                    .map(name -> name
                            + Arrays.toString(file.weight(manager, name, Dtype.FLOAT32, file.shape(name))
                                    .toFloatArray()))
                    .toList();
        }
    }

    private static ObjectNode config(Path adapter) throws IOException {
        return (ObjectNode) JSON.readTree(adapter.resolve(PeftDirectory.CONFIG).toFile());
    }
}
