package dev.attune.lab.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import dev.attune.contracts.json.Json;
import dev.attune.contracts.testing.Eventually;
import dev.attune.lab.LaboratoryCommand;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code lab} as people type it, on the model that this repository makes, with its cells as processes. */
class LabCommandTest {

    private static final String TINY = Path.of("../../language-model/models/attune-tiny")
            .toAbsolutePath()
            .normalize()
            .toString();

    @TempDir
    Path folder;

    private record Ended(int code, String out, String err) {
        JsonNode json() throws IOException {
            return Json.MAPPER.readTree(out);
        }
    }

    private static Ended run(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = LaboratoryCommand.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int code = line.execute(arguments.toArray(String[]::new));
        return new Ended(code, out.toString(), err.toString());
    }

    @BeforeEach
    void write() throws IOException {
        List<String> lines = new ArrayList<>(List.of("text,label"));
        for (int i = 0; i < 80; i++) {
            lines.add(i % 2 == 0 ? "What is " + i + " plus 1?,numbers" : "Is a dog number " + i + " a pet?,animals");
        }
        Files.write(folder.resolve("data.csv"), lines);
        Files.writeString(folder.resolve("task.yaml"), "{name: things, data: data.csv, template: '{{ text }}'}");
    }

    private List<String> lab(Path out, String... more) {
        List<String> all = new ArrayList<>(
                List.of("lab", "--tasks", folder.resolve("task.yaml").toString(), "--model", TINY));
        all.addAll(
                List.of("--out", out.toString(), "--examples", "16", "--passes", "4", "--dev", "12", "--test", "12"));
        all.addAll(List.of("--seeds", "1", "--tries", "2", "--methods", "zero-shot,lora"));
        all.addAll(List.of(more));
        return all;
    }

    private static List<Path> cells(Path out) throws IOException {
        if (!Files.isDirectory(out.resolve("cells"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(out.resolve("cells"))) {
            return files.sorted().toList();
        }
    }

    private static int count(Path out) {
        try {
            return cells(out).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What two runs must have in common: all but times, memory and dates. */
    private static List<JsonNode> figures(Path out) throws IOException {
        List<JsonNode> figures = new ArrayList<>();
        for (Path cell : cells(out)) {
            JsonNode result = Json.MAPPER.readTree(cell.toFile());
            figures.add(Json.MAPPER
                    .createObjectNode()
                    .set(
                            "all",
                            Json.MAPPER
                                    .createArrayNode()
                                    .add(result.path("cell"))
                                    .add(result.path("dev"))
                                    .add(result.path("test"))
                                    .add(result.path("training").path("loss"))));
        }
        return figures;
    }

    @Test
    void whatAKillBrokeOffGoesOnToTheSameResult() throws Exception {
        Path killed = folder.resolve("killed");
        Process process = new ProcessBuilder(command(lab(killed)))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        List<ProcessHandle> children = Eventually.get(
                Duration.ofMinutes(4),
                "two cells, and another at work",
                () -> Optional.of(process.descendants().toList())
                        .filter(running -> !running.isEmpty() && count(killed) >= 2));
        process.destroyForcibly().waitFor();
        Eventually.holds(
                Duration.ofMinutes(1),
                "the end of the cell without its comparison",
                () -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(cells(killed))
                .as(Files.readString(folder.resolve("log.txt")))
                .hasSizeBetween(2, 4);
        List<Path> before = cells(killed);
        List<Long> written = new ArrayList<>();
        for (Path cell : before) {
            written.add(Files.getLastModifiedTime(cell).toMillis());
        }

        Ended rest = run(lab(killed, "--json", folder.resolve("L.json").toString()));
        assertThat(rest.code()).as(rest.err()).isZero();
        assertThat(rest.json().path("complete").asBoolean()).isTrue();
        assertThat(rest.json().path("cellsDone").asInt()).isIn(4, 5);
        for (int i = 0; i < before.size(); i++) {
            assertThat(Files.getLastModifiedTime(before.get(i)).toMillis()).isEqualTo(written.get(i));
        }
        assertThat(killed.resolve("report.md")).isNotEmptyFile();
        assertThat(folder.resolve("L.json")).isNotEmptyFile();
        JsonNode lora = rest.json().path("outcomes").path("things").get(1);
        assertThat(lora.path("price").path("trainSeconds").asDouble()).isPositive();
        assertThat(lora.path("price").path("peakMemoryMb").asDouble()).isGreaterThan(50);

        Path whole = folder.resolve("whole");
        assertThat(run(lab(whole)).code()).isZero();
        assertThat(figures(whole)).isEqualTo(figures(killed));
        // what was trained is what other commands measure
        Ended measured = run(List.of(
                "evaluate",
                "classify",
                "--model",
                TINY,
                "--adapter",
                whole.resolve("adapters/things-lora").toString(),
                "--task",
                folder.resolve("task.yaml").toString()));
        assertThat(measured.code()).as(measured.err()).isZero();
    }

    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dattune.threads=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LaboratoryCommand.class.getName()));
        command.addAll(arguments);
        return command;
    }

    @Test
    void aDryRunShowsThePlanAndDoesNothing() throws IOException {
        Ended shown = run(lab(folder.resolve("dry"), "--dry-run", "--curve", "8"));
        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.err())
                .contains("open  things zero-shot, seed 1")
                .contains("open  things lora, rate 5.0e-4, seed 1, 16 examples, to choose")
                .contains("later things lora: 2 cells");
        assertThat(cells(folder.resolve("dry"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--methods zero-shot,magic          | 2 | zero-shot, few-shot, searched, head",
                "--examples 500                     | 1 | has 56 training examples, and 500 are to be learned from",
                "--virtual-tokens 600 --methods soft-prompt | 1 | 600 virtual tokens and the longest prompt of things",
                "--model nowhere                    | 1 | There is no model nowhere",
                "--general nothing.txt              | 1 | nothing.txt cannot be read",
                "--seeds 0                          | 1 | --seeds is 0",
                "--dev 3                            | 1 | Nothing can be chosen",
            })
    void whatIsWrongIsOneSentenceBeforeAnyWork(String options, int code, String says) throws IOException {
        List<String> arguments = new ArrayList<>(lab(folder.resolve("wrong")));
        List<String> more = List.of(options.split(" "));
        for (int i = 0; i < more.size(); i += 2) {
            int place = arguments.indexOf(more.get(i));
            if (place < 0) {
                arguments.addAll(more.subList(i, i + 2));
            } else {
                arguments.set(place + 1, more.get(i + 1));
            }
        }
        Ended done = run(arguments);
        assertThat(done.code()).as(done.err()).isEqualTo(code);
        assertThat(done.err()).contains(says);
        assertThat(cells(folder.resolve("wrong"))).isEmpty();
    }

    @Test
    void aLabelWithoutTrainingExamplesIsNamed() throws IOException {
        Files.writeString(
                folder.resolve("task.yaml"),
                "{name: things, data: data.csv, template: '{{ text }}', labels: [numbers, animals, plants]}");
        Ended done = run(lab(folder.resolve("wrong")));
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.err()).contains("none is labelled plants");
    }
}
