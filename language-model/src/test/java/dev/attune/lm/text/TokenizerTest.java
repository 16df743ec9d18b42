package dev.attune.lm.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.model.Reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TokenizerTest {
    private static Tokenizer tokenizer;

    @BeforeAll
    static void load() {
        tokenizer = Tokenizer.load(Reference.modelDirectory());
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void encodesAndDecodesLikeTheReference(JsonNode expected) {
        int[] ids = tokenizer.encode(expected.get("text").asText());
        assertThat(ids).isEqualTo(Reference.ints(expected.get("ids")));
        assertThat(tokenizer.decode(ids)).isEqualTo(expected.get("decoded").asText());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void streamedTextEqualsTheWholeText(JsonNode expected) {
        StreamingDecoder decoder = new StreamingDecoder(tokenizer);
        StringBuilder text = new StringBuilder();
        for (int token : Reference.ints(expected.get("ids"))) {
            String piece = decoder.add(token);
            assertThat(piece).doesNotContain("\uFFFD");
            text.append(piece);
        }
        assertThat(text.append(decoder.finish()))
                .hasToString(expected.get("decoded").asText());
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void rendersConversationsLikeTheReference(JsonNode expected) {
        var conversation = StreamSupport.stream(expected.get("messages").spliterator(), false)
                .map(message -> new Message(
                        message.get("role").asText(), message.get("content").asText()))
                .toList();
        assertThat(tokenizer.chatTemplate().prompt(conversation).text())
                .isEqualTo(expected.get("text").asText());
    }

    @Test
    void savedTokenizerIsTheSame(@TempDir Path directory) {
        tokenizer.save(directory);
        try (Tokenizer again = Tokenizer.load(directory)) {
            assertThat(again.sha256()).isEqualTo(tokenizer.sha256()).matches("[0-9a-f]{64}");
            assertThat(again.chatTemplate().source())
                    .isEqualTo(tokenizer.chatTemplate().source());
        }
    }

    @Test
    void saysWhichDirectoryHasNoTokenizer(@TempDir Path directory) {
        assertThatThrownBy(() -> Tokenizer.load(directory))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("tokenizer.json");
    }

    @Test
    void readsATemplateFromItsOwnFileAndFromAListOfNamedOnes(@TempDir Path directory) throws IOException {
        Files.copy(Reference.modelDirectory().resolve(Tokenizer.FILE), directory.resolve(Tokenizer.FILE));
        Files.writeString(directory.resolve(Tokenizer.CONFIG_FILE), """
                {"eos_token": {"content": "</s>"}, "chat_template": [
                  {"name": "tool_use", "template": "tools"},
                  {"name": "default", "template": "{{ messages[0].content }}{{ eos_token }}"}]}""");
        assertThat(prompt(directory)).isEqualTo("hi</s>");
        Files.writeString(directory.resolve("chat_template.jinja"), "own: {{ messages[0].content }}\n");
        assertThat(prompt(directory)).isEqualTo("own: hi");
    }

    private static String prompt(Path directory) {
        try (Tokenizer read = Tokenizer.load(directory)) {
            return read.chatTemplate().prompt(List.of(Message.user("hi"))).text();
        }
    }

    static Stream<JsonNode> texts() {
        return StreamSupport.stream(Reference.json().get("tokenizer").spliterator(), false);
    }

    static Stream<JsonNode> conversations() {
        return StreamSupport.stream(Reference.json().get("conversations").spliterator(), false);
    }
}
