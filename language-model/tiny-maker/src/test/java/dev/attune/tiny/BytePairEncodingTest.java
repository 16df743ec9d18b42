package dev.attune.tiny;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.lm.text.BytePairEncoding;
import dev.attune.lm.text.Message;
import dev.attune.lm.text.Tokenizer;
import dev.attune.lm.text.TokenizerFiles;

import static org.assertj.core.api.Assertions.assertThat;

class BytePairEncodingTest {

    private static final Corpus CORPUS = Corpus.generate(7, 1500);
    private static final BytePairEncoding ENCODING = BytePairEncoding.train(texts(), 600, TokenizerFiles.SPECIALS);
    private static final List<String> STRANGE = List.of(
            "",
            " ",
            "  two  spaces ",
            "tab\tand\nline\r\n\n",
            "Grüße, 東京! 🙂 naïve",
            "it's they're I'll 'd",
            "a1b22 333",
            "\u00a0no-break\u2003em space\u3000",
            "!?#$%^&*()_+",
            "ａｂｃ １２３ Ⅳ ½",
            "x\u0000y\u0085z");

    @TempDir
    Path directory;

    @Test
    void encodesAsTheLibraryDoes() throws IOException {
        TokenizerFiles.write(ENCODING, 256, directory);
        try (HuggingFaceTokenizer library = HuggingFaceTokenizer.newInstance(directory.resolve("tokenizer.json"))) {
            samples()
                    .forEach(text -> assertThat(ENCODING.encode(text))
                            .as(text)
                            .isEqualTo(Arrays.stream(
                                            library.encode(text, false, false).getIds())
                                    .mapToObj(Math::toIntExact)
                                    .toList()));
        }
    }

    @Test
    void decodesToTheSameText() {
        samples()
                .forEach(text ->
                        assertThat(ENCODING.decode(ENCODING.encode(text))).isEqualTo(text));
    }

    @Test
    void trainingIsDeterministic() {
        assertThat(BytePairEncoding.train(texts(), 600, TokenizerFiles.SPECIALS))
                .isEqualTo(ENCODING);
    }

    @Test
    void learnsTheMostFrequentPairsFirst() {
        BytePairEncoding encoding = BytePairEncoding.train(List.of("abab", "abab", "ab", "cd", "cd"), 258, List.of());
        assertThat(encoding.merges())
                .containsExactly(new BytePairEncoding.Pair("a", "b"), new BytePairEncoding.Pair("ab", "ab"));
    }

    @Test
    void stopsWhenNoPairOccursTwice() {
        assertThat(BytePairEncoding.train(List.of("abc"), 500, List.of()).merges())
                .isEmpty();
    }

    @Test
    void keepsToItsSizeWithSpecialTokensFirst() {
        assertThat(ENCODING.vocabulary()).hasSize(600);
        assertThat(ENCODING.vocabulary().keySet().stream().limit(3)).isEqualTo(TokenizerFiles.SPECIALS);
        assertThat(ENCODING.vocabulary().values()).doesNotHaveDuplicates();
    }

    @Test
    void textNeverBecomesASpecialToken() {
        assertThat(ENCODING.encode("<|im_end|>")).doesNotContain(2).hasSizeGreaterThan(1);
    }

    @Test
    void conversationsAreRenderedAsChatMl() throws IOException {
        TokenizerFiles.write(ENCODING, 256, directory);
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            List<Message> conversation = List.of(Message.system("Be kind."), Message.user("Hello?"));
            String prompt = tokenizer.chatTemplate().prompt(conversation).text();
            assertThat(prompt)
                    .isEqualTo("<|im_start|>system\nBe kind.<|im_end|><|im_start|>user\nHello?<|im_end|>"
                            + "<|im_start|>assistant\n");
            int[] ids = tokenizer.encode(prompt);
            assertThat(Arrays.stream(ids).filter(id -> id == 1)).hasSize(3);
            assertThat(Arrays.stream(ids).filter(id -> id == 2)).hasSize(2);
            assertThat(tokenizer.decode(ids, false)).isEqualTo(prompt);
        }
    }

    private static Stream<String> samples() {
        return Stream.concat(STRANGE.stream(), texts().stream().limit(300));
    }

    private static List<String> texts() {
        return CORPUS.examples().stream()
                .flatMap(example -> Stream.of(example.prompt(), example.answer()))
                .toList();
    }
}
