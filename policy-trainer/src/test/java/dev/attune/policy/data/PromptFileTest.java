package dev.attune.policy.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PromptFileTest {

    @TempDir
    Path directory;

    @Test
    void readsTextAndConversations() throws IOException {
        Path file = write(
                "{\"prompt\": \"hello\", \"chosen\": \"ignored\"}",
                "{\"prompt\": null, \"messages\": [{\"role\": \"user\", \"content\": \"v\"}]}",
                "{\"prompt\": [{\"role\": \"system\", \"content\": \"s\"}, {\"role\": \"user\", \"content\": \"u\"}]}");
        PromptFile read = PromptFile.read(file);
        assertThat(read.prompts())
                .containsExactly(
                        List.of(Message.user("hello")),
                        List.of(Message.user("v")),
                        List.of(new Message("system", "s"), Message.user("u")));
        assertThat(read.rejected()).isEmpty();
    }

    @Test
    void badLinesAreListedAndGoodOnesKept() throws IOException {
        Path file = write(
                "{broken",
                "{\"prompt\": \"good\"}",
                "{\"question\": \"no prompt\"}",
                "{\"prompt\": [{\"role\": \"robot\", \"content\": \"x\"}]}",
                "{\"prompt\": [{\"role\": \"assistant\", \"content\": \"x\"}]}");
        PromptFile read = PromptFile.read(file);
        assertThat(read.prompts()).containsExactly(List.of(Message.user("good")));
        assertThat(read.rejected())
                .hasSize(4)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("Line 1 of " + file + " cannot be read: it is no valid JSON"),
                        line -> assertThat(line)
                                .contains("Line 3")
                                .contains("column prompt must be a list of messages but is missing"),
                        line -> assertThat(line).contains("Line 4").contains("robot"),
                        line -> assertThat(line).contains("Line 5").contains("nothing is left to answer"));
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        Path file = write("", "  ");
        assertThatThrownBy(() -> PromptFile.read(file))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("There is no prompt in " + file);
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = directory.resolve("absent.jsonl");
        assertThatThrownBy(() -> PromptFile.read(file)).hasMessageContaining("absent.jsonl cannot be read");
    }

    private Path write(String... lines) throws IOException {
        return Files.write(directory.resolve("prompts.jsonl"), List.of(lines));
    }
}
