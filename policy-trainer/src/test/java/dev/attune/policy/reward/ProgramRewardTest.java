package dev.attune.policy.reward;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Message;
import dev.attune.policy.data.PromptFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** With the shell and its tools in the place of somebody's program. */
class ProgramRewardTest {

    private static final List<Message> PROMPT = List.of(Message.user("7 + 5?"));

    @TempDir
    Path directory;

    @Test
    void linesInGiveRewardsOutAndNullIsNoScore() {
        String script = "while read -r line; do case $line in"
                + " *good*) echo '{\"reward\": 1.5}';; *odd*) echo '{\"reward\": null}';;"
                + " *) echo '{\"reward\": -1}';; esac; done";
        assertThat(score(script, 60, "good", "odd", "bad")).containsExactly(1.5f, Float.NaN, -1);
        assertThat(score(script, 60)).isEmpty();
    }

    @Test
    void theProgramReadsPromptAnswerAndLineOfThePromptFile() throws IOException {
        Path file = Files.writeString(directory.resolve("prompts.jsonl"), "{\"prompt\": \"7 + 5?\", \"sum\": 12}\n");
        new ProgramReward(
                        program("cat > seen.jsonl; echo '{\"reward\": 0}'", 60),
                        PromptFields.of(PromptFile.read(file)),
                        directory)
                .score(List.of(PROMPT), List.of("\"12\"\n"));
        assertThat(directory.resolve("seen.jsonl"))
                .hasContent("{\"prompt\":[{\"role\":\"user\",\"content\":\"7 + 5?\"}],\"answer\":\"\\\"12\\\"\\n\","
                        + "\"line\":{\"prompt\":\"7 + 5?\",\"sum\":12}}");
    }

    @Test
    void twoLinesThatAskTheSameAreToldApart() throws IOException {
        Path file = Files.writeString(
                directory.resolve("prompts.jsonl"),
                "{\"prompt\": \"capital?\", \"id\": 1}\n{\"prompt\": \"capital?\", \"id\": 2}\n");
        PromptFile prompts = PromptFile.read(file);
        PromptFields fields = PromptFields.of(prompts);
        List<List<Message>> asked = List.copyOf(prompts.prompts());
        assertThat(asked).allSatisfy(prompt -> assertThat(prompt).isEqualTo(List.of(Message.user("capital?"))));
        assertThat(asked)
                .extracting(prompt -> fields.line(prompt).path("id").asInt())
                .containsExactly(1, 2);
        assertThat(fields.texts(asked.getLast(), "id")).containsExactly("2");
        // From elsewhere it may be either of them.
        assertThat(fields.texts(List.of(Message.user("capital?")), "id")).containsExactly("1", "2");
    }

    @Test
    void answersWithoutALineWhenTheTimeIsUpAreNotScored() {
        String script = "echo '{\"reward\": 2}'; printf '{\"rew'; exec sleep 600";
        assertThat(score(script, 0.3, "one", "two")).containsExactly(2, Float.NaN);
        assertThat(ProcessHandle.current().descendants())
                .as("what outlived its limit")
                .isEmpty();
    }

    @Test
    void aProgramThatFailsEndsTheRunWithASentence() {
        fails("echo 'no such table' >&2; exit 3", "it ended with exit code 3 and said: no such table.");
        fails("echo '{\"reward\": 1}'", "it wrote 1 lines for 2 answers.");
        fails("echo 0.5; echo '{\"reward\": \"high\"}'", "line 1 of what it wrote has no finite number or null");
        fails("echo oops; echo oops", "line 1 of what it wrote is not JSON");
        RewardDescription.Program missing =
                new RewardDescription.Program(List.of("./no-such-program"), Duration.ofSeconds(9));
        assertThatThrownBy(() ->
                        new ProgramReward(missing, PromptFields.NONE, directory).score(List.of(PROMPT), List.of("a")))
                .isInstanceOf(AttuneException.class)
                .hasMessageStartingWith("The reward program ./no-such-program failed: it cannot be run");
    }

    @Test
    void nothingIsLeftInTheTemporaryFolder() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        long before = rewardFolders(temporary);
        score("sed 's/.*/{\"reward\": 1}/'", 60, "one");
        assertThat(rewardFolders(temporary)).isEqualTo(before);
    }

    private void fails(String script, String why) {
        assertThatThrownBy(() -> score(script, 60, "one", "two"))
                .isInstanceOf(AttuneException.class)
                .hasMessageStartingWith("The reward program sh failed: ")
                .hasMessageContaining(why);
    }

    private float[] score(String script, double seconds, String... answers) {
        return new ProgramReward(program(script, seconds), PromptFields.NONE, directory)
                .score(Collections.nCopies(answers.length, PROMPT), List.of(answers));
    }

    private static RewardDescription.Program program(String script, double seconds) {
        return new RewardDescription.Program(
                List.of("sh", "-c", script), Duration.ofMillis(Math.round(1000 * seconds)));
    }

    private static long rewardFolders(Path temporary) throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().startsWith("attune-reward"))
                    .count();
        }
    }
}
