package dev.attune.lab.command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import dev.attune.contracts.json.Json;
import dev.attune.lab.LaboratoryCommand;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code prompts search} as people type it, on the model that this repository makes. */
class SearchCommandTest {

    private static final String TINY = Path.of("../../language-model/models/attune-tiny")
            .toAbsolutePath()
            .normalize()
            .toString();

    @TempDir
    Path folder;

    private String task = "";

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

    @BeforeEach
    void write() throws IOException {
        List<String> lines = new ArrayList<>(List.of("text,label"));
        for (int i = 0; i < 160; i++) {
            lines.add(i % 2 == 0 ? "What is " + i + " plus 1?,numbers" : "Is a dog number " + i + " a pet?,animals");
        }
        Files.write(folder.resolve("data.csv"), lines);
        task = Files.writeString(
                        folder.resolve("task.yaml"),
                        "{name: things, data: data.csv, template: '{{ text }}', split: {dev: 40, test: 40}}")
                .toString();
    }

    private Ended search(String... more) {
        List<String> all = new ArrayList<>(List.of("prompts", "search", "--task", task, "--model", TINY, "--out"));
        all.add(folder.resolve("search").toString());
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    @Test
    void whatIsFoundIsMeasuredAgainByOtherCommands() throws IOException {
        String file = folder.resolve("result.json").toString();
        Ended done = search("--calls", "240", "--strategy", "tpe", "--json", file);
        assertThat(done.code()).as(done.err()).isZero();
        JsonNode json = done.json();
        assertThat(json.path("state").asText()).isEqualTo("proposed");
        assertThat(json.path("proposer").asText()).startsWith("tpe, ");
        assertThat(json.path("calls").asInt()).isLessThanOrEqualTo(240);
        assertThat(json.path("heldOut").asInt()).isEqualTo(40);
        assertThat(json.path("after").path("low").asDouble())
                .isLessThanOrEqualTo(json.path("after").path("value").asDouble());
        Ended again = search("--calls", "240", "--strategy", "tpe");
        assertThat(again.json().path("freshCalls").asInt()).isZero();
        assertThat(again.json().path("after")).isEqualTo(json.path("after"));
        for (String prompt : List.of(file, folder.resolve("search/prompt.json").toString())) {
            Ended measured = run("evaluate", "classify", "--task", task, "--model", TINY, "--prompt", prompt);
            assertThat(measured.code()).as(measured.err()).isZero();
            assertThat(measured.json().path("examples").asInt()).isEqualTo(40);
            assertThat(measured.json().path("accuracy").asDouble())
                    .isEqualTo(json.path("after").path("value").asDouble());
        }
    }

    @Test
    void withoutAModelTheRepositorysOwnIsAsked() throws IOException {
        System.setProperty("attune.root", Path.of("../..").toAbsolutePath().toString());
        try {
            Ended measured = run("evaluate", "classify", "--task", task);
            assertThat(measured.code()).as(measured.err()).isZero();
            assertThat(measured.json().path("model").asText()).endsWith("attune-tiny");
        } finally {
            System.clearProperty("attune.root");
        }
    }

    @Test
    void anEndpointIsToldWhatWentWrong() throws IOException {
        List<String> requests = new ArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", exchange -> {
            requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            // the first fails: it costs a call, and the search goes on
            answer(exchange, requests.size() == 1 ? 500 : 200);
        });
        server.start();
        try {
            Path critiques = Files.writeString(
                    folder.resolve("critiques.jsonl"),
                    "{\"topic\": \"attune.feedback\", \"data\": {\"rating\": {\"ratingId\": \"r\", \"verdict\": \"TIE\","
                            + " \"comment\": \"It takes dogs for numbers.\"}}}\n");
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
            Ended done = search(
                    "--calls", "260", "--strategy", "gepa", "--proposer", url, "--critiques", critiques.toString());
            assertThat(done.code()).as(done.err()).isZero();
            assertThat(done.json().path("proposals").asInt())
                    .isEqualTo(requests.size())
                    .isGreaterThan(3);
            assertThat(done.json().path("notes").toString()).contains("status 500");
            assertThat(requests).allSatisfy(request -> assertThat(request).contains("It takes dogs for numbers."));
            assertThat(done.err()).contains("Numbers are digits.");
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        byte[] body = "{\"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": \"Numbers are digits.\"}}]}"
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--calls 20             | 1 | --calls of 100 or more",
                "--strategy luck        | 2 | random, halving, tpe or gepa",
                "--proposer nowhere     | 1 | no address of an endpoint",
                "--critiques none.txt   | 1 | there is no such file",
                "--template {{speech}}  | 1 | reads speech",
            })
    void whatIsWrongIsOneSentence(String options, int code, String says) {
        Ended done = search(options.split(" "));
        assertThat(done.code()).isEqualTo(code);
        assertThat(done.err()).contains(says);
    }

    @Test
    void whatIsMeasuredIsNotShown() throws IOException {
        Files.write(folder.resolve("tests.csv"), List.of("text,label", "What is 7 plus 7?,numbers", "A cat?,animals"));
        String prompt = Files.writeString(
                        folder.resolve("prompt.json"),
                        "{\"template\": \"{{ text }}\", \"calibration\": \"contextual\", \"examples\": {\"given\": ["
                                + "{\"label\": \"numbers\", \"variables\": {\"text\": \"what is 7 plus 7\"}},"
                                + "{\"label\": \"animals\", \"variables\": {\"text\": \"A hen?\"}}]}}")
                .toString();
        Ended done = run(
                "evaluate",
                "classify",
                "--data",
                folder.resolve("tests.csv").toString(),
                "--train",
                folder.resolve("data.csv").toString(),
                "--model",
                TINY,
                "--prompt",
                prompt);
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.err()).contains("1 of the prompt's 2 examples are among the texts that are measured");
        assertThat(done.json().path("shots").asInt()).isEqualTo(1);
        assertThat(done.json().path("calibration").asText()).isEqualTo("contextual");
    }

    @Test
    void tokensAreKeptAsAPromptThatOtherCommandsMeasure() throws IOException {
        String out = folder.resolve("tokens").toString();
        Ended done = run(
                "prompts",
                "tokens",
                "--task",
                task,
                "--model",
                TINY,
                "--tokens",
                "3",
                "--steps",
                "2",
                "--candidates",
                "4",
                "--batch",
                "6",
                "--out",
                out);
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.json().path("steps")).hasSize(2);
        JsonNode prompt =
                Json.MAPPER.readTree(folder.resolve("tokens/prompt.json").toFile());
        assertThat(prompt.path("state").asText()).isEqualTo("proposed");
        assertThat(prompt.path("evidence").path("after")).isEqualTo(done.json().path("after"));
        Ended measured = run("evaluate", "classify", "--task", task, "--model", TINY, "--prompt", out + "/prompt.json");
        assertThat(measured.json().path("accuracy").asDouble())
                .isEqualTo(done.json().path("after").path("value").asDouble());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tokens --tokens 0         | 1 | give 1 to 100 tokens",
                "tokens --method luck      | 2 | gcg or autoprompt",
                "tokens --batch 70         | 1 | need 140 examples to learn from",
                "read --limit 3            | 1 | no vectors before the text",
            })
    void whatIsWrongWithTokensIsOneSentence(String options, int code, String says) {
        List<String> all = new ArrayList<>(List.of("prompts"));
        all.addAll(List.of(options.split(" ")));
        all.addAll(List.of("--task", task, "--model", TINY));
        Ended done = run(all.toArray(String[]::new));
        assertThat(done.code()).isEqualTo(code);
        assertThat(done.err()).contains(says);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"system\": \"x\"}                                                                  | it has no template",
                "{\"template\": \"x\", \"shortlist\": 1}                                             | neither 0 nor 2 or more",
                "{\"template\": \"x\", \"style\": \"loud\"}                                           | auto, chat or raw",
                "{\"template\": \"x\", \"examples\": {\"choice\": \"first\", \"count\": 2}}           | gives none",
                "{\"template\": \"x\", \"examples\": {\"given\": [{\"label\": \"b\", \"variables\": {}}]}} | none of the labels",
            })
    void aPromptThatCannotBeUsedIsRefused(String json, String says) throws IOException {
        String prompt = Files.writeString(folder.resolve("prompt.json"), json).toString();
        Ended done = run("evaluate", "classify", "--task", task, "--model", TINY, "--prompt", prompt);
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.err()).contains(says);
    }
}
