package dev.attune.lab.mixture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.attune.contracts.error.AttuneException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MixedTest {

    private static final String TASKS = """
            tasks:
              - name: colours
                data: colours.csv
                options: 2
                templates:
                  - prompt: "{{ text }} Which colour: {{ labels }}?"
                  - prompt: "Colour of {{ text }}?"
                    words: {red: crimson}
                  - prompt: "Name something {{ label }}."
                    answer: "{{ text }}"
              - {name: again, cluster: colours, data: again.csv, template: "{{ text }}"}
              - {name: talks, data: talks.jsonl, free: true, heldOut: 2, templates: ["{{ text }}"]}
              - {name: sizes, cluster: measures, data: sizes.csv, template: "{{ text }} is {{ labels }}?"}
            """;

    @TempDir
    Path folder;

    private Path written(String settings) throws IOException {
        List<String> colours = new ArrayList<>(List.of("text,label"));
        List<String> names = List.of("red", "green", "blue");
        for (int i = 0; i < 30; i++) {
            colours.add("thing " + i + "," + names.get(i % 3));
        }
        Files.write(folder.resolve("colours.csv"), colours);
        // "Thing 4!" has come before in its cluster, "big one" stands in the task that is held out
        Files.write(
                folder.resolve("again.csv"),
                List.of("text,label", "Thing 4!,red", "big one,blue", "a lawn,green", "a rose,red", "the sea,blue"));
        Files.write(
                folder.resolve("sizes.csv"), List.of("text,label", "Big One,large", "a flea,small", "an ant,small"));
        List<String> talks = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            talks.add("{\"prompt\": \"say " + i + "\", \"completion\": \"it is " + i + "\"}");
        }
        Files.write(folder.resolve("talks.jsonl"), talks);
        return Files.writeString(folder.resolve("mixture.yaml"), settings);
    }

    private static Mixed.Counts of(Mixed mixed, String task) {
        return Objects.requireNonNull(mixed.tasks().get(task), task);
    }

    private static Mixture read(Path file) {
        return MixtureFile.read(file);
    }

    private Path file(String head) throws IOException {
        return written(head + TASKS);
    }

    private static final String HEAD = """
            seed: 3
            examples: 99
            sampling: {by: equal}
            fewShot: {share: 0.5, most: 2}
            heldOut: [measures]
            evaluation: {items: 2, shots: 0}
            """;

    @Test
    void theSameSeedDrawsTheSameLines() throws IOException {
        Mixture mixture = read(file(HEAD));
        List<MixedExample> once = Mixed.of(mixture).examples();
        assertThat(once).hasSize(99).isEqualTo(Mixed.of(read(file(HEAD))).examples());
        assertThat(Mixed.of(read(file(HEAD.replace("seed: 3", "seed: 4")))).examples())
                .isNotEqualTo(once);
    }

    @Test
    void whatIsHeldOutIsNowhere() throws IOException {
        Mixed mixed = Mixed.of(read(file(HEAD)));
        assertThat(mixed.examples())
                .noneSatisfy(line -> assertThat(line.messages())
                        .anySatisfy(message -> assertThat(message.content().toLowerCase(Locale.ROOT))
                                .containsAnyOf("big one", "a flea", "an ant")));
        Mixed.Counts again = of(mixed, "again");
        assertThat(again.overlaps()).isEqualTo(1);
        assertThat(again.repeats()).isEqualTo(1);
        assertThat(again.size()).isEqualTo(3);
        assertThat(of(mixed, "talks").size()).isEqualTo(10);
        assertThat(mixed.tasks()).doesNotContainKey("sizes");
    }

    @Test
    void everySourceHasItsShareAndEveryTemplateIts() throws IOException {
        Mixed mixed = Mixed.of(read(file(HEAD)));
        mixed.tasks().values().forEach(counts -> assertThat(counts.drawn()).isEqualTo(33));
        assertThat(of(mixed, "colours").templates()).containsExactly(11, 11, 11);
        assertThat(of(mixed, "colours").fewShot()).isBetween(5, 28);
        assertThat(of(mixed, "talks").fewShot()).isZero();
    }

    @Test
    void promptsListTheRightLabelAndAsManyOptionsAsWanted() throws IOException {
        Mixed mixed = Mixed.of(read(file(HEAD.replace("0.5", "0"))));
        List<MixedExample> listed = mixed.examples().stream()
                .filter(line -> line.task().equals("colours") && line.template() == 1)
                .toList();
        assertThat(listed).isNotEmpty().allSatisfy(line -> {
            String[] options = line.messages()
                    .getFirst()
                    .content()
                    .replaceAll(".*: |\\?", "")
                    .split(", ");
            assertThat(options).hasSize(2).contains(line.messages().getLast().content());
        });
        assertThat(mixed.examples().stream()
                        .filter(line -> line.task().equals("colours") && line.template() == 2)
                        .map(line -> line.messages().getLast().content()))
                .contains("crimson", "green", "blue")
                .doesNotContain("red");
        assertThat(mixed.examples().stream().filter(line -> line.task().equals("colours") && line.template() == 3))
                .allSatisfy(line -> {
                    assertThat(line.messages().getFirst().content()).matches("Name something (red|green|blue)\\.");
                    assertThat(line.messages().getLast().content()).startsWith("thing ");
                });
    }

    @Test
    void aSourceCountsAsNoLargerThanItsMaximum() throws IOException {
        // by size: 30, 3 and 10 texts, of which the last count as 2: 30/35, 3/35 and 2/35 of 70
        Mixed mixed =
                Mixed.of(read(written((HEAD.replace("by: equal", "by: size").replace("99", "70") + TASKS)
                        .replace("heldOut: 2,", "heldOut: 2, maximum: 2,"))));
        assertThat(of(mixed, "colours").drawn()).isEqualTo(60);
        assertThat(of(mixed, "again").drawn()).isEqualTo(6);
        assertThat(of(mixed, "talks").drawn()).isEqualTo(4);
    }

    @Test
    void examplesInAPromptAreTurns() throws IOException {
        Mixed mixed = Mixed.of(read(file(HEAD)));
        assertThat(mixed.examples()).allSatisfy(line -> {
            assertThat(line.messages()).hasSize(2 + 2 * line.shots());
            assertThat(line.messages().getLast().role()).isEqualTo("assistant");
        });
        assertThat(mixed.examples().stream().map(MixedExample::shots)).contains(0, 1, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "heldOut: [measures]|heldOut: [nothing]|no task or cluster has that name",
                "heldOut: [measures]|heldOut: [colours, talks, sizes]|Every task of the mixture is held out",
                "heldOut: [measures]|heldOut: [talks]|cannot be held out as a whole",
                "{red: crimson}|{rot: crimson}|has a word for the label rot",
                "{red: crimson}|{red: blue}|Two labels are said as",
                "Colour of {{ text }}|Colour of {{ txt }}|reads txt",
                "by: equal|by: luck|must be size, temperature or equal",
                "seed: 3|sed: 3|has no setting sed",
                "options: 2|options: 1|options are 2 or more",
                "heldOut: 2,|heldOut: 12,|holds out 12 texts and has 12",
                "data: again.csv|data: none.csv|cannot be read",
            })
    void whatIsWrongIsOneSentence(String right, String wrong, String says) throws IOException {
        Path file = written((HEAD + TASKS).replace(right, wrong));
        assertThatThrownBy(() -> Mixed.of(MixtureFile.read(file)))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining(says);
    }
}
