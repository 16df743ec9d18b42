package dev.attune.policy.reward;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Message;
import dev.attune.policy.data.PromptFile;
import dev.attune.policy.ground.RewardFunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RewardSourceTest {

    private static final List<Message> SUM = List.of(Message.user("7 + 5?"));
    private static final List<Message> ANY = List.of(Message.user("A fruit?"));
    private static final List<Message> OPEN = List.of(Message.user("How are you?"));

    @TempDir
    Path directory;

    private PromptFields fields = PromptFields.NONE;

    @BeforeEach
    void prompts() throws IOException {
        Path file = Files.write(
                directory.resolve("prompts.jsonl"),
                List.of(
                        "{\"prompt\": \"7 + 5?\", \"answer\": 12}",
                        "{\"prompt\": \"A fruit?\", \"answer\": [\"red apple\", \"pear\"]}",
                        "{\"prompt\": \"How are you?\"}"));
        fields = PromptFields.of(PromptFile.read(file));
    }

    @Test
    void exactMatchComparesTheWholeAnswerWithAFieldOfThePrompt() throws IOException {
        RewardFunction reward = reward("{'type': 'exact-match', 'field': 'answer'}");
        assertThat(scores(reward, SUM, " 12\n", "12.", "It is 12")).containsExactly(1, 0, 0);
        assertThat(scores(reward, ANY, "pear", "red apple", "apple")).containsExactly(1, 1, 0);
    }

    @Test
    void exactMatchFindsTheWordsOfTheFieldInTheAnswer() throws IOException {
        RewardFunction reward = reward("{'type': 'exact-match', 'field': 'answer', 'match': 'words'}");
        assertThat(scores(reward, SUM, "It is 12.", "It is 112.")).containsExactly(1, 0);
        assertThat(scores(reward, ANY, "A Red Apple!", "A red, ripe apple")).containsExactly(1, 0);
    }

    @Test
    void exactMatchComparesWhatIsExtractedLast() throws IOException {
        RewardFunction reward =
                reward("{'type': 'exact-match', 'field': 'answer', 'extract': '<answer>(.*?)</answer>'}");
        assertThat(scores(
                        reward, SUM, "<answer>1</answer> no <answer>12</answer>", "12", "<answer>12</answer> <answer>"))
                .containsExactly(1, 0, 1);
    }

    @Test
    void aPromptWithoutTheFieldCannotBeScored() throws IOException {
        RewardFunction reward = reward("{'type': 'exact-match', 'field': 'answer'}");
        assertThat(scores(reward, OPEN, "Fine")).containsExactly(Float.NaN);
    }

    @Test
    void formatLooksForAPatternOrMatchesTheWholeAnswer() throws IOException {
        RewardFunction found = reward("{'type': 'format', 'pattern': '[0-9]+[.]'}");
        RewardFunction whole = reward("{'type': 'format', 'pattern': 'a.*z', 'whole': true}");
        assertThat(scores(found, SUM, "It is 12.", "12")).containsExactly(1, 0);
        assertThat(scores(whole, SUM, "a\nz", "a z ")).containsExactly(1, 0);
    }

    @Test
    void lengthFallsLinearlyOnBothSidesOfItsTarget() throws IOException {
        RewardFunction words = reward("{'type': 'length', 'target': 4, 'tolerance': 4}");
        RewardFunction characters = reward("{'type': 'length', 'unit': 'characters', 'target': 0, 'tolerance': 10}");
        assertThat(scores(words, SUM, "a b c d", "a  b", "a b c d e", "")).containsExactly(1, .5f, .75f, 0);
        assertThat(scores(characters, SUM, "\uD83D\uDE00", "0123456789012")).containsExactly(.9f, 0);
    }

    @Test
    void aSumWeighsItsPartsAndTellsThemApart() throws IOException {
        RewardFunction reward = reward("{'type': 'sum', 'parts': ["
                + "{'name': 'right', 'weight': 2, 'reward': {'type': 'exact-match', 'field': 'answer'}},"
                + "{'name': 'brief', 'weight': -0.5, 'reward': {'type': 'length', 'target': 2, 'tolerance': 4}}]}");
        RewardFunction.Scores scores = reward.scored(Collections.nCopies(2, SUM), List.of("12", "no 12 no 12"));
        assertThat(scores.totals()).containsExactly(2 - .375f, -.25f);
        assertThat(scores.parts()).containsOnlyKeys("brief", "right");
        assertThat(scores.parts().get("right")).containsExactly(1, 0);
        assertThat(scores(reward, OPEN, "Fine"))
                .as("one part has nothing to say")
                .containsExactly(Float.NaN);
    }

    @Test
    void aFolderAndAModelPartAreLoadedAsRewardModels() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("model"));
        RewardSource source = new RewardSource(fields, path -> (prompts, answers) -> {
            assertThat(path).isEqualTo(folder);
            return new float[] {7};
        });
        assertThat(scores(source.open(folder), SUM, "12")).containsExactly(7);
        Path file = file("{'type': 'model', 'directory': 'model'}");
        assertThat(scores(source.open(file), SUM, "12")).containsExactly(7);
    }

    @Test
    void whatCannotBeUnderstoodIsRefusedByName() throws IOException {
        refused("{'type': 'judge'}", "type is judge but must be model, exact-match, format, length, program or sum");
        refused("{'type': 'format'}", "field pattern must be a text");
        refused("{'type': 'format', 'pattern': '('}", "field pattern is no regular expression: Unclosed group");
        refused("{'type': 'format', 'pattern': 'a', 'hole': 1}", "field hole is unknown");
        refused("{'type': 'length', 'target': 1, 'tolerance': 0}", "tolerance must be positive but is 0.0");
        refused("{'type': 'length', 'unit': 'tokens', 'target': 1, 'tolerance': 1}", "must be one of [words, char");
        refused("{'type': 'sum', 'parts': []}", "parts is empty");
        refused("{'type': 'sum', 'parts': [{'name': 'a', 'reward': {'type': 'x'}}]}", "in parts[0].reward type is x");
        refused("{'type': 'program', 'command': 'ls'}", "field command must be a list of texts");
        refused("{", "it is no valid JSON");
    }

    private void refused(String json, String why) throws IOException {
        Path file = file(json);
        assertThatThrownBy(() -> RewardFile.read(file))
                .isInstanceOf(AttuneException.class)
                .hasMessageStartingWith("The reward " + file + " cannot be used: ")
                .hasMessageContaining(why);
    }

    private RewardFunction reward(String json) throws IOException {
        return new RewardSource(fields, path -> {
                    throw new IllegalStateException("There is no model here");
                })
                .open(file(json));
    }

    private Path file(String json) throws IOException {
        return Files.writeString(directory.resolve("reward.json"), json.replace('\'', '"'));
    }

    private static float[] scores(RewardFunction reward, List<Message> prompt, String... answers) {
        return reward.score(Collections.nCopies(answers.length, prompt), List.of(answers));
    }
}
