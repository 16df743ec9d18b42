package dev.attune.lm.model;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.file.SafetensorsFile;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.transformer.Memory;

import static org.assertj.core.api.Assertions.assertThat;

/** What transformers and PEFT computed from the fixtures; see {@code src/test/oracle/make_fixtures.py}. */
public final class Reference {
    private Reference() {}

    public static Path modelDirectory() {
        return resource("tiny-llama");
    }

    public static Path adapterDirectory() {
        return modelDirectory().resolve("adapter");
    }

    /** What PEFT made; see {@code src/test/oracle/make_training.py}. */
    public static Path adaptersDirectory() {
        return resource("adapters");
    }

    /** What torch computed in twenty steps; see {@code src/test/oracle/make_training.py}. */
    public static JsonNode training() {
        return read("training.json");
    }

    public static LanguageModel model() {
        return LanguageModel.load(modelDirectory(), LoadOptions.float32());
    }

    public static JsonNode json() {
        return read("expected.json");
    }

    private static JsonNode read(String name) {
        try {
            return new ObjectMapper().readTree(resource(name).toFile());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The token sequences that all of it is about. */
    public static List<int[]> sequences() {
        return StreamSupport.stream(json().get("sequences").spliterator(), false)
                .map(Reference::ints)
                .toList();
    }

    public static float[] tensor(String name) {
        try (NDManager manager = Memory.newManager();
                SafetensorsFile file = SafetensorsFile.open(resource("expected.safetensors"))) {
            return file.weight(manager, name, Dtype.FLOAT32, file.shape(name)).toFloatArray();
        }
    }

    public static int[] ints(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    /** The numbers of an array. */
    public static float[] floats(JsonNode array) {
        double[] numbers = doubles(array);
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    public static double[] doubles(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    /** The house's measure for logits: the largest absolute difference. */
    public static void assertClose(float[] actual, float[] expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = 0;
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isFinite();
            largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
        }
        assertThat(largest).as("largest absolute difference").isLessThanOrEqualTo(tolerance);
    }

    /** Row {@code row} of logits (B, T, V), without its padding. */
    public static float[] row(NDArray logits, TokenBatch batch, int row) {
        int vocabulary = (int) logits.getShape().get(2);
        float[] all = logits.toFloatArray();
        int from = (row * batch.time() + batch.column(row, 0)) * vocabulary;
        return Arrays.copyOfRange(all, from, from + batch.lengths()[row] * vocabulary);
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(Reference.class.getResource("/" + name))
                    .toURI());
        } catch (URISyntaxException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
