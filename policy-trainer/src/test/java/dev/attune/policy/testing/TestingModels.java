package dev.attune.policy.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.config.TransformerConfig.SpecialTokens;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.text.BytePairEncoding;
import dev.attune.lm.text.Tokenizer;
import dev.attune.lm.text.TokenizerFiles;

/** Small models with random weights and a tokenizer of their own, for tests. */
public final class TestingModels {

    public static final int PADDING_TOKEN = 0;
    public static final int TURN_TOKEN = 1;
    public static final int END_TOKEN = 2;

    private TestingModels() {}

    /** A model of some ten thousand weights; its tokenizer's files are put into {@code directory}. */
    public static LanguageModel random(Path directory, long seed) {
        try {
            List<String> texts = List.of("user\n", "assistant\n", "user\n", "assistant\n", "system\n", "What is it?");
            BytePairEncoding encoding = BytePairEncoding.train(texts, 300, TokenizerFiles.SPECIALS);
            TokenizerFiles.write(encoding, 64, directory);
            TransformerConfig config = TransformerConfig.tiny(
                            encoding.vocabulary().size(), 16, 2, 4, 2)
                    .withSpecialTokens(new SpecialTokens(-1, List.of(END_TOKEN), PADDING_TOKEN));
            return LanguageModel.random(config, Tokenizer.load(directory), LoadOptions.float32(), seed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
