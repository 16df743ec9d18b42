package dev.attune.lm.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.lm.model.Reference;

import static org.assertj.core.api.Assertions.assertThat;

class LanguageModelCommandTest {
    private static final String MODEL = Reference.modelDirectory().toString();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void severalSamplesWithEveryWayToChoose() throws IOException {
        Path json = directory.resolve("samples.json");
        int code = run(
                "generate",
                "--model",
                MODEL,
                "--raw",
                "--prompt",
                "the king",
                "--samples",
                "3",
                "--seed",
                "4",
                "--temperature",
                "0.9",
                "--top-k",
                "50",
                "--top-p",
                "0.95",
                "--min-p",
                "0.01",
                "--repetition-penalty",
                "1.1",
                "--min-new-tokens",
                "4",
                "--max-new-tokens",
                "8",
                "--stop",
                "never there",
                "--bad-word",
                "queen",
                "--no-packing",
                "--json",
                json.toString());
        assertThat(code).isZero();
        JsonNode result = new ObjectMapper().readTree(json.toFile());
        assertThat(result.get("samples")).hasSize(3);
        assertThat(result.get("samples").get(0).get("tokens")).isEqualTo(result.get("tokens"));
        assertThat(result.get("samples").get(1).get("tokens")).isNotEqualTo(result.get("tokens"));
        for (JsonNode sample : result.get("samples")) {
            assertThat(sample.get("tokens").size()).isBetween(4, 8);
            assertThat(sample.get("samplingLogProbabilities")).hasSameSizeAs(sample.get("tokens"));
        }
    }

    @Test
    void memoryThatDoesNotSufficeIsSaidInOneSentence() {
        assertThat(run("generate", "--model", MODEL, "--prompt", "x", "--memory-mb", "-1"))
                .isNotZero();
    }

    @Test
    void generatesTheSameTextOnTheTerminalAndInItsJson() throws IOException {
        Path json = directory.resolve("r.json");
        assertThat(run(
                        "generate",
                        "--model",
                        MODEL,
                        "--prompt",
                        "Hello",
                        "--max-new-tokens",
                        "12",
                        "--ignore-eos",
                        "--json",
                        json.toString()))
                .isZero();
        JsonNode result = new ObjectMapper().readTree(json.toFile());
        assertThat(out).hasToString(result.get("text").asText() + "\n");
        assertThat(result.get("tokens")).hasSize(12);
        assertThat(result.get("logProbabilities")).hasSize(12);
        assertThat(result.get("seconds").asDouble()).isPositive();
    }

    @Test
    void continuesRawTextAsTheReferenceDoes() throws IOException {
        Path json = directory.resolve("r.json");
        run(
                "generate",
                "--model",
                MODEL,
                "--raw",
                "--prompt",
                "Hello world",
                "--temperature",
                "0",
                "--ignore-eos",
                "--max-new-tokens",
                "8",
                "--adapter",
                Reference.adapterDirectory().toString(),
                "--json",
                json.toString());
        int[] adapted =
                Reference.ints(new ObjectMapper().readTree(json.toFile()).get("tokens"));
        run(
                "generate",
                "--model",
                MODEL,
                "--raw",
                "--prompt",
                "Hello world",
                "--temperature",
                "0",
                "--ignore-eos",
                "--max-new-tokens",
                "8",
                "--json",
                json.toString());
        assertThat(Reference.ints(new ObjectMapper().readTree(json.toFile()).get("tokens")))
                .hasSize(8)
                .isNotEqualTo(adapted);
    }

    @Test
    void measuresPerplexityOverAllTokensButEachFirst() throws IOException {
        Path data = directory.resolve("texts.jsonl");
        Files.writeString(data, "{\"text\": \"12345\"}\n\n{\"text\": \"1\"}\n{\"text\": \"678\"}\n");
        Path json = directory.resolve("r.json");
        assertThat(run("evaluate-perplexity", "--model", MODEL, "--data", data.toString(), "--json", json.toString()))
                .isZero();
        JsonNode result = new ObjectMapper().readTree(json.toFile());
        assertThat(result.get("tokens").asInt()).isEqualTo(4 + 2); // one token for each digit
        assertThat(result.get("perplexity").asDouble()).isBetween(1.0, 1e6);
    }

    @Test
    void badLinesOfDataAreAllNamed() throws IOException {
        Path data = directory.resolve("texts.jsonl");
        Files.writeString(
                data,
                "{\"text\": \"12345\"}\n{\"prompt\": \"no text\"}\n{\"text\": \"1\", \"text\": \"2\"}\n{\"text\": \"1\"\n");
        assertThat(run("evaluate-perplexity", "--model", MODEL, "--data", data.toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("line 2: there is no column text", "line 3: the name text is given twice", "line 4: ")
                .doesNotContain("\tat ");
    }

    @Test
    void showsWhatTheModelIs() throws IOException {
        assertThat(run("show", "--model", MODEL)).isZero();
        JsonNode result = new ObjectMapper().readTree(out.toString());
        assertThat(result.get("architecture").asText()).isEqualTo("llama");
        assertThat(result.get("parameters").asLong()).isEqualTo(87_360);
        assertThat(result.get("tokenizerSha256").asText()).hasSize(64);
    }

    @Test
    void looksAtTheMachine() throws IOException {
        assertThat(run("doctor")).isZero();
        JsonNode result = new ObjectMapper().readTree(out.toString());
        assertThat(result.get("libtorch").asText()).isEqualTo("2.7.1");
        assertThat(result.get("float32Gflops").asDouble()).isPositive();
    }

    @Test
    void aMissingModelIsOneSentenceAndExitCodeOne() {
        assertThat(run("show", "--model", directory.resolve("absent").toString()))
                .isEqualTo(1);
        assertThat(err.toString().strip()).contains("absent").doesNotContain("\n");
    }

    @Test
    void wrongUsageIsExitCodeTwo() {
        assertThat(run("generate", "--model", MODEL)).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(run("generate", "--model", MODEL, "--prompt", "x", "--dtype", "int3"))
                .isEqualTo(2);
    }

    private int run(String... arguments) {
        return LanguageModelCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
