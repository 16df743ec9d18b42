package dev.attune.cli.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.part.Split;
import dev.attune.preference.file.BadLine;

import static org.assertj.core.api.Assertions.assertThat;

class PromptLinesTest {

    @TempDir
    Path folder;

    @Test
    void readsTextsAndConversationsAndTheirSplit() throws IOException {
        ImportFile file = read(
                0,
                "{\"prompt\":\"Q\"}",
                "{\"messages\":[{\"role\":\"system\",\"content\":\"S\"},{\"role\":\"user\",\"content\":\"Q\"}],\"split\":\"HELD_OUT\"}");
        assertThat(file.lines().get(0).body())
                .containsEntry("messages", List.of(Message.user("Q")))
                .containsEntry("split", Split.TRAIN);
        assertThat(file.lines().get(1).body())
                .containsEntry("messages", List.of(new Message("system", "S"), Message.user("Q")))
                .containsEntry("split", Split.HELD_OUT);
    }

    @Test
    void badLinesAreNamedByNumber() throws IOException {
        ImportFile file = read(
                0,
                "{\"prompt\":\"\"}",
                "nothing",
                "{\"prompt\":\"Q\",\"split\":\"TEST\"}",
                "{\"messages\":[{\"role\":\"assistant\",\"content\":\"A\"}]}",
                "{\"prompt\":\"good\"}");
        assertThat(file.badLines()).extracting(BadLine::line).containsExactly(1, 2, 3, 4);
        assertThat(file.badLines().get(2).sentence()).isEqualTo("split must be TRAIN or HELD_OUT but is TEST");
        assertThat(file.lines()).extracting(ImportLine::number).containsExactly(5);
    }

    @Test
    void theHeldOutShareIsKeptAndDependsOnThePromptOnly() throws IOException {
        String[] lines = IntStream.range(0, 400)
                .mapToObj(i -> "{\"prompt\":\"Question " + i + "\"}")
                .toArray(String[]::new);
        long heldOut = heldOut(read(0.25, lines));
        assertThat(heldOut).isBetween(70L, 130L).isEqualTo(heldOut(read(0.25, lines)));
    }

    private static long heldOut(ImportFile file) {
        return file.lines().stream()
                .filter(line -> line.body().get("split") == Split.HELD_OUT)
                .count();
    }

    private ImportFile read(double heldOut, String... lines) throws IOException {
        return PromptLines.read(Files.writeString(folder.resolve("prompts.jsonl"), String.join("\n", lines)), heldOut);
    }
}
