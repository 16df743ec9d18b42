package dev.attune.lab.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CritiquesTest {

    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();

    private List<String> read(String text) throws IOException {
        return Critiques.read(Files.writeString(folder.resolve("critiques"), text), notes::add);
    }

    private static String event(String data) {
        return "{\"topic\":\"attune.feedback\",\"offset\":0,\"key\":\"i\",\"data\":" + data + "}\n";
    }

    private static String rating(String id, String comment) {
        return event("{\"rating\":{\"ratingId\":\"" + id
                + "\",\"prompt\":[{\"role\":\"system\",\"content\":\"x\"},{\"role\":\"user\",\"content\":\"What is\\n it?\"}],"
                + "\"verdict\":\"BOTH_BAD\"" + (comment.isEmpty() ? "" : ",\"comment\":\"" + comment + "\"") + "}}");
    }

    @Test
    void linesAreCritiques() throws IOException {
        assertThat(read("It is too long.\n\n  It guesses. \n")).containsExactly("It is too long.", "It guesses.");
        assertThat(notes).isEmpty();
    }

    @Test
    void eventsOfTheBusSayWhatWasAskedAndWhatIsWrong() throws IOException {
        assertThat(read(rating("a", "It guesses.") + rating("b", "") + "{broken\n"))
                .containsExactly("To \"What is it?\": It guesses.");
        assertThat(notes).anyMatch(note -> note.startsWith("1 of 2 events")).anyMatch(note -> note.contains("no JSON"));
    }

    @Test
    void theLastVersionOfARatingCountsAndOneTakenBackDoesNot() throws IOException {
        String text = rating("a", "First.")
                + rating("b", "Kept.")
                + rating("a", "Second.")
                + rating("c", "Gone.")
                + event("{\"ratingId\":\"c\",\"itemId\":\"i\",\"annotator\":\"p\",\"reason\":\"a slip\"}");
        assertThat(read(text)).containsExactly("To \"What is it?\": Kept.", "To \"What is it?\": Second.");
    }

    @Test
    void rankingsAndMarkedPartsAreCritiquesToo() throws IOException {
        String ranking = event(
                "{\"ranking\":{\"ratingId\":\"r\",\"prompt\":[{\"role\":\"user\",\"content\":\"Q\"}],"
                        + "\"answers\":[{\"text\":\"a\"},{\"text\":\"b\"}],\"groups\":[[1],[0]],\"comment\":\"Both are short.\"}}");
        String marked = event("{\"rating\":{\"ratingId\":\"m\",\"prompt\":[{\"role\":\"user\",\"content\":\"Q\"}],"
                + "\"left\":{\"text\":\"fine\"},\"right\":{\"text\":\"\uD83D\uDE00 2 is 3\"},\"answers\":[{},{\"highlights\":["
                + "{\"start\":2,\"end\":8,\"reason\":\"wrong\",\"comment\":\"It is 2.\"}]}]}}");

        assertThat(read(ranking + marked))
                .containsExactly("To \"Q\": Both are short.", "To \"Q\": \"2 is 3\": wrong, It is 2.");
    }

    @Test
    void theNewestAreTold() throws IOException {
        String lines = String.join(
                "\n", IntStream.range(0, 50).mapToObj(i -> "line " + i).toList());
        assertThat(read(lines)).hasSize(20).endsWith("line 49");
        assertThat(notes).containsExactly("Of 50 critiques the newest 20 are told.");
    }

    @Test
    void aFileWithoutWordsIsRefused() {
        assertThatThrownBy(() -> read(rating("a", ""))).hasMessageContaining("none of its 1 events has a comment");
        assertThatThrownBy(() -> read("\n \n")).hasMessageContaining("nothing that people have written");
    }
}
