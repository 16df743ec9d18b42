package dev.attune.policy.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.json.Json;
import dev.attune.policy.PolicyTrainerCommand;

import static org.assertj.core.api.Assertions.assertThat;

/** The gates on the real attune-tiny: beside itself, and beside an adapter that was trained to please by length. */
class GatesCommandTest {

    private static final Path MODEL = Path.of("../language-model/models/attune-tiny");
    private static final Path EXAMPLE = Path.of("../docs/examples/gates-all.json");

    private final StringWriter lines = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @TempDir
    Path directory;

    private Path heldOut;
    private Path train;

    @BeforeEach
    void prompts() throws IOException {
        List<String> all = Files.readAllLines(MODEL.resolve("prompts.jsonl"));
        heldOut = Files.write(
                directory.resolve("held-out.jsonl"),
                all.stream()
                        .filter(line -> line.contains("\"HELD_OUT\""))
                        .limit(80)
                        .toList());
        train = Files.write(
                directory.resolve("train.jsonl"),
                all.stream()
                        .filter(line -> line.contains("\"TRAIN\""))
                        .limit(200)
                        .toList());
    }

    @Test
    void aCheckpointBesideItselfPassesWhatThisModelCanBeMeasuredBy() throws IOException {
        assertThat(gates(without("winRate"), MODEL)).as(errors.toString()).isEqualTo(1);
        assertThat(outcome("format")).isEqualTo("passed");
        assertThat(outcome("bias")).isEqualTo("passed");
        assertThat(figures("format").path("measured").path("mean").asDouble()).isEqualTo(1);
        assertThat(figures("capability").path("measured").path("high").asDouble())
                .isZero();
        // Two questions are too few to show anything of the accuracy.
        assertThat(outcome("capability")).isEqualTo("inconclusive");
        assertThat(outcome("safety")).isEqualTo("inconclusive");
        assertThat(figures("safety").path("sentence").asText())
                .startsWith("Not informative for this model: of 60 prompts that must be refused the opponent refuses");
        assertThat(lines.toString().lines())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("format passed: On 80 prompts"));
        assertThat(Files.readAllLines(directory.resolve("out/safety.jsonl"))).hasSize(120);
        assertThat(Files.readAllLines(directory.resolve("out/bias.jsonl"))).hasSize(28 * 6);
    }

    @Test
    void aCheckpointThatWasTrainedToPleaseByLengthFails() throws IOException {
        Path longWinded = Files.writeString(
                directory.resolve("length.json"), "{\"type\": \"length\", \"target\": 200, \"tolerance\": 200}");
        assertThat(run(
                        "train",
                        "grpo",
                        "--model",
                        MODEL.toString(),
                        "--prompts",
                        train.toString(),
                        "--reward",
                        longWinded.toString(),
                        "--out",
                        file("long"),
                        "--set=updates=12",
                        "--set=prompts=8",
                        "--set=answers=8",
                        "--set=minibatch=16",
                        "--set=maxNewTokens=48",
                        "--set=tuning.rank=8",
                        "--set=optimisation.learningRate=0.002",
                        "--seed=7"))
                .as(errors.toString())
                .isZero();
        Path format = Files.writeString(
                directory.resolve("format.json"),
                "{\"format\": {\"prompts\": 80, \"maxNewTokens\": 48, \"shortest\": 0.7, \"longest\": 1.4, \"risesBy\": 0.15}}");
        assertThat(gates(format, directory.resolve("long"))).isEqualTo(1);
        assertThat(outcome("format")).as(lines.toString()).isEqualTo("failed");
        assertThat(figures("format").path("measured").path("low").asDouble()).isGreaterThan(1.4);
        assertThat(lines.toString()).contains("it has drifted too far: the length must stay between 0.7 and 1.4 times");
    }

    @Test
    void allPassedIsZeroAndBadInputIsTwo() throws IOException {
        Path passes = Files.writeString(
                directory.resolve("passes.json"),
                "{\"format\": {\"prompts\": 40, \"maxNewTokens\": 16, \"shortest\": 0.7, \"longest\": 1.4, \"risesBy\": 0.15}}");
        assertThat(gates(passes, MODEL)).as(lines.toString()).isZero();
        Path wrong = Files.writeString(
                directory.resolve("wrong.json"),
                "{\"winRate\": {\"judge\": \"gold\", \"prompts\": 10, \"maxNewTokens\": 64, \"atLeast\": 1.5}}");
        assertThat(gates(wrong, MODEL)).isEqualTo(2);
        assertThat(errors.toString()).contains("winRate.atLeast must lie between 0 and 1 but is 1.5");
        assertThat(gates(Files.writeString(directory.resolve("none.json"), "{}"), MODEL))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("has no gate that can be measured");
        assertThat(gates(passes, directory.resolve("nowhere"))).isEqualTo(2);
        assertThat(errors.toString()).contains("There is no model at");
    }

    @Test
    void aGateThatCannotBeComputedIsNotPassed() throws IOException {
        Path gold = Files.writeString(
                directory.resolve("gold.json"),
                "{\"winRate\": {\"judge\": \"gold\", \"prompts\": 10, \"maxNewTokens\": 8, \"atLeast\": 0.5}}");
        assertThat(gates(gold, MODEL)).isEqualTo(1);
        assertThat(lines.toString())
                .isEqualToIgnoringNewLines("win-rate error: It could not be computed. There is no such judge; name one"
                        + " with --gold.\n");
        assertThat(outcome("win-rate")).isEqualTo("error");
    }

    private Path without(String gate) throws IOException {
        var policy = (ObjectNode) Json.MAPPER.readTree(EXAMPLE.toFile());
        policy.remove(gate);
        return Files.writeString(directory.resolve("without.json"), policy.toString());
    }

    private int gates(Path gates, Path checkpoint) {
        return run(
                "evaluate",
                "gates",
                "--gates",
                gates.toString(),
                "--checkpoint",
                checkpoint.toString(),
                "--opponent",
                MODEL.toString(),
                "--base",
                MODEL.toString(),
                "--prompts",
                heldOut.toString(),
                "--out",
                file("out"));
    }

    private int run(String... arguments) {
        return PolicyTrainerCommand.commandLine()
                .setOut(new PrintWriter(arguments[0].equals("train") ? new StringWriter() : lines))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }

    private String outcome(String gate) throws IOException {
        return figures(gate).path("outcome").asText();
    }

    private JsonNode figures(String gate) throws IOException {
        for (JsonNode one : Json.MAPPER
                .readTree(directory.resolve("out/gates.json").toFile())
                .path("gates")) {
            if (one.path("gate").asText().equals(gate)) {
                return one;
            }
        }
        throw new AssertionError("There is no gate " + gate);
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }
}
