package dev.attune.lm.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import dev.attune.lm.model.Fixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

/** The command line on directories of every architecture, which have no chat template and no generation_config.json. */
class ArchitectureCommandsTest {
    @SuppressWarnings("UnusedVariable") // JUnit reads it
    private static final List<String> NAMES = Fixture.NAMES;

    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    /** The last text is longer than any of the models allows. */
    @ParameterizedTest
    @FieldSource("NAMES")
    void perplexityEqualsTheReferences(String name) throws IOException {
        Fixture fixture = Fixture.of(name);
        JsonNode result =
                result("evaluate-perplexity", fixture, "--data", Fixture.texts().toString());
        JsonNode expected = fixture.expected().get("perplexity");
        double perplexity = expected.get("perplexity").asDouble();
        assertThat(result.get("perplexity").asDouble()).isCloseTo(perplexity, withinPercentage(0.001));
        assertThat(result.get("loss").asDouble()).isCloseTo(Math.log(perplexity), within(1e-5));
        assertThat(result.get("tokens").asInt())
                .isEqualTo(expected.get("tokens").asInt());
        assertThat(result.get("texts").asInt()).isEqualTo(4);
    }

    @Test
    void perplexityInShorterWindowsEqualsTheReferences() throws IOException {
        Fixture fixture = Fixture.of("gpt-neox");
        JsonNode result = result(
                "evaluate-perplexity",
                fixture,
                "--data",
                Fixture.texts().toString(),
                "--window",
                "16",
                "--stride",
                "4");
        JsonNode expected = fixture.expected().get("shortWindows");
        assertThat(result.get("perplexity").asDouble())
                .isCloseTo(expected.get("perplexity").asDouble(), withinPercentage(0.001));
        assertThat(result.get("tokens").asInt())
                .isEqualTo(expected.get("tokens").asInt());
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void continuesATextAsTheReferenceDoes(String name) throws IOException {
        Fixture fixture = Fixture.of(name);
        JsonNode expected = fixture.expected().get("continued");
        JsonNode result = result(
                "generate",
                fixture,
                "--raw",
                "--ignore-eos",
                "--prompt",
                expected.get("prompt").asText(),
                "--temperature",
                "0",
                "--max-new-tokens",
                "64");
        assertThat(result.get("tokens")).isEqualTo(expected.get("tokens"));
        for (int i = 0; i < 64; i++) {
            double reference = expected.get("logProbabilities").get(i).asDouble();
            assertThat(result.get("logProbabilities").get(i).asDouble()).isCloseTo(reference, within(1e-4));
        }
    }

    @Test
    void aFileThatIsNotJsonLinesIsOneText() throws IOException {
        Path text = Files.writeString(directory.resolve("text.txt"), "One text\nof two lines.\n");
        JsonNode result = result("evaluate-perplexity", Fixture.of("gpt2"), "--data", text.toString());
        assertThat(result.get("texts").asInt()).isEqualTo(1);
        assertThat(result.get("tokens").asInt()).isBetween(10, 23);
    }

    @ParameterizedTest
    @CsvSource({"gpu0,bfloat16,no gpu(0)", "tpu,float32,tpu", "cpu,float16,FLOAT16"})
    void aDeviceThatIsNotThereIsRefusedByName(String device, String dtype, String named) {
        String model = Fixture.of("gpt2").directory().toString();
        int code = LanguageModelCommand.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                "generate",
                "--model",
                model,
                "--prompt",
                "x",
                "--device",
                device,
                "--dtype",
                dtype);
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains(named);
    }

    private JsonNode result(String command, Fixture fixture, String... options) throws IOException {
        Path json = directory.resolve("result.json");
        List<String> arguments =
                new ArrayList<>(List.of(command, "--model", fixture.directory().toString(), "--json", json.toString()));
        arguments.addAll(List.of(options));
        int code = LanguageModelCommand.run(
                new PrintWriter(new StringWriter()), new PrintWriter(err, true), arguments.toArray(String[]::new));
        assertThat(code).as(err.toString()).isZero();
        return new ObjectMapper().readTree(json.toFile());
    }
}
