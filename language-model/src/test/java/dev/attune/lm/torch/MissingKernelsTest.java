package dev.attune.lm.torch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.decode.FastDecoder;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.model.Reference;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.text.Tokenizer;
import dev.attune.lm.train.Checkpointing;
import dev.attune.lm.train.TrainingPass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** A libtorch without MKL's and oneDNN's functions, as on other processors, trains and generates the same. */
class MissingKernelsTest {
    private static final String HIDDEN = String.join(
            ",",
            "aoti_torch_cpu__linear_pointwise",
            "aoti_torch_cpu__linear_pointwise_binary",
            "cblas_sgemm_batch",
            "MKL_Set_Num_Threads_Local");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void ordinaryProductsServeInstead() throws IOException, InterruptedException {
        ObjectNode here = result();
        JsonNode there = child();
        assertThat(here.get("large").asBoolean()).isTrue();
        assertThat(here.get("fast").asBoolean()).isTrue();
        assertThat(there.get("large").asBoolean()).isFalse();
        assertThat(there.get("fast").asBoolean()).isFalse();
        assertThat(there.get("tokens")).isEqualTo(here.get("tokens"));
        double norm = here.get("norm").asDouble();
        assertThat(norm).isPositive();
        assertThat(there.get("norm").asDouble()).isCloseTo(norm, within(1e-4 * norm));
        assertThat(there.get("batch").asText()).isEqualTo("plain");
    }

    /** Prints what a process of its own computes. */
    public static void main(String[] arguments) {
        System.out.println(result());
    }

    private static JsonNode child() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dattune.hidden-symbols=" + HIDDEN,
                        "-cp",
                        System.getProperty("java.class.path"),
                        MissingKernelsTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String last = process.inputReader(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("{"))
                .reduce("", (before, line) -> line);
        assertThat(process.waitFor()).isZero();
        return JSON.readTree(last);
    }

    private static ObjectNode result() {
        TransformerConfig config = TransformerConfig.tiny(400, 128, 2, 4, 2);
        try (LanguageModel model =
                LanguageModel.random(config, Tokenizer.load(Reference.modelDirectory()), LoadOptions.float32(), 1)) {
            ObjectNode result = JSON.createObjectNode();
            result.put("fast", FastDecoder.serves(config));
            result.put("large", isLarge(model));
            result.put("batch", new ProductBatch().isPlain() ? "plain" : "together");
            int[] tokens = new Generator(model, Adapter.NONE)
                    .generate(List.of(new GenerationRequest(new int[] {5, 42, 9}, 1)), SamplingSettings.greedy(8))
                    .getFirst()
                    .tokens();
            result.put("tokens", Arrays.toString(tokens));
            result.put("norm", norm(model));
            return result;
        }
    }

    private static boolean isLarge(LanguageModel model) {
        try (NDManager step = model.newStep();
                var off = Autograd.off()) {
            return LargeProducts.serves(step.ones(new Shape(100, 400)), 100, 400 * 400);
        }
    }

    /** Of the gradients of all weights, for two rows of 80 tokens. */
    private static double norm(LanguageModel model) {
        Tunable.Tuning tuning = model.tune(Tunable.full(), 1);
        try (NDManager step = model.newStep();
                var on = Autograd.on()) {
            List<int[]> rows = List.of(
                    IntStream.range(3, 83).toArray(),
                    IntStream.range(0, 80).map(i -> 3 + i * 37 % 300).toArray());
            TrainingPass pass = model.transformer()
                    .trainingPass(TokenBatch.of(step, rows, Padding.RIGHT), tuning.adapter(), Checkpointing.OFF);
            NDArray loss =
                    model.transformer().logits(pass.hiddenStates()).square().mean();
            Autograd.backward(loss);
            pass.backward();
        }
        return Gradients.norm(tuning.parameters());
    }
}
