package dev.attune.lm.llama2c;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.model.Reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class Llama2cTest {
    private static final Path MODEL = Reference.modelDirectory().resolveSibling("stories260K/stories260K.bin");
    private static final Path TOKENIZER = MODEL.resolveSibling("tok512.bin");
    private static final int BEGINNING = 1;

    /** From llama2.c's own test: 200 tokens at temperature 0. */
    private static final String EXPECTED = "Once upon a time, there was a little girl named Lily. She loved to play"
            + " outside in the park. One day, she saw a big, red ball. She wanted to play with it, but it was too high.\n"
            + "Lily's mom said, \"Lily, let's go to the park.\" Lily was sad and didn't know what to do. She said, \"I want"
            + " to play with your ball, but I can't find it.\"\n"
            + "Lily was sad and didn't know what to do. She said, \"I'm sorry, Lily. I didn't know what to do.\"\n"
            + "Lily didn't want to help her mom, so she";

    @TempDir
    private Path directory;

    @Test
    void tellsTheStoryThatItsOwnTestExpects() {
        try (LanguageModel model = LanguageModel.load(MODEL, LoadOptions.float32())) {
            int[] tokens = new Generator(model, Adapter.NONE)
                    .generate(List.of(new GenerationRequest(new int[] {BEGINNING}, 0)), SamplingSettings.greedy(200))
                    .getFirst()
                    .tokens();
            assertThat(tokens).hasSize(200);
            assertThat(model.tokenizer().decode(tokens)).isEqualTo(EXPECTED);
        }
    }

    @Test
    void tokenizesItsStoryAsItWasTold() {
        try (LanguageModel model = LanguageModel.load(MODEL, LoadOptions.float32())) {
            int[] ids = model.tokenizer().encode(EXPECTED);
            assertThat(model.tokenizer().decode(ids)).isEqualTo(EXPECTED);
            assertThat(model.tokenizer().encodeWithSpecialTokens("Once")[0]).isEqualTo(BEGINNING);
            assertThat(model.tokenizer().decode(model.tokenizer().encode("é 日本 😀")))
                    .isEqualTo("é 日本 😀");
        }
    }

    @Test
    void aSavedStoryTellerIsTheSame() {
        try (LanguageModel model = LanguageModel.load(MODEL, LoadOptions.float32())) {
            model.save(directory);
            try (LanguageModel again = LanguageModel.load(directory, LoadOptions.float32())) {
                assertThat(again.tokenizer().encode(EXPECTED))
                        .isEqualTo(model.tokenizer().encode(EXPECTED));
                assertThat(again.config()).isEqualTo(model.config());
            }
        }
    }

    @Test
    void saysWhichTokenizerIsMissing() throws IOException {
        Path model = Files.copy(MODEL, directory.resolve("m.bin"));
        refused(model, "tok512.bin");
    }

    @Test
    void sizesThatDoNotFitTheFileAreRefused() throws IOException {
        byte[] whole = Files.readAllBytes(MODEL);
        Files.copy(TOKENIZER, directory.resolve("tok512.bin"));
        Path model = directory.resolve("m.bin");
        Files.write(model, Arrays.copyOf(whole, whole.length - 4));
        refused(model, "damaged");
        for (int field = 0; field < 7; field++) {
            for (int value : new int[] {0, -1, 7, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                byte[] changed = whole.clone();
                ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(field * Integer.BYTES, value);
                Files.write(model, changed);
                refused(model, "m.bin");
            }
        }
    }

    @Test
    void aTokenizerOfAnotherSizeIsRefused() throws IOException {
        Path model = Files.copy(MODEL, directory.resolve("m.bin"));
        byte[] tokens = Files.readAllBytes(TOKENIZER);
        Files.write(directory.resolve("tok512.bin"), Arrays.copyOf(tokens, tokens.length + 9));
        refused(model, "more than the 512 tokens");
        Files.write(directory.resolve("tok512.bin"), Arrays.copyOf(tokens, tokens.length - 9));
        refused(model, "tok512.bin");
    }

    private static void refused(Path model, String message) {
        assertThatThrownBy(
                        () -> LanguageModel.load(model, LoadOptions.float32()).close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(message);
    }
}
