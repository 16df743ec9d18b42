package dev.attune.contracts.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.attune.contracts.error.AttuneException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TaskFilesTest {

    private static final String WHOLE = """
            {
              "name": "sentiment",
              "base": "base-1",
              "adapters": [{"folder": "adapters/1"}],
              "prompt": {
                "state": "proposed",
                "system": "",
                "template": "Review: {{ text }}\\nSentiment:",
                "separator": " ",
                "style": "raw",
                "labels": [
                  {"name": "negative", "id": "0", "description": "", "words": ["bad"]},
                  {"name": "positive", "id": "1", "description": "", "words": ["good", "great"]}
                ],
                "examples": {"choice": "first", "count": 1, "given": [{"label": "1", "variables": {"text": "Fine ."}}]}
              },
              "evaluation": {
                "data": "sst-2 test", "examples": 400, "metrics": {"accuracy": {"mean": 0.8, "low": 0.7, "high": 0.9}}
              }
            }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void readsThePromptOfASearchAsItWasWritten() throws IOException {
        TaskDocument task = read(WHOLE);
        assertThat(task.classifies()).isTrue();
        assertThat(task.prompt().style()).isEqualTo(TaskStyle.RAW);
        assertThat(task.prompt().labels().getLast().words()).containsExactly("good", "great");
        assertThat(task.evaluation().metrics().get("accuracy")).isEqualTo(new TaskFigure(0.8, 0.7, 0.9));
        assertThat(TaskDocument.channel(task.name())).isEqualTo("task-sentiment");
    }

    @Test
    void writesWhatItReads() throws IOException {
        TaskDocument task = read(WHOLE);
        TaskFiles.write(task, folder);
        assertThat(TaskFiles.read(folder)).isEqualTo(task);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "name": "sentiment"          | "name": "Sentiment"                 | must begin with a letter
                    "name": "sentiment"          | "name": "sentiment", "adaptors": [] | a setting adaptors, which is not known
                    ["good", "great"]            | ["good", "bad"]                     | two labels are said as "bad"
                    ["good", "great"]            | []                                  | the label "positive" has no words
                    "label": "1"                 | "label": "7"                        | the label "7", which is none of the labels
                    "count": 1                   | "count": 4                          | wants 4 examples and gives 1
                    "id": "1"                    | "id": "0"                           | two labels have the id "0"
                    "adapters/1"                 | "../elsewhere"                      | a plain path beside the document
                    "adapters/1"                 | "a", "checkpointId": "adapter-1"    | either a folder beside the document or
                    "style": "raw"               | "style": "loud"                     | must be auto, chat or raw but is loud
                    "examples": 400              | "examples": "400"                   | evaluation
                    "low": 0.7                   | "low": 0.85                         | low <= mean <= high
                    "variables": {"text"         | "variables": {"review"              | an example has not all of the inputs text
                    "base": "base-1"             | "base": "/etc/passwd"               | base must be 1 to 80
                    {"accuracy"                  | {"name": 1, "accuracy"              | evaluation
                    """)
    void refusesWithOneSentence(String good, String bad, String said) {
        assertThatExceptionOfType(AttuneException.class)
                .isThrownBy(() -> read(WHOLE.replace(good, bad)))
                .withMessageContaining("task.json is no task: ")
                .withMessageContaining(said.equals("evaluation") ? "" : said)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("task-invalid"));
    }

    private TaskDocument read(String json) throws IOException {
        Files.writeString(folder.resolve(TaskDocument.FILE), json);
        return TaskFiles.read(folder);
    }
}
