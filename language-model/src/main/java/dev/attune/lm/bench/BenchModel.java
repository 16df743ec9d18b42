package dev.attune.lm.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.config.TransformerConfig.SpecialTokens;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.text.Tokenizer;

/** A model of SmolLM2-135M's shape with random weights: the time does not depend on what the weights say. */
public final class BenchModel {
    private static final String WORDS = "{\"version\":\"1.0\",\"added_tokens\":[],\"model\":{\"type\":\"WordLevel\","
            + "\"vocab\":{\"a\":0,\"b\":1,\"c\":2},\"unk_token\":\"a\"},\"pre_tokenizer\":{\"type\":\"WhitespaceSplit\"}}";

    private static final int FIRST_ORDINARY_TOKEN = 4;

    private BenchModel() {}

    /** Hidden 576, 30 layers, 9 heads over 3, feed-forward 1536, vocabulary 49,152, tied. */
    public static LanguageModel smollm2Shape(LoadOptions options, long seed) {
        return LanguageModel.random(shape(), tokenizer(), options, seed);
    }

    /**
     * The same with a tokenizer that has a word for each token, separated by spaces, and whose chat template is the bare text,
     * for recipes that begin with texts.
     */
    public static LanguageModel smollm2ShapeWithWords(LoadOptions options, long seed) {
        return LanguageModel.random(shape(), words(), options, seed);
    }

    /** A text of {@code count} random words of that tokenizer, another for each {@code seed}. */
    public static String text(int count, long seed) {
        return Arrays.stream(tokens(count, seed)).mapToObj(token -> "w" + token).collect(Collectors.joining(" "));
    }

    /** Random ordinary tokens, a different sequence for each {@code seed}. */
    public static int[] tokens(int count, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int size = shape().vocabularySize();
        return IntStream.range(0, count)
                .map(i -> random.nextInt(FIRST_ORDINARY_TOKEN, size))
                .toArray();
    }

    static TransformerConfig shape() {
        return TransformerConfig.tiny(49_152, 576, 30, 9, 3).withSpecialTokens(new SpecialTokens(1, List.of(2), 0));
    }

    private static Tokenizer tokenizer() {
        return tokenizer(WORDS, settings("a"));
    }

    private static Tokenizer words() {
        ObjectNode json = Measurement.JSON.createObjectNode().put("version", "1.0");
        json.putArray("added_tokens");
        json.putObject("pre_tokenizer").put("type", "WhitespaceSplit");
        ObjectNode model = json.putObject("model").put("type", "WordLevel").put("unk_token", "w0");
        ObjectNode vocabulary = model.putObject("vocab");
        IntStream.range(0, shape().vocabularySize()).forEach(token -> vocabulary.put("w" + token, token));
        String template = "{% for message in messages %}{{ message['content'] }}{% endfor %}";
        return tokenizer(json.toString(), settings("w0").put("chat_template", template));
    }

    private static ObjectNode settings(String unknown) {
        return Measurement.JSON
                .createObjectNode()
                .put("tokenizer_class", "PreTrainedTokenizerFast")
                .put("unk_token", unknown);
    }

    private static Tokenizer tokenizer(String json, ObjectNode settings) {
        try {
            return Tokenizer.of(json.getBytes(StandardCharsets.UTF_8), settings);
        } catch (IOException failure) {
            throw new UncheckedIOException("The built-in tokenizer cannot be read.", failure);
        }
    }
}
