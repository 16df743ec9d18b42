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

class DemonstrationFileTest {

    private static final List<Message> CONVERSATION = List.of(Message.user("Hi?"), Message.assistant("Hello."));

    @TempDir
    Path directory;

    @Test
    void readsEveryFormOfTrl() throws IOException {
        DemonstrationFile read = read("""
                {"messages": [{"role": "user", "content": "Hi?"}, {"role": "assistant", "content": "Hello."}], "id": 3}
                {"prompt": "Hi?", "completion": "Hello."}

                {"prompt": [{"role": "user", "content": "Hi?"}], "completion": [{"role": "assistant", "content": "Hello."}]}
                """);
        assertThat(read.rejected()).isEmpty();
        assertThat(read.unused()).singleElement().asString().contains("id (1 row)");
        assertThat(read.demonstrations())
                .hasSize(3)
                .allSatisfy(demonstration ->
                        assertThat(demonstration.conversation()).isEqualTo(CONVERSATION));
    }

    @Test
    void keepsGoodLinesAndNamesBadOnes() throws IOException {
        DemonstrationFile read = read("""
                {"prompt": "Hi?", "completion": "Hello."}
                {"prompt": "Hi?"
                {"question": "Hi?"}
                {"messages": [{"role": "user", "content": "Hi?"}]}
                {"messages": [{"role": "boss", "content": "Hi?"}, {"role": "assistant", "content": "Hello."}]}
                {"messages": [{"role": "user"}, {"role": "assistant", "content": "Hello."}]}
                {"prompt": [{"role": "user", "content": "Hi?"}, {"role": "assistant", "content": "Hel"}], "completion": "lo."}
                """);
        assertThat(read.demonstrations()).hasSize(1);
        assertThat(read.rejected()).hasSize(6);
        assertThat(read.rejected().getLast()).startsWith("Line 7 of").contains("ends with the assistant's turn");
        assertThat(read.rejected().get(0)).startsWith("Line 2 of").contains("no valid JSON");
        assertThat(read.rejected().get(1))
                .startsWith("Line 3 of")
                .contains("column prompt must be a list of messages but is missing");
        assertThat(read.rejected().get(2)).contains("the last message must be the assistant's answer");
        assertThat(read.rejected().get(3)).contains("role boss is unknown");
        assertThat(read.rejected().get(4)).contains("without content");
    }

    @Test
    void refusesAFileWithoutDemonstrations() throws IOException {
        Path file = Files.writeString(directory.resolve("empty.jsonl"), "\n");
        assertThatThrownBy(() -> DemonstrationFile.read(file))
                .isInstanceOfSatisfying(
                        AttuneException.class, e -> assertThat(e.code()).isEqualTo("no-demonstrations"))
                .hasMessageContaining("give JSON lines");
    }

    @Test
    void refusesAMissingFile() {
        assertThatThrownBy(() -> DemonstrationFile.read(directory.resolve("none.jsonl")))
                .isInstanceOfSatisfying(
                        AttuneException.class, e -> assertThat(e.code()).isEqualTo("demonstrations-unreadable"));
    }

    private DemonstrationFile read(String lines) throws IOException {
        return DemonstrationFile.read(Files.writeString(directory.resolve("data.jsonl"), lines));
    }
}
