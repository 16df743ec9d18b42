package dev.attune.policy.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.config.TransformerConfig.SpecialTokens;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.text.Tokenizer;
import dev.attune.lm.weight.RandomWeights;
import dev.attune.lm.weight.WeightSource;

/** Random language models of a few thousand weights whose words are {@code w0} to {@code w27}. */
public final class TinyModels {

    private static final int WORDS = 28;
    private static final String SPECIAL = "<pad>,<s>,</s>,<unk>";

    private TinyModels() {}

    /** A model in memory; {@code directory} takes its tokenizer's files. */
    public static LanguageModel random(Path directory, long seed) {
        Path files = tokenizerFiles(directory);
        TransformerConfig config = new TransformerConfig(
                "llama", 32, 2, 2, 1, 16, 64, WORDS + 4, 64, 10_000, 1e-5, false, new SpecialTokens(1, List.of(2), 0));
        return LanguageModel.create(
                config, Tokenizer.load(files), LoadOptions.float32(), manager -> weights(manager, seed));
    }

    /** The same model as a Hugging Face directory. */
    public static Path save(Path directory, long seed) {
        try (LanguageModel model = random(directory.resolveSibling(directory.getFileName() + "-tokenizer"), seed)) {
            model.save(directory);
        }
        return directory;
    }

    /** Fresh weights, but an output layer of deviation 0.3: it stays frozen, and adapters need it to speak up. */
    private static WeightSource weights(NDManager manager, long seed) {
        RandomWeights fresh = new RandomWeights(manager, seed);
        return (name, dtype, shape) -> {
            NDArray weight = fresh.weight(name, dtype, shape);
            return name.equals("lm_head.weight") ? weight.muli(15) : weight;
        };
    }

    private static Path tokenizerFiles(Path directory) {
        String special = List.of(SPECIAL.split(",", -1)).stream()
                .map(token -> "\"%s\":%d"
                        .formatted(token, List.of(SPECIAL.split(",", -1)).indexOf(token)))
                .collect(Collectors.joining(","));
        String words = IntStream.range(0, WORDS)
                .mapToObj(i -> "\"w%d\":%d".formatted(i, i + 4))
                .collect(Collectors.joining(","));
        String added = IntStream.range(0, 3)
                .mapToObj(i -> ("{\"id\":%d,\"content\":\"%s\",\"single_word\":false,\"lstrip\":false,\"rstrip\":false,"
                                + "\"normalized\":false,\"special\":true}")
                        .formatted(i, SPECIAL.split(",", -1)[i]))
                .collect(Collectors.joining(","));
        String tokenizer = ("{\"version\":\"1.0\",\"truncation\":null,\"padding\":null,\"added_tokens\":[%s],"
                        + "\"normalizer\":null,\"pre_tokenizer\":{\"type\":\"WhitespaceSplit\"},\"post_processor\":null,"
                        + "\"decoder\":null,\"model\":{\"type\":\"WordLevel\",\"vocab\":{%s,%s},\"unk_token\":\"<unk>\"}}")
                .formatted(added, special, words);
        String config = "{\"bos_token\":\"<s>\",\"eos_token\":\"</s>\",\"chat_template\":"
                + "\"{{ bos_token }} {% for message in messages %}{{ message['content'] }} {% endfor %}\"}";
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(Tokenizer.FILE), tokenizer);
            Files.writeString(directory.resolve(Tokenizer.CONFIG_FILE), config);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
