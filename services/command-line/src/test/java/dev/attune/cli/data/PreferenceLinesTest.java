package dev.attune.cli.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Message;
import dev.attune.preference.file.BadLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PreferenceLinesTest {

    private static final String GOOD = "{\"prompt\":\"Q\",\"chosen\":\"good\",\"rejected\":\"bad\"}";

    @TempDir
    Path folder;

    @Test
    void readsAnthropicsTranscriptsWithTheSharedBeginningAsThePrompt() throws IOException {
        ImportFile file =
                read("{\"chosen\":\"\\n\\nHuman: Hi\\n\\nAssistant: Yes?\\n\\nHuman: Help\\n\\nAssistant: Gladly\","
                        + "\"rejected\":\"\\n\\nHuman: Hi\\n\\nAssistant: Yes?\\n\\nHuman: Help\\n\\nAssistant: No\"}");
        assertThat(file.format()).isEqualTo("hh");
        assertThat(file.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.body())
                        .containsEntry(
                                "prompt", List.of(Message.user("Hi"), Message.assistant("Yes?"), Message.user("Help")))
                        .containsEntry("chosen", "Gladly")
                        .containsEntry("rejected", "No"));
    }

    @Test
    void aTieOfOurOwnFormHasNoStrength() throws IOException {
        ImportFile file =
                read("{\"prompt\":[{\"role\":\"user\",\"content\":\"Q\"}],\"chosen\":\"one\",\"rejected\":\"other\","
                        + "\"strength\":2,\"tie\":true}");
        assertThat(file.lines().getFirst().body()).containsEntry("tie", true).containsEntry("strength", 0);
        assertThat(file.unusedColumns()).isEmpty();
    }

    @Test
    void strengthIsTakenOver() throws IOException {
        ImportFile file = read(GOOD.replace("}", ",\"strength\":3}"));
        assertThat(file.lines().getFirst().body()).containsEntry("strength", 3).containsEntry("tie", false);
    }

    @Test
    void tiesAndTwoBadAnswersAreRatingsInEveryForm() throws IOException {
        ImportFile file = read(
                "{\"prompt\":\"Q\",\"answers\":[\"a\",\"b\",\"c\"],\"ranks\":[1,1,2]}",
                GOOD.replace("}", ",\"outcome\":\"tie\"}"),
                GOOD.replace("}", ",\"outcome\":\"both_bad\"}"));
        assertThat(file.badLines()).isEmpty();
        assertThat(file.lines()).extracting(ImportLine::number).containsExactly(1, 1, 1, 2, 3);
        assertThat(file.lines())
                .extracting(line -> line.body().get("tie"))
                .containsExactly(false, false, true, true, false);
        assertThat(file.lines().getLast().body()).containsEntry("bothBad", true).containsEntry("strength", 0);
    }

    @Test
    void whoRatedIsKeptAndWhatARatingHasNoPlaceForIsSaid() throws IOException {
        ImportFile file = read(GOOD.replace("}", ",\"annotator\":\"ann\",\"margin\":1.5,\"weight\":2,\"id\":7}"));
        assertThat(file.lines().getFirst().body()).containsEntry("annotator", "ann");
        assertThat(file.unusedColumns()).containsOnlyKeys("margin", "weight", "id");
    }

    @Test
    void aTieThatIsNoTruthValueIsBad() throws IOException {
        ImportFile file = read(GOOD.replace("}", ",\"tie\":\"yes\"}"));
        assertThat(file.lines()).isEmpty();
        assertThat(file.badLines())
                .singleElement()
                .satisfies(
                        bad -> assertThat(bad.sentence()).isEqualTo("column tie must be true or false but is \"yes\""));
    }

    @Test
    void goodLinesAreKeptAndBadOnesNamedByNumber() throws IOException {
        ImportFile file = read(
                GOOD,
                "{\"prompt\":\"Q\",",
                "",
                "{\"question\":\"Q\",\"answer\":\"A\"}",
                GOOD.replace("bad", "good"),
                "[1]",
                GOOD.replace("}", ",\"annotator_mood\":\"fine\"}"));
        assertThat(file.lines()).extracting(ImportLine::number).containsExactly(1, 7);
        assertThat(file.badLines()).extracting(BadLine::line).containsExactly(2, 4, 5, 6);
        assertThat(file.badLines().get(2).sentence()).isEqualTo("chosen and rejected are the same text");
        assertThat(file.unusedColumns()).containsExactly(Map.entry("annotator_mood", 1));
    }

    @Test
    void aCompressedFileIsReadLikeAPlainOne() throws IOException {
        Path file = folder.resolve("pairs.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((GOOD + "\n").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(PreferenceLines.read(file).lines()).hasSize(1);
    }

    @Test
    void anEmptyOrMissingOrBrokenFileIsASentence() throws IOException {
        assertThatThrownBy(() -> read("", " "))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("is empty");
        assertThatThrownBy(() -> PreferenceLines.read(folder.resolve("none.jsonl")))
                .hasMessageContaining("there is no such file");
        Path torn = Files.write(folder.resolve("torn.gz"), new byte[] {0x1F, (byte) 0x8B, 8, 0, 0});
        assertThatThrownBy(() -> PreferenceLines.read(torn))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("cannot be read");
    }

    private ImportFile read(String... lines) throws IOException {
        return PreferenceLines.read(Files.writeString(folder.resolve("pairs.jsonl"), String.join("\n", lines)));
    }
}
