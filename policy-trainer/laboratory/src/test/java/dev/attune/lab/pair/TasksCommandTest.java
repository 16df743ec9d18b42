package dev.attune.lab.pair;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import dev.attune.contracts.task.TaskDocument;
import dev.attune.contracts.task.TaskFigure;
import dev.attune.contracts.task.TaskFiles;
import dev.attune.lab.LaboratoryCommand;

import static org.assertj.core.api.Assertions.assertThat;

class TasksCommandTest {

    private static final Path MODELS = Path.of("../../language-model/src/test/resources");
    private static final String TINY = MODELS.resolve("tiny-llama").toString();
    private static final String ADAPTER = MODELS.resolve("tiny-llama/adapter").toString();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private record Ended(int code, String err) {}

    private static Ended run(String... arguments) {
        StringWriter err = new StringWriter();
        CommandLine line = LaboratoryCommand.commandLine();
        line.setOut(new PrintWriter(new StringWriter()));
        line.setErr(new PrintWriter(err));
        return new Ended(line.execute(arguments), err.toString());
    }

    @Test
    void whatASearchFoundBecomesATaskThatFits() throws IOException {
        Ended made = made("{{ text }}\\nTopic:", ADAPTER);
        assertThat(made.code()).as(made.err()).isZero();
        TaskDocument task = TaskFiles.read(folder.resolve("task"));
        assertThat(task.base()).matches("base-[0-9a-f]{16}");
        assertThat(task.evaluation().examples()).isEqualTo(120);
        assertThat(task.evaluation().metrics()).containsEntry("accuracy", new TaskFigure(0.8, 0.7, 0.9));
        assertThat(task.evaluation().before()).containsEntry("accuracy", new TaskFigure(0.6, 0.5, 0.7));
        Ended checked = run("tasks", "check", folder.resolve("task").toString(), "--model", TINY);
        assertThat(checked.code()).as(checked.err()).isZero();
    }

    @Test
    void anAdapterOfAnotherBaseIsRefused() throws IOException {
        made("{{ text }}\\nTopic:", MODELS.resolve("tuning/prompt").toString());
        Ended checked = run("tasks", "check", folder.resolve("task").toString(), "--model", TINY);
        assertThat(checked.code()).isEqualTo(1);
        assertThat(checked.err().lines()).hasSize(1);
        assertThat(checked.err()).contains("prompt_embeddings", "[4, 32]", "[4, 64]");
    }

    @Test
    void anAdapterThatNamesAnotherBaseIsRefused() throws IOException {
        Path named = Files.createDirectories(folder.resolve("named"));
        for (String file : new String[] {"adapter_config.json", "adapter_model.safetensors"}) {
            Files.copy(Path.of(ADAPTER, file), named.resolve(file));
        }
        Path config = named.resolve("adapter_config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replaceFirst(
                                "\"base_model_name_or_path\": [^,]*,",
                                "\"base_model_name_or_path\": \"someone/other-135m\","));
        made("{{ text }}\\nTopic:", named.toString());
        Ended checked = run("tasks", "check", folder.resolve("task").toString(), "--model", TINY, "--named", "tiny-1m");
        assertThat(checked.code()).isEqualTo(1);
        assertThat(checked.err()).contains("was trained on someone/other-135m", "but the model is tiny-1m");
    }

    @Test
    void aTemplateWithUnknownVariablesIsRefused() throws IOException {
        made("{{ text }} {{ mood }}", ADAPTER);
        Ended checked = run("tasks", "check", folder.resolve("task").toString(), "--model", TINY);
        assertThat(checked.code()).isNotZero();
        assertThat(checked.err()).contains("reads mood, which nothing gives");
    }

    private Ended made(String template, String adapter) throws IOException {
        Path search = Files.writeString(folder.resolve("search.json"), """
                {
                  "task": "topics", "measure": "accuracy", "calls": 300, "seed": 7, "heldOut": 120,
                  "before": {"value": 0.6, "low": 0.5, "high": 0.7},
                  "after": {"value": 0.8, "low": 0.7, "high": 0.9},
                  "prompt": {
                    "state": "proposed", "system": "", "template": "%s", "separator": " ", "style": "raw",
                    "labels": [
                      {"name": "animals", "id": "animals", "description": "", "words": ["animals"]},
                      {"name": "numbers", "id": "numbers", "description": "", "words": ["numbers"]}
                    ],
                    "examples": {"choice": "first", "count": 0, "given": []}
                  }
                }
                """.formatted(template));
        return run(
                "tasks",
                "make",
                "topics",
                "--model",
                TINY,
                "--prompt",
                search.toString(),
                "--evaluation",
                search.toString(),
                "--adapter",
                adapter,
                "--out",
                folder.resolve("task").toString());
    }
}
