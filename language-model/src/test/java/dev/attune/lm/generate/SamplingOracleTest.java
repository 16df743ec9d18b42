package dev.attune.lm.generate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.attune.lm.config.TransformerConfig.SpecialTokens;
import dev.attune.lm.model.Reference;
import dev.attune.lm.text.Tokenizer;
import dev.attune.lm.transformer.Memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What transformers' logits processors leave, and how likely: see {@code src/test/oracle/make_sampling.py}. */
class SamplingOracleTest {
    private static final int DRAWS = 4000;
    private static NDManager manager;
    private static Tokenizer tokenizer;

    @BeforeAll
    static void open() {
        manager = Memory.newManager();
        tokenizer = Tokenizer.load(Reference.modelDirectory());
    }

    @AfterAll
    static void close() {
        tokenizer.close();
        manager.close();
    }

    static Stream<JsonNode> cases() throws IOException {
        return StreamSupport.stream(root().get("cases").spliterator(), false);
    }

    private static JsonNode root() throws IOException {
        return new ObjectMapper()
                .readTree(Objects.requireNonNull(SamplingOracleTest.class.getResource("/sampling.json")));
    }

    /** Draws with many seeds reach every likely token that is left and no other, with the reference's log-probabilities. */
    @ParameterizedTest
    @MethodSource("cases")
    void whatIsLeftAndHowLikelyItIsEqualsTheReference(JsonNode one) throws IOException {
        SamplingSettings settings = settings(one.get("settings"));
        int[] prompt = Reference.ints(root().get("prompt"));
        int end = root().get("end").asInt();
        List<Row> rows = IntStream.range(0, DRAWS)
                .mapToObj(seed -> new Row(
                        0,
                        new GenerationRequest(prompt, seed),
                        settings.maximumNewTokens(),
                        settings,
                        new SpecialTokens(0, List.of(end), 0),
                        tokenizer))
                .toList();
        double[] scores = Reference.doubles(one.get("scores"));
        float[] narrow = new float[scores.length];
        IntStream.range(0, narrow.length).forEach(i -> narrow[i] = (float) scores[i]);
        try (NDManager step = manager.newSubManager()) {
            NDArray logits = step.create(narrow, new Shape(1, narrow.length)).repeat(0, DRAWS);
            new Sampler(settings, List.of(end), Integer.MAX_VALUE).choose(logits, rows);
        }
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        for (Row row : rows) {
            row.cancel();
            Generation answer = row.answer();
            int token = answer.tokens()[0];
            counts.merge(token, 1, Integer::sum);
            JsonNode sampling = one.get("sampling").get(token);
            assertThat(sampling.isNull()).as("token %s is left out", token).isFalse();
            assertThat((double) answer.samplingLogProbabilities()[0]).isCloseTo(sampling.asDouble(), within(2e-5));
            assertThat((double) answer.logProbabilities()[0])
                    .isCloseTo(one.get("policy").get(token).asDouble(), within(2e-5));
        }
        for (int token = 0; token < scores.length; token++) {
            JsonNode sampling = one.get("sampling").get(token);
            if (!sampling.isNull() && Math.exp(sampling.asDouble()) > 0.005) {
                assertThat(counts).containsKey(token);
            }
        }
    }

    private static SamplingSettings settings(JsonNode given) {
        SamplingSettings settings = SamplingSettings.sampling(number(given, "temperature", 1), 3)
                .withTopK((int) number(given, "topK", 0))
                .withTopP(number(given, "topP", 1))
                .withMinP(number(given, "minP", 0))
                .withRepetitionPenalty(number(given, "repetitionPenalty", 1))
                .withMinimumNewTokens((int) number(given, "minimum", 0));
        List<List<Integer>> words = new ArrayList<>();
        given.path("badWords")
                .forEach(word ->
                        words.add(Arrays.stream(Reference.ints(word)).boxed().toList()));
        return settings.withBadWords(words);
    }

    private static double number(JsonNode given, String name, double otherwise) {
        return given.path(name).asDouble(otherwise);
    }
}
