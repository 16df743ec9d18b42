package dev.attune.policy.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.json.Json;
import dev.attune.lm.adapt.LoraAdapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.policy.testing.TestingModels;

import static org.assertj.core.api.Assertions.assertThat;

class SupervisedTuningCommandTest {

    private static final String LINE = "{\"prompt\": \"What is it?\", \"completion\": \"It is %d.\"}%n";

    @TempDir
    Path directory;

    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void prepare() throws IOException {
        Path base = Files.createDirectories(directory.resolve("base"));
        try (LanguageModel model = TestingModels.random(base, 1)) {
            model.save(base);
        }
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            lines.append(LINE.formatted(i));
        }
        Files.writeString(directory.resolve("data.jsonl"), lines + "not JSON\n");
    }

    @Test
    void fullTuningWritesAModelDirectory() throws IOException {
        assertThat(run("--set", "tuning.method=full", "--eval", file("data.jsonl")))
                .isZero();
        JsonNode result = Json.MAPPER.readTree(directory.resolve("r.json").toFile());
        assertThat(result.path("artifact").asText()).isEqualTo(file("out"));
        assertThat(result.path("sha256").asText())
                .isEqualTo(DirectoryManifest.sha256(directory.resolve("out/model.safetensors")));
        assertThat(result.path("seconds").asDouble()).isPositive();
        assertThat(result.path("peakMemoryMb").asLong()).isPositive();
        assertThat(result.path("loss").asDouble()).isPositive();
        assertThat(result.path("validationLoss").asDouble()).isPositive();
        assertThat(errors.toString()).contains("Line 9 of").contains("sft: step 4 of 4");
        assertThat(directory.resolve("out/run/state")).doesNotExist();
        assertThat(Files.readAllLines(directory.resolve("out/run/progress.jsonl")))
                .hasSize(4);
        try (LanguageModel tuned = LanguageModel.load(directory.resolve("out"), LoadOptions.float32())) {
            assertThat(tuned.config().layers()).isEqualTo(2);
        }
    }

    @Test
    void loraWritesAPeftDirectory() throws IOException {
        assertThat(run()).isZero();
        try (LanguageModel base = LanguageModel.load(directory.resolve("base"), LoadOptions.float32());
                var adapter = PeftDirectory.load(base.manager(), base.transformer(), directory.resolve("out"))) {
            assertThat(((LoraAdapter) adapter).config().rank()).isEqualTo(16);
        }
    }

    @Test
    void sameSeedGivesTheSameHash() throws IOException {
        run("--seed", "3");
        String first = Files.readString(directory.resolve("r.json"));
        run("--seed", "3");
        assertThat(hash(Files.readString(directory.resolve("r.json")))).isEqualTo(hash(first));
        run("--seed", "4");
        assertThat(hash(Files.readString(directory.resolve("r.json")))).isNotEqualTo(hash(first));
    }

    @Test
    void usageIsRefusedWithTwo() {
        assertThat(new CommandLine(new SupervisedTuningCommand())
                        .setErr(new PrintWriter(errors, true))
                        .execute("--model", "x"))
                .isEqualTo(2);
    }

    private int run(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--model", file("base"), "--data", file("data.jsonl"), "--out", file("out"), "--json", file("r.json")));
        arguments.addAll(List.of("--set", "batchSequences=2"));
        arguments.addAll(List.of(more));
        return new CommandLine(new SupervisedTuningCommand())
                .setErr(new PrintWriter(errors, true))
                .setOut(new PrintWriter(new StringWriter()))
                .execute(arguments.toArray(String[]::new));
    }

    private static String hash(String json) throws IOException {
        return Json.MAPPER.readTree(json).path("sha256").asText();
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }
}
