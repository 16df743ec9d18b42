package dev.attune.lm.model;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.file.SafetensorsFile;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.transformer.Memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Trained models against transformers ({@code oracle/make_real_model.py}): attune-tiny, which the repository ships, and
 * SmolLM2 where {@code attune model pull smollm2-135m-instruct} has brought it.
 */
class RealModelTest {
    private static final double TOLERANCE = 1e-4;

    private static final int SAMPLED_PROMPTS = 4;

    private enum Model {
        ATTUNE_TINY("attune-tiny", Path.of("models", "attune-tiny")),
        SMOLLM2("smollm2-135m-instruct", Path.of("..", ".attune", "models", "smollm2-135m-instruct"));

        private final String title;
        private final Path directory;

        Model(String title, Path usual) {
            this.title = title;
            this.directory = Path.of(System.getProperty("attune.test." + title, usual.toString()));
        }

        LanguageModel load(LoadOptions options) {
            assumeTrue(Files.isDirectory(directory), directory + " is not there");
            return LanguageModel.load(directory, options);
        }

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(resource(title + ".json").toFile());
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        }

        float[] tensor(String name) {
            try (NDManager manager = Memory.newManager();
                    SafetensorsFile file = SafetensorsFile.open(resource(title + ".safetensors"))) {
                return file.weight(manager, name, Dtype.FLOAT32, file.shape(name))
                        .toFloatArray();
            }
        }

        private static Path resource(String name) {
            try {
                return Path.of(Objects.requireNonNull(RealModelTest.class.getResource("/real/" + name))
                        .toURI());
            } catch (URISyntaxException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void logitsEqualTheReferencesAloneAndPadded(Model real) {
        try (LanguageModel model = real.load(LoadOptions.float32());
                var recording = Autograd.off()) {
            List<int[]> prompts = prompts(real);
            double gap = 0;
            for (int row = 0; row < prompts.size(); row++) {
                try (NDManager step = model.newStep()) {
                    gap = Math.max(
                            gap, gap(real, model, TokenBatch.of(step, List.of(prompts.get(row)), Padding.RIGHT), row));
                }
            }
            for (Padding padding : Padding.values()) {
                try (NDManager step = model.newStep()) {
                    TokenBatch batch = TokenBatch.of(step, prompts.subList(0, SAMPLED_PROMPTS), padding);
                    gap = Math.max(gap, gap(real, model, batch, 0));
                }
            }
            assertThat(gap).as("largest absolute difference").isLessThanOrEqualTo(TOLERANCE);
        }
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void sixtyFourGreedyTokensEqualTheReferencesForTwentyPrompts(Model real) {
        try (LanguageModel model = real.load(LoadOptions.float32())) {
            List<GenerationRequest> requests = prompts(real).stream()
                    .map(prompt -> new GenerationRequest(prompt, 0))
                    .toList();
            SamplingSettings greedy = new SamplingSettings(0, 0, 1, 0, 64, true);
            List<Generation> answers = new Generator(model, Adapter.NONE).generate(requests, greedy);
            List<Integer> different = new ArrayList<>();
            for (int row = 0; row < answers.size(); row++) {
                int[] expected = Reference.ints(real.json().get("greedy").get(row));
                if (!Arrays.equals(answers.get(row).tokens(), expected)) {
                    different.add(row);
                }
            }
            assertThat(answers).hasSize(20);
            assertThat(different).as("prompts with another continuation").isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void bfloat16PrefersTheReferencesTokenAtNinetyEightOfAHundredPlaces(Model real) {
        try (LanguageModel model = real.load(LoadOptions.bfloat16());
                var recording = Autograd.off()) {
            JsonNode json = real.json();
            int same = 0;
            int places = 0;
            for (int row = 0; row < json.get("rows").size(); row++) {
                try (NDManager step = model.newStep()) {
                    int[] tokens = Reference.ints(json.get("rows").get(row));
                    TokenBatch batch = TokenBatch.of(step, List.of(tokens), Padding.RIGHT);
                    NDArray hidden = model.transformer().hiddenStates(batch, Adapter.NONE);
                    long[] ours = model.transformer()
                            .choiceLogits(hidden.squeeze(0))
                            .argMax(1)
                            .toLongArray();
                    int[] theirs = Reference.ints(json.get("likeliest").get(row));
                    for (int place = 0; place < ours.length; place++, places++) {
                        same += ours[place] == theirs[place] ? 1 : 0;
                    }
                }
            }
            assertThat(places).isGreaterThanOrEqualTo(2000);
            assertThat((double) same / places).as("agreement").isGreaterThanOrEqualTo(0.98);
        }
    }

    /** Of the sampled logits of the batch's rows, the first of which is prompt {@code first}. */
    private static double gap(Model real, LanguageModel model, TokenBatch batch, int first) {
        NDArray logits = logits(model, batch);
        int vocabulary = model.config().vocabularySize();
        float[] columns = real.tensor("columns");
        double largest = 0;
        for (int row = 0; row < batch.size(); row++) {
            float[] ours = Reference.row(logits, batch, row);
            float[] sample = real.tensor("sample." + (first + row));
            float[] ids = real.tensor("ids." + (first + row));
            float[] top = real.tensor("top." + (first + row));
            int places = sample.length / columns.length;
            int skipped = batch.lengths()[row] - places;
            for (int place = 0; place < places; place++) {
                int at = (skipped + place) * vocabulary;
                for (int i = 0; i < columns.length; i++) {
                    largest = Math.max(
                            largest, Math.abs(ours[at + (int) columns[i]] - sample[place * columns.length + i]));
                }
                int tops = top.length / places;
                for (int i = place * tops; i < (place + 1) * tops; i++) {
                    largest = Math.max(largest, Math.abs(ours[at + (int) ids[i]] - top[i]));
                }
            }
        }
        return largest;
    }

    private static NDArray logits(LanguageModel model, TokenBatch batch) {
        return model.transformer().logits(model.transformer().hiddenStates(batch, Adapter.NONE));
    }

    private static List<int[]> prompts(Model real) {
        return StreamSupport.stream(real.json().get("prompts").spliterator(), false)
                .map(Reference::ints)
                .toList();
    }
}
