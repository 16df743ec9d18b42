package dev.attune.lab.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import dev.attune.contracts.json.Json;
import dev.attune.lab.LaboratoryCommand;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands as people type them, on the model that this repository makes. */
class LaboratoryCommandTest {

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

    private static Ended run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = LaboratoryCommand.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int code = line.execute(arguments);
        return new Ended(code, out.toString(), err.toString());
    }

    private String data() throws IOException {
        List<String> lines = new ArrayList<>(List.of("text,label"));
        for (int i = 0; i < 24; i++) {
            lines.add(i % 2 == 0 ? "What is " + i + " plus 1?,numbers" : "Is a dog number " + i + " a pet?,animals");
        }
        return Files.write(folder.resolve("data.csv"), lines).toString();
    }

    @Test
    void classifiedWithAllThatIsKept() throws IOException {
        String out = folder.resolve("out").toString();
        Ended done = run("evaluate", "classify", "--model", TINY, "--data", data(), "--out", out);
        assertThat(done.code()).as(done.err()).isZero();
        JsonNode json = done.json();
        assertThat(json.path("accuracy").asDouble()).isBetween(0.0, 1.0);
        for (String measure : List.of("accuracy", "macroF1", "ece")) {
            JsonNode interval = json.path("intervals").path(measure);
            assertThat(interval.path("low").asDouble())
                    .isLessThanOrEqualTo(interval.path("high").asDouble());
            assertThat(interval.path("value")).isEqualTo(json.path(measure));
        }
        assertThat(Files.readAllLines(folder.resolve("out/predictions.jsonl"))).hasSize(24);
        assertThat(folder.resolve("out/confusion.png")).isNotEmptyFile();
    }

    @Test
    void aHeadLearnsWhatWordsCannotSay() throws IOException {
        Ended done = run("evaluate", "classify", "--model", TINY, "--data", data(), "--head");
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.json().path("examples").asInt()).isEqualTo(12);
        assertThat(done.json().path("accuracy").asDouble()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--shots 2 --calibrate contextual --style raw",
                "--shots 2 --shot-choice nearest --calibrate batch",
                "--score pmi --labels numbers,animals,colours",
                "--shortlist 2 --score token --limit 5",
            })
    void everyWayGivesProbabilities(String options) throws IOException {
        List<String> all = new ArrayList<>(List.of("evaluate", "classify", "--model", TINY, "--data", data()));
        all.addAll(List.of(options.split(" ")));
        Ended done = run(all.toArray(String[]::new));
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.json().path("nll").asDouble()).isFinite();
    }

    @Test
    void severalLabelsAreSeveralQuestions() throws IOException {
        Files.writeString(
                folder.resolve("many.csv"),
                "text,label\nDogs are 3.,\"animals, numbers\"\nIt is 7.,numbers\nA cat.,animals\nHm.,\nFour.,numbers\nA cow.,animals\n");
        Path task = Files.writeString(
                folder.resolve("many.yaml"), "{data: many.csv, many: true, split: {dev: 3, test: 3}}");
        Ended done = run("evaluate", "classify", "--model", TINY, "--task", task.toString());
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.json().path("microF1").asDouble()).isBetween(0.0, 1.0);
        assertThat(done.json()
                        .path("intervals")
                        .path("subsetAccuracy")
                        .path("high")
                        .asDouble())
                .isBetween(0.0, 1.0);
        assertThat(run("evaluate", "classify", "--model", TINY, "--task", task.toString(), "--head")
                        .err())
                .contains("label by label");
    }

    @Test
    void aSuiteIsRunKeptAndCompared() throws IOException {
        Path suite = Files.writeString(folder.resolve("suite.yaml"), """
                prompts: [{id: plain, raw: "{{ q }}"}, {id: other, raw: "Hello. {{ q }}"}]
                tests:
                  - {vars: {q: "What is 3 plus 4?"}, assert: [{type: contains, value: "7"}]}
                  - {vars: {q: "{{ braces"}, assert: [{type: not-equals, value: ""}]}
                  - {vars: {q: "Is it?"}, assert: [{type: "attune:label", value: {label: yes, labels: [yes, no]}}]}
                """);
        String run = folder.resolve("runs/1").toString();
        Ended done = run(
                "prompts",
                "run",
                "--suite",
                suite.toString(),
                "--model",
                TINY,
                "--max-tokens",
                "8",
                "--repeat",
                "2",
                "--out",
                run);
        assertThat(done.code()).as(done.err()).isZero();
        JsonNode json = done.json();
        assertThat(json.path("passed").asInt() + json.path("failed").asInt()).isEqualTo(12);
        assertThat(json.path("results"))
                .hasSize(12)
                .allSatisfy(row -> assertThat(row.path("error").asText()).isEmpty());
        assertThat(Files.readAllLines(folder.resolve("runs/1/rows.jsonl"))).hasSize(12);
        assertThat(folder.resolve("runs/1/report.md")).content().contains("Hello. {{ braces".substring(7));
        Ended compared = run("prompts", "compare", run + "#plain", run + "#other");
        assertThat(compared.json().path("cases").asInt()).isEqualTo(3);
        assertThat(compared.json().path("difference").path("low").asDouble()).isBetween(-1.0, 1.0);
        Ended differing = run("prompts", "diff", run + "#plain", run + "#other");
        assertThat(differing.json().path("lines").get(1).asText()).isEqualTo("+ Hello. {{ q }}");
        assertThat(run("prompts", "compare", run, run).err())
                .contains("several prompts")
                .contains("plain, other");
    }

    @Test
    void codeIsSkippedAndACaseOfNothingElseFails() throws IOException {
        Path suite = Files.writeString(folder.resolve("suite.yaml"), """
                prompts: ["{{ q }}"]
                tests: [{vars: {q: hi}, assert: [{type: javascript, value: "true"}]}]
                """);
        Ended done = run(
                "prompts",
                "run",
                "--suite",
                suite.toString(),
                "--model",
                TINY,
                "--max-tokens",
                "4",
                "--out",
                folder.resolve("runs/2").toString());
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.err()).contains("javascript").contains("only checks without code are run");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evaluate classify --data none.csv                        | 1 | there is no such file",
                "evaluate classify --data DATA --template {{speech}}      | 1 | reads speech",
                "evaluate classify --data DATA --labels numbers           | 1 | is none of the task's",
                "evaluate classify --data DATA --calibrate loudly         | 2 | none, contextual or batch",
                "evaluate classify                                        | 2 | --data",
                "prompts run --suite none.yaml                            | 1 | there is no such file",
            })
    void whatIsWrongIsOneSentence(String command, int code, String says) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of(command.replace("DATA", data()).split(" ")));
        arguments.addAll(List.of("--model", TINY));
        Ended done = run(arguments.toArray(String[]::new));
        assertThat(done.code()).isEqualTo(code);
        assertThat(done.err()).contains(says);
    }
}
