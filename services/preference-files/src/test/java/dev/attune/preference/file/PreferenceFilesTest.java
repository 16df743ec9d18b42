package dev.attune.preference.file;

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

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Candidate.Sampling;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.preference.pair.PreferencePair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PreferenceFilesTest {

    private static final Sampling SAMPLING = new Sampling(0, 1, 0, 8, 1);

    @TempDir
    Path directory;

    @Test
    void readsTrlsExplicitPromptWithItsMargin() throws IOException {
        PreferenceFile file = read("{\"prompt\":\"Q\",\"chosen\":\"good\",\"rejected\":\"bad\",\"margin\":0.5}");
        assertThat(file.form()).isEqualTo("trl");
        assertThat(unplaced(file))
                .containsExactly(new PreferencePair(List.of(Message.user("Q")), "good", "bad", 1, 0.5, 1));
    }

    @Test
    void readsHowSureAPairIsAsOurOwnExportsSayIt() throws IOException {
        String pair = "{\"prompt\":\"Q\",\"chosen\":\"good\",\"rejected\":\"bad\",\"probability\":";
        PreferenceFile file = read(pair + "0.75}", pair + "null}", pair + "1.5}", pair + "\"sure\"}");
        assertThat(file.pairs()).extracting(PreferencePair::probability).containsExactly(0.75, 1.0);
        assertThat(file.badLines()).hasSize(2);
        assertThat(file.badLines().getFirst().sentence()).contains("probability must lie in [0, 1] but is 1.5");
    }

    @Test
    void readsTrlsConversationsWithAndWithoutPrompt() throws IOException {
        String explicit = "{\"prompt\":[{\"role\":\"user\",\"content\":\"Q\"}],"
                + "\"chosen\":[{\"role\":\"assistant\",\"content\":\"good\"}],"
                + "\"rejected\":[{\"role\":\"assistant\",\"content\":\"bad\"}]}";
        String implicit =
                "{\"chosen\":[{\"role\":\"user\",\"content\":\"Q\"},{\"role\":\"assistant\",\"content\":\"good\"}],"
                        + "\"rejected\":[{\"role\":\"user\",\"content\":\"Q\"},{\"role\":\"assistant\",\"content\":\"bad\"}]}";
        PreferencePair expected = PreferencePair.of(List.of(Message.user("Q")), "good", "bad");
        assertThat(unplaced(read(explicit, implicit))).containsExactly(expected, expected);
    }

    @Test
    void theCommonBeginningOfTwoTextsIsTheirPrompt() throws IOException {
        PreferenceFile file = read("{\"chosen\":\"The sky is blue.\",\"rejected\":\"The sky is black.\"}");
        assertThat(unplaced(file))
                .containsExactly(PreferencePair.of(List.of(Message.user("The sky is")), "blue.", "black."));
    }

    @Test
    void readsAnthropicDialoguesWithSeveralTurns() throws IOException {
        String prefix = "\\n\\nHuman: Hi\\n\\nAssistant: Hello.\\n\\nHuman: What is 2+2?\\n\\nAssistant:";
        PreferenceFile file =
                read("{\"chosen\":\"" + prefix + " It is 4.\\n\\nSure.\",\"rejected\":\"" + prefix + " 5\"}");
        assertThat(unplaced(file))
                .containsExactly(PreferencePair.of(
                        List.of(Message.user("Hi"), Message.assistant("Hello."), Message.user("What is 2+2?")),
                        "It is 4.\n\nSure.",
                        "5"));
    }

    @Test
    void dialoguesThatDifferBeforeTheLastTurnAreABadLine() throws IOException {
        PreferenceFile file = read(
                "{\"chosen\":\"\\n\\nHuman: A\\n\\nAssistant: x\",\"rejected\":\"\\n\\nHuman: B\\n\\nAssistant: y\"}",
                "{\"prompt\":\"Q\",\"chosen\":\"good\",\"rejected\":\"bad\"}");
        assertThat(file.badLines())
                .containsExactly(new BadLine(1, "chosen and rejected differ before their last turn"));
        assertThat(file.pairs()).hasSize(1);
    }

    @Test
    void readsOurOwnFormAndCountsTies() throws IOException {
        String decisive = EventCodec.json(settled(Outcome.DECISIVE, 2.5));
        String tie = EventCodec.json(settled(Outcome.TIE, 0));
        PreferenceFile file = read(decisive, tie);
        assertThat(file.form()).isEqualTo("attune");
        assertThat(unplaced(file))
                .containsExactly(new PreferencePair(List.of(Message.user("Q")), "good", "bad", 2.5, 0, 2));
        assertThat(file.undecided()).isEqualTo(1);
    }

    @Test
    void readsOpenAssistantHistories() throws IOException {
        PreferenceFile file = read("{\"prompt_id\":\"p\",\"history\":[{\"role\":\"prompter\",\"text\":\"Q\"}],"
                + "\"chosen\":\"good\",\"rejected\":\"bad\",\"chosen_rank\":0,\"rejected_rank\":1}");
        assertThat(file.form()).isEqualTo("oasst");
        assertThat(file.unusedColumns()).isEmpty();
        assertThat(unplaced(file)).containsExactly(PreferencePair.of(List.of(Message.user("Q")), "good", "bad"));
    }

    @Test
    void readsQaFeedbackComparisonsInTheirPublishedOrder() throws IOException {
        PreferenceFile file = read(
                "{\"question\":\"Q\",\"passages\":[[\"T\",\"One.\",\"Two.\"]],\"prediction 1\":\"a\","
                        + "\"prediction 2\":\"b\",\"prediction 3\":\"c\",\"prediction 4\":\"d\",\"preference\":[0,1,2,0,0,1]}");
        List<Message> prompt = List.of(Message.user("T\nOne. Two. \n\nQ"));
        assertThat(file.form()).isEqualTo("qa-feedback");
        assertThat(file.undecided()).isEqualTo(3);
        assertThat(unplaced(file))
                .containsExactly(
                        PreferencePair.of(prompt, "a", "c"),
                        PreferencePair.of(prompt, "d", "a"),
                        PreferencePair.of(prompt, "c", "d"));
    }

    @Test
    void pandaLmsMajorityDecides() throws IOException {
        String head = "{\"instruction\":\"I\",\"input\":\"\",\"response1\":\"a\",\"response2\":\"b\",";
        PreferenceFile file = read(
                head + "\"annotator1\":2,\"annotator2\":0,\"annotator3\":2}",
                head + "\"annotator1\":1,\"annotator2\":0,\"annotator3\":2}");
        PreferencePair pair = PreferencePair.of(List.of(Message.user("I")), "b", "a");
        assertThat(unplaced(file)).containsExactly(pair.withVotes(Map.of("annotator1", true, "annotator3", true)));
        assertThat(file.undecided()).isEqualTo(1);
    }

    @Test
    void aRankingMakesAllItsPairsAndTies() throws IOException {
        PreferenceFile file =
                read("{\"prompt\":\"Q\",\"answers\":[\"a\",\"b\",\"c\"],\"ranks\":[2,1,2]," + "\"annotator\":\"ann\"}");
        List<Message> prompt = List.of(Message.user("Q"));
        Map<String, Boolean> ann = Map.of("ann", true);
        assertThat(file.form()).isEqualTo("ranking");
        assertThat(unplaced(file))
                .containsExactly(
                        PreferencePair.of(prompt, "b", "a").withVotes(ann),
                        PreferencePair.of(prompt, "b", "c").withVotes(ann));
        assertThat(unplaced(file.ties()))
                .containsExactly(PreferencePair.of(prompt, "a", "c")
                        .withOutcome(Outcome.TIE)
                        .withVotes(ann));
        assertThat(file.undecided()).isEqualTo(1);
    }

    @Test
    void tiesAndTwoBadAnswersAreKeptApart() throws IOException {
        String head = "{\"prompt\":\"Q\",\"chosen\":\"x\",\"rejected\":\"y\",\"outcome\":";
        PreferenceFile file = read(head + "\"decisive\"}", head + "\"tie\"}", head + "\"both_bad\"}", head + "\"?\"}");
        assertThat(file.pairs()).hasSize(1);
        assertThat(file.ties())
                .singleElement()
                .satisfies(tie -> assertThat(tie.isDecisive()).isFalse());
        assertThat(file.bothBad()).hasSize(1);
        assertThat(file.badLines())
                .containsExactly(new BadLine(4, "column outcome must be decisive, tie or both_bad but is \"?\""));
    }

    @Test
    void aFileOfTiesIsReadByWhoMayUseThem() throws IOException {
        Path file = directory.resolve("ties.jsonl");
        Files.writeString(file, EventCodec.json(settled(Outcome.TIE, 0)));
        assertThat(PreferenceFiles.readUndecided(file).ties()).hasSize(1);
        assertThatThrownBy(() -> PreferenceFiles.read(file)).hasMessageContaining("all 1 comparisons are ties");
    }

    @Test
    void goodLinesAreUsedAndBadOnesListedWithTheirNumber() throws IOException {
        PreferenceFile file = read(
                "{\"prompt\":\"Q\",\"chosen\":\"good\",\"rejected\":\"bad\",\"source\":\"x\"}",
                "{\"prompt\":\"Q\",\"chosen\":",
                "[1]",
                "",
                "{\"prompt\":\"Q\",\"chosen\":\"same\",\"rejected\":\"same\"}",
                "{\"text\":\"no pair\"}",
                "{\"prompt\":\"Q\",\"chosen\":1,\"rejected\":\"bad\"}",
                "{\"prompt\":\"Q\",\"chosen\":\"good\",\"rejected\":\"bad\",\"strength\":9}");
        assertThat(file.pairs()).hasSize(1);
        assertThat(file.unusedColumns()).containsExactly(Map.entry("source", 1));
        assertThat(file.badLines()).extracting(BadLine::line).containsExactly(2, 3, 5, 6, 7, 8);
        assertThat(file.badLines().get(0).sentence()).startsWith("it is no valid JSON");
        assertThat(file.badLines().get(2).sentence()).isEqualTo("chosen and rejected are the same text");
        assertThat(file.badLines().get(3).sentence()).contains("[text] are those of no known form");
        assertThat(file.badLines().get(5).sentence()).isEqualTo("strength must lie in [1, 3] but is 9.0");
    }

    @Test
    void readsGzippedFiles() throws IOException {
        Path file = directory.resolve("pairs.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("{\"prompt\":\"Q\",\"chosen\":\"good\",\"rejected\":\"bad\"}".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(PreferenceFiles.read(file).pairs()).hasSize(1);
    }

    @Test
    void anEmptyFileIsRefused() {
        assertThatThrownBy(() -> read("", " "))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("are empty; each line must be a JSON object");
    }

    @Test
    void aFileOfBadLinesOnlyNamesTheFirst() {
        assertThatThrownBy(() -> read("{\"text\":\"x\"}")).hasMessageContaining("hold no decided pair (line 1: ");
    }

    @Test
    void aPairThatNeedsEyesTeachesNothing() throws IOException {
        Message shown = new Message("user", "Q", List.of(new Message.Image("0".repeat(64), "A cat")));
        PreferenceSettled plain = settled(Outcome.DECISIVE, 1);
        PreferenceSettled settled = new PreferenceSettled(
                "item",
                "project",
                "prompt",
                List.of(shown),
                plain.chosen(),
                plain.rejected(),
                Outcome.DECISIVE,
                1,
                1,
                1,
                1);

        assertThat(PreferenceFiles.comparisonOf(settled)).isEmpty();
        PreferenceFile file = read(EventCodec.json(plain), EventCodec.json(settled));
        assertThat(file.pairs()).hasSize(1);
        assertThat(file.badLines())
                .singleElement()
                .satisfies(bad -> assertThat(bad.sentence())
                        .isEqualTo("it has images, which models that know text alone cannot see"));
    }

    @Test
    void aMissingFileIsASentence() {
        assertThatThrownBy(() -> PreferenceFiles.read(directory.resolve("absent.jsonl")))
                .hasMessageContaining("absent.jsonl cannot be read: there is no such file");
    }

    @Test
    void aTruncatedGzipIsASentence() throws IOException {
        Path file = directory.resolve("torn.jsonl.gz");
        Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8});
        assertThatThrownBy(() -> PreferenceFiles.read(file))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("torn.jsonl.gz cannot be read");
    }

    private PreferenceFile read(String... lines) throws IOException {
        return PreferenceFiles.read(Files.write(directory.resolve("pairs.jsonl"), List.of(lines)));
    }

    private static PreferenceSettled settled(Outcome outcome, double margin) {
        return new PreferenceSettled(
                "item",
                "project",
                "prompt",
                List.of(Message.user("Q")),
                candidate("good"),
                candidate("bad"),
                outcome,
                outcome == Outcome.DECISIVE ? 1 : 0.5,
                margin,
                2,
                1);
    }

    private static Candidate candidate(String text) {
        return new Candidate("c-" + text, text, "base-1", SAMPLING, "stop");
    }

    /** Compared by what they say, not by where they stand. */
    private static List<PreferencePair> unplaced(PreferenceFile file) {
        return unplaced(file.pairs());
    }

    private static List<PreferencePair> unplaced(List<PreferencePair> pairs) {
        return pairs.stream().map(pair -> pair.at("a pair")).toList();
    }
}
