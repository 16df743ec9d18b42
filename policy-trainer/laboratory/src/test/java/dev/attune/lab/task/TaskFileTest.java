package dev.attune.lab.task;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.attune.contracts.error.AttuneException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TaskFileTest {

    @TempDir
    Path folder;

    private Task read(String yaml) throws IOException {
        return TaskFile.read(Files.writeString(folder.resolve("task.yaml"), yaml));
    }

    @Test
    void aWholeTask() throws IOException {
        Files.writeString(
                folder.resolve("reviews.csv"), "id,review,verdict\n1,\"Fine,\nreally\",1\n2,Dull,0\n3,dull!,1\n4,,1\n");
        Task task = read("""
                name: reviews
                data: {file: reviews.csv, text: review, label: verdict}
                labels:
                  negative: {id: "0", words: [bad, terrible], description: not pleased}
                  positive: {id: "1"}
                template: |
                  {{ id }}: {{ text }}
                  Verdict:
                system: Be brief.
                style: raw
                """);
        assertThat(task.labels())
                .containsExactly(
                        new Label("negative", "0", "not pleased", List.of("bad", "terrible")),
                        new Label("positive", "1", "", List.of("positive")));
        assertThat(task.templates()).containsExactly("{{ id }}: {{ text }}\nVerdict:");
        TaskData data = TaskData.read(task);
        assertThat(data.test().stream().map(Example::text)).containsExactly("Fine,\nreally", "Dull");
        assertThat(data.test().getFirst().variables()).containsEntry("id", "1").doesNotContainKey("verdict");
        assertThat(data.notes()).hasSize(2);
        assertThat(data.notes().getFirst()).contains("ine 6").contains("empty");
        assertThat(data.notes().getLast()).contains("1 of 3");
    }

    @Test
    void labelledLinesOfOldSets() throws IOException {
        Files.write(
                folder.resolve("cr.all"),
                "0 it does n't work -lrb- at all -rrb- . \n1 caf\u00e9's `` great '' !\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        TaskData data = TaskData.read(read("{preset: cr, data: {file: cr.all}}"));
        assertThat(data.test().stream().map(Example::text))
                .containsExactly("it doesn't work (at all).", "café's \"great\"!");
        assertThat(data.test().stream().map(data::labelOf)).containsExactly(0, 1);
    }

    @Test
    void rowsOfEveryForm() throws IOException {
        Files.writeString(folder.resolve("a.tsv"), "sentence\tlabel\nsaid \"so\tx\nno\ty\n");
        Files.writeString(
                folder.resolve("b.jsonl"), "{\"text\":\"one\",\"label\":3}\n{\"text\":\"two\",\"label\":4}\n");
        Files.writeString(
                folder.resolve("c.jsonl"),
                "{\"prompt\":\"Good?\",\"completion\":\" yes\"}\n{\"messages\":[{\"role\":\"user\",\"content\":\"Bad?\"},"
                        + "{\"role\":\"assistant\",\"content\":\"no\"}]}\n");
        Files.writeString(
                folder.resolve("d.jsonl"),
                "{\"question\":\"2+2?\",\"answer\":\"It is\\n#### 1,004\"}\n{\"question\":\"1?\",\"answer\":\"#### 1\"}");
        assertThat(labels("{data: {file: a.tsv}}")).containsExactly("x", "y");
        assertThat(labels("{data: b.jsonl}")).containsExactly("3", "4");
        assertThat(labels("{data: c.jsonl}")).containsExactly("yes", "no");
        assertThat(labels("{preset: gsm8k, data: d.jsonl}")).containsExactly("1004", "1");
        assertThat(TaskData.read(read("{data: c.jsonl}")).test().getLast().conversation())
                .hasSize(1);
    }

    private List<String> labels(String yaml) throws IOException {
        return TaskData.read(read(yaml)).test().stream().map(Example::label).toList();
    }

    @Test
    void noTextIsInTwoPartsAndTheSameSeedDealsTheSame() throws IOException {
        Files.write(
                folder.resolve("a.csv"),
                Stream.concat(
                                Stream.of("text,label"),
                                IntStream.range(0, 60)
                                        .mapToObj(i -> "Text " + i % 40 + (i < 40 ? "" : "!") + "," + i % 2))
                        .toList());
        String yaml = "{data: a.csv, split: {seed: 3, dev: 5, test: 0.25}}";
        TaskData data = TaskData.read(read(yaml));
        assertThat(data.test()).hasSize(10);
        assertThat(data.dev()).hasSize(5);
        assertThat(data.train()).hasSize(25);
        assertThat(Stream.of(data.train(), data.dev(), data.test())
                        .flatMap(List::stream)
                        .map(Example::text)
                        .distinct())
                .hasSize(40);
        assertThat(TaskData.read(read(yaml)).test()).isEqualTo(data.test());
        assertThat(TaskData.read(read(yaml.replace("seed: 3", "seed: 4"))).test())
                .isNotEqualTo(data.test());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                        | names no data",
                "[1]                                                       | holds a list",
                "{data: a.csv, colour: red}                                | no setting colour",
                "{data: a.csv, style: loud}                                | must be auto, chat or raw",
                "{data: a.csv, labels: {a: [same], b: [same]}}             | said as \"same\"",
                "{data: a.csv, labels: [x, other]}                         | The label \"y\" of line 3 of a.csv",
                "{data: {file: a.csv, text: nope}}                         | no column nope",
                "{data: none.csv}                                          | there is no such file",
                "{data: a.csv, split: {dev: 0.6, test: 0.6}}               | leave nothing",
                "{data: a.csv, split: {test: 9}}                           | there are 2",
                "{data: {file: a.csv, encoding: klingon}}                  | klingon",
                "{preset: sst-9, data: a.csv}                              | sst-2",
            })
    void refusedInOneSentence(String yaml, String says) throws IOException {
        Files.writeString(folder.resolve("a.csv"), "text,label\none,x\ntwo,y\n");
        assertThatThrownBy(() -> TaskData.read(read(yaml)))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining(says);
    }

    @Test
    void aLabelWithoutTrainingExamplesIsNamed() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "text,label\none,x\ntwo,x\n");
        TaskData data = TaskData.read(read("{data: a.csv, labels: [x, y], split: {test: 1}}"));
        assertThatThrownBy(() -> data.requireEveryLabelInTraining("Examples")).hasMessageContaining("labelled y.");
    }
}
