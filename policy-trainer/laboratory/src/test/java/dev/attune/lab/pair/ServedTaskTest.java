package dev.attune.lab.pair;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import dev.attune.contracts.json.Json;
import dev.attune.contracts.task.TaskDocument;
import dev.attune.contracts.task.TaskFiles;
import dev.attune.lab.LaboratoryCommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * A task with nearest examples, a shortlist and batch calibration, as {@code evaluate classify} measures it. The folder and the answers
 * in {@code resources/served} are what inference-service's test of the same name serves; run with {@code -Dattune.regenerate=true}
 * to write them anew.
 */
class ServedTaskTest {

    private static final Path MODELS = Path.of("../../language-model/src/test/resources");
    private static final String TINY = MODELS.resolve("tiny-llama").toString();
    private static final String ADAPTER = MODELS.resolve("tiny-llama/adapter").toString();
    private static final Path SERVED = Path.of("src/test/resources/served");

    @TempDir
    private Path folder;

    private static void run(String... arguments) {
        StringWriter err = new StringWriter();
        CommandLine line = LaboratoryCommand.commandLine();
        line.setOut(new PrintWriter(new StringWriter()));
        line.setErr(new PrintWriter(err));
        assertThat(line.execute(arguments)).as(err.toString()).isZero();
    }

    @Test
    void theTasksFolderKeepsWhatItWasMeasuredWith() throws IOException {
        Path made = make();
        List<JsonNode> answers = answers();
        if (Boolean.getBoolean("attune.regenerate")) {
            Files.copy(made.resolve("task.json"), SERVED.resolve("task.json"), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(made.resolve("pool.jsonl"), SERVED.resolve("pool.jsonl"), StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(SERVED.resolve("answers.json"), Json.pretty(answers) + "\n");
        }
        TaskDocument now = TaskFiles.read(made);
        TaskDocument kept = TaskFiles.read(SERVED);
        assertThat(now.prompt()).isEqualTo(kept.prompt());
        assertThat(TaskFiles.readPool(made, now))
                .isEqualTo(TaskFiles.readPool(SERVED, kept))
                .hasSize(23); // one of the 24 is measured
        for (int label = 0; label < 4; label++) {
            assertThat(now.kept().priors().getFirst().get(label))
                    .isCloseTo(kept.kept().priors().getFirst().get(label), within(1e-5));
        }
        requireKeptAnswers(answers);
    }

    /** Measures the task and makes its folder of what was measured. */
    private Path make() {
        String task = SERVED.resolve("task.yaml").toString();
        String prompt = SERVED.resolve("prompt.json").toString();
        Path report = folder.resolve("report.json");
        run(
                "evaluate",
                "classify",
                "--model",
                TINY,
                "--adapter",
                ADAPTER,
                "--task",
                task,
                "--prompt",
                prompt,
                "--out",
                folder.resolve("measured").toString(),
                "--json",
                report.toString());
        Path made = folder.resolve("task");
        run(
                "tasks",
                "make",
                "money",
                "--model",
                TINY,
                "--adapter",
                ADAPTER,
                "--task",
                task,
                "--prompt",
                prompt,
                "--evaluation",
                report.toString(),
                "--out",
                made.toString());
        run("tasks", "check", made.toString(), "--model", TINY);
        return made;
    }

    private List<JsonNode> answers() throws IOException {
        List<JsonNode> answers = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("measured/predictions.jsonl"))) {
            answers.add(Json.MAPPER.readTree(line));
        }
        return answers;
    }

    private static void requireKeptAnswers(List<JsonNode> answers) throws IOException {
        JsonNode expected = Json.MAPPER.readTree(SERVED.resolve("answers.json").toFile());
        assertThat(answers).hasSize(expected.size());
        for (int i = 0; i < answers.size(); i++) {
            JsonNode probabilities = answers.get(i).path("probabilities");
            for (int label = 0; label < 4; label++) {
                assertThat(probabilities.get(label).asDouble())
                        .isCloseTo(
                                expected.get(i).path("probabilities").get(label).asDouble(), within(1e-5));
            }
            assertThat(StreamSupport.stream(probabilities.spliterator(), false).filter(share -> share.asDouble() > 0))
                    .as("labels of the shortlist")
                    .hasSizeLessThanOrEqualTo(2);
        }
    }
}
