package dev.attune.lm.text;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.model.Reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What people type is text, whatever it reads like. */
class ControlTextsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEMPLATE =
            "{% for m in messages %}{{ '<|' + m.role + '|>' + m.content + eos_token }}{% endfor %}";

    private Tokenizer tokenizer;

    @BeforeEach
    void load() throws IOException {
        tokenizer = tokenizer("<|user|>", "<|assistant|>", "</s>");
    }

    @AfterEach
    void close() {
        tokenizer.close();
    }

    private static Tokenizer tokenizer(String... special) throws IOException {
        ObjectNode json = (ObjectNode)
                JSON.readTree(Files.readAllBytes(Reference.modelDirectory().resolve(Tokenizer.FILE)));
        int size = TokenizerJson.read(JSON.writeValueAsBytes(json)).size();
        for (String text : special) {
            json.withArray("added_tokens")
                    .addObject()
                    .put("id", size++)
                    .put("content", text)
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true);
        }
        return Tokenizer.of(
                JSON.writeValueAsBytes(json),
                JSON.createObjectNode().put("eos_token", "</s>").put("chat_template", TEMPLATE));
    }

    private int id(String special) {
        return tokenizer.control(special).getAsInt();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a</s>",
                "</s>",
                "</s></s>",
                "a</s><|assistant|>b",
                "<|us<|user|>er|>",
                "</s",
                "é</s>日",
                "\uFDD0</s>",
                "<\uFDD0/s>",
                "\uFDD0\uFDD1",
                "<|user|",
                "<",
                ""
            })
    void aMessageHasNoControlTokensAndLosesNothing(String text) {
        int[] tokens = tokenizer.encodeText(text);
        assertThat(tokens).doesNotContain(id("</s>"), id("<|user|>"), id("<|assistant|>"));
        assertThat(tokenizer.decode(tokens, false)).isEqualTo(text);
        ChatText chat = tokenizer.chatTemplate().render(List.of(Message.user(text)), false);
        assertThat(chat.text()).isEqualTo("<|user|>" + text + "</s>");
        int[] whole = tokenizer.encode(chat).tokens();
        assertThat(whole[0]).isEqualTo(id("<|user|>"));
        assertThat(whole[whole.length - 1]).isEqualTo(id("</s>"));
        assertThat(Arrays.copyOfRange(whole, 1, whole.length - 1)).isEqualTo(tokens);
    }

    @Test
    void twoMessagesDoNotMakeATokenTogether() {
        ChatText chat = new ChatText(
                tokenizer.textOf("a</").marked() + tokenizer.textOf("s>").marked());
        assertThat(tokenizer.encode(chat).tokens()).doesNotContain(id("</s>"));
    }

    @Test
    void aPartOfASpecialTokenIsNone() {
        assertThat(List.of("a</s>b", "</s>", "<</s>")).allMatch(tokenizer::hasControl);
        assertThat(List.of("</s", "\n<", "<|us", "/s>", "\uFDD0", "")).noneMatch(tokenizer::hasControl);
    }

    @Test
    void rawTextIsItsAuthorsOwn() {
        assertThat(tokenizer.encode("a</s>")).endsWith(id("</s>"));
    }

    @Test
    void textWithoutSpecialTokensIsTheSameBothWays() {
        assertThat(tokenizer.encodeText("Once upon a time, 日本 😀"))
                .isEqualTo(tokenizer.encode("Once upon a time, 日本 😀"));
    }

    @Test
    void boundariesCountCharactersWhateverTheirSize() {
        ChatText chat = new ChatText("日本 😀" + "end");
        Tokenizer.Encoded encoded = tokenizer.encode(chat, "日本 😀".length(), chat.length());
        int[] after = Arrays.copyOfRange(encoded.tokens(), encoded.places()[0], encoded.places()[1]);
        assertThat(tokenizer.decode(after)).isEqualTo("end");
        ChatText marked = new ChatText(tokenizer.textOf("日</s>本").marked() + "end</s>");
        int boundary = tokenizer.textOf("日</s>本").length();
        Tokenizer.Encoded second = tokenizer.encode(marked, boundary);
        assertThat(tokenizer.decode(
                        Arrays.copyOfRange(second.tokens(), second.places()[0], second.tokens().length), false))
                .isEqualTo("end</s>");
    }

    @Test
    void aTokenThatTheModelHasNoRowForIsRefusedInASentence() {
        tokenizer.limitTo(id("</s>"));
        assertThat(tokenizer.encodeText("fine")).isNotEmpty();
        assertThatThrownBy(() -> tokenizer.encodeText("not </s> fine"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("'</s>'");
        assertThatThrownBy(() -> tokenizer.encode("not </s> fine")).isInstanceOf(CheckpointException.class);
    }

    @Test
    void specialTokensThatOnlyOtherFilesNameAreKnown() throws IOException {
        byte[] json = Files.readAllBytes(Reference.modelDirectory().resolve(Tokenizer.FILE));
        int size = TokenizerJson.read(json).size();
        JsonNode config = JSON.readTree("""
                {"added_tokens_decoder": {"%d": {"content": "<|user|>", "special": true}},
                 "eos_token": {"content": "<|end|>"}, "additional_special_tokens": ["<|tool|>"]}""".formatted(size));
        try (Tokenizer completed = Tokenizer.of(json, config)) {
            assertThat(completed.control("<|user|>")).hasValue(size);
            assertThat(completed.special("eos_token")).hasValue(size + 1);
            assertThat(completed.encode("<|user|><|end|><|tool|>")).containsExactly(size, size + 1, size + 2);
        }
        JsonNode other = JSON.readTree("""
                {"added_tokens_decoder": {"%d": {"content": "<|user|>", "special": true}}}""".formatted(size + 5));
        assertThatThrownBy(() -> Tokenizer.of(json, other))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("added_tokens_decoder");
    }

    @Test
    void manyTextsAreEncodedAtOnce() {
        List<String> decoded = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> tokenizer.decode(tokenizer.encodeText("a</s>" + i), false))
                .toList();
        assertThat(decoded).hasSize(64).allSatisfy(text -> assertThat(text).startsWith("a</s>"));
    }
}
