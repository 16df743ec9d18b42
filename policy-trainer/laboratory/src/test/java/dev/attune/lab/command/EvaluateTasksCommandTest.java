package dev.attune.lab.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import dev.attune.contracts.json.Json;
import dev.attune.lab.LaboratoryCommand;
import dev.attune.policy.data.DemonstrationFile;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands around mixtures as people type them. */
class EvaluateTasksCommandTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final String TINY =
            ROOT.resolve("language-model/models/attune-tiny").toString();
    private static final String MIXTURE =
            ROOT.resolve("docs/examples/mixture.yaml").toString();

    @TempDir
    Path folder;

    private record Ended(int code, String out, String err) {
        JsonNode json() throws IOException {
            return Json.MAPPER.readTree(out);
        }
    }

    private static Ended run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = LaboratoryCommand.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int code = line.execute(arguments);
        return new Ended(code, out.toString(), err.toString());
    }

    @Test
    void whatIsMixedIsWhatSupervisedTuningReads() throws IOException {
        Path out = folder.resolve("mixed.jsonl");
        Ended done = run("data", "mix", "--mixture", MIXTURE, "--out", out.toString());
        assertThat(done.code()).as(done.err()).isZero();
        DemonstrationFile read = DemonstrationFile.read(out);
        assertThat(read.demonstrations()).hasSize(60);
        assertThat(read.rejected()).isEmpty();
        assertThat(done.json().path("tasks").path("questions").path("drawn").asInt()
                        + done.json().path("tasks").path("talks").path("drawn").asInt())
                .isEqualTo(60);
        byte[] first = Files.readAllBytes(out);
        run("data", "mix", "--mixture", MIXTURE, "--out", out.toString());
        assertThat(Files.readAllBytes(out)).isEqualTo(first);
    }

    @Test
    void heldOutTasksAreMeasuredOnceAndGoneOnWith() throws IOException {
        List<String> arguments = List.of(
                "evaluate",
                "tasks",
                "--mixture",
                MIXTURE,
                "--model",
                TINY,
                "--out",
                folder.resolve("kept").toString());
        Ended first = run(arguments.toArray(String[]::new));
        assertThat(first.code()).as(first.err()).isZero();
        JsonNode moods = first.json().path("tasks").path("moods");
        assertThat(moods.path("zeroShot").path("items").asInt()).isEqualTo(10);
        assertThat(moods.path("zeroShot").path("templates").path(0)).hasSize(3);
        assertThat(moods.path("fewShot")
                        .path("accuracy")
                        .path("before")
                        .path("value")
                        .asDouble())
                .isBetween(0.0, 1.0);
        assertThat(first.json().path("generalLoss").path("before").path("value").asDouble())
                .isPositive();
        assertThat(folder.resolve("kept/report.md")).isNotEmptyFile();

        try (Stream<Path> cells = Files.list(folder.resolve("kept/cells"))) {
            Path one = cells.filter(cell -> read(cell).contains("\"template\":2"))
                    .findFirst()
                    .orElseThrow();
            Files.delete(one); // as a kill would have left it
        }
        Ended second = run(arguments.toArray(String[]::new));
        assertThat(second.err().lines().filter(line -> line.contains("accuracy")))
                .hasSize(1);
        assertThat(second.json().path("tasks")).isEqualTo(first.json().path("tasks"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aMixtureThatHoldsNothingOutIsRefused() throws IOException {
        Files.copy(ROOT.resolve("docs/examples/moods.csv"), folder.resolve("moods.csv"));
        Path file = Files.writeString(folder.resolve("m.yaml"), "tasks: [{data: moods.csv, template: \"{{ text }}\"}]");
        Ended done = run("evaluate", "tasks", "--mixture", file.toString(), "--model", TINY, "--out", folder + "/o");
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.err()).contains("holds out no task").doesNotContain("\tat ");
    }
}
