package dev.attune.lm.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.LanguageModel;
import dev.attune.lm.LoadOptions;
import dev.attune.lm.TransformerConfig;
import dev.attune.lm.TransformerConfig.SpecialTokens;
import dev.attune.lm.text.Tokenizer;

/** A model of SmolLM2-135M's shape with random weights: the time does not depend on what the weights say. */
public final class BenchModel {
    private static final int UNKNOWN = 3;
    private static final int FIRST_ORDINARY_TOKEN = 4;

    private BenchModel() {}

    /** Hidden 576, 30 layers, 9 heads over 3, feed-forward 1536, vocabulary 49,152, tied. */
    public static LanguageModel smollm2Shape(LoadOptions options, long seed) {
        return LanguageModel.random(shape(), tokenizer(), options, seed);
    }

    /** {@code count} words of the model's vocabulary, one token each, a different text for each {@code seed}. */
    public static String text(int count, long seed) {
        return IntStream.of(tokens(count, seed)).mapToObj(BenchModel::word).collect(Collectors.joining(" "));
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

    /** One word for each token; a conversation is its words, one after the other. */
    private static Tokenizer tokenizer() {
        ObjectNode file = Measurement.JSON.createObjectNode().put("version", "1.0");
        file.putArray("added_tokens");
        ObjectNode words = Measurement.JSON.createObjectNode();
        for (int token = 0; token < shape().vocabularySize(); token++) {
            words.put(word(token), token);
        }
        file.putObject("model")
                .put("type", "WordLevel")
                .put("unk_token", word(UNKNOWN))
                .set("vocab", words);
        file.putObject("pre_tokenizer").put("type", "WhitespaceSplit");
        ObjectNode config = Measurement.JSON
                .createObjectNode()
                .put("tokenizer_class", "PreTrainedTokenizerFast")
                .put("unk_token", word(UNKNOWN))
                .put("chat_template", "{% for message in messages %}{{ message.content }} {% endfor %}");
        try {
            return Tokenizer.of(Measurement.JSON.writeValueAsBytes(file), config);
        } catch (IOException failure) {
            throw new UncheckedIOException("The built-in tokenizer cannot be read.", failure);
        }
    }

    private static String word(int token) {
        return "w" + token;
    }
}
