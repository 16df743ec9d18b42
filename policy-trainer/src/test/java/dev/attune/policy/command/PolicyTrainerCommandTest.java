package dev.attune.policy.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import dev.attune.contracts.json.Json;
import dev.attune.policy.PolicyTrainerCommand;
import dev.attune.policy.metrics.PpoMetric;
import dev.attune.policy.testing.TinyModels;
import dev.attune.policy.testing.TinyRewards;

import static org.assertj.core.api.Assertions.assertThat;

class PolicyTrainerCommandTest {

    private static final List<String> SMALL = List.of(
            "--set=updates=2",
            "--set=rolloutBatch=8",
            "--set=minibatch=4",
            "--set=epochs=1",
            "--set=maxNewTokens=4",
            "--set=tuning.rank=4",
            "--set=optimisation.learningRate=0.003");

    private final StringWriter errors = new StringWriter();

    @TempDir
    Path directory;

    private Path base;
    private Path reward;
    private Path prompts;

    @BeforeEach
    void make() throws IOException {
        base = TinyModels.save(directory.resolve("base"), 1);
        reward = TinyRewards.save(directory.resolve("reward"), base, 2);
        prompts = Files.write(
                directory.resolve("prompts.jsonl"),
                List.of("{\"prompt\": \"w1 w2\"}", "{broken", "{\"prompt\": \"w3 w4\"}", "{\"prompt\": \"w5\"}"));
    }

    @Test
    void trainsAPolicyAndComparesItWithItsBase() throws IOException {
        assertThat(ppo("policy")).isZero();
        JsonNode trained = json("policy.json");
        assertThat(trained.path("artifact").asText()).endsWith("policy");
        assertThat(trained.path("sha256").asText()).hasSize(64);
        assertThat(trained.path("peakMemoryMb").asLong()).isPositive();
        assertThat(trained.path("updates").asInt()).isEqualTo(2);
        assertThat(trained.has(PpoMetric.KL.title())).isTrue();
        assertThat(errors.toString()).contains("Line 2 of").contains("ppo: update 2");

        // The adapter names its base by path, so nothing else has to be said.
        int code = run(
                "evaluate",
                "winrate",
                "--a",
                path("policy"),
                "--b",
                base.toString(),
                "--prompts",
                prompts.toString(),
                "--judge",
                reward.toString(),
                "--set=maxNewTokens=4",
                "--pairs",
                path("pairs"),
                "--json",
                path("rate.json"));
        assertThat(code).isZero();
        JsonNode rate = json("rate.json");
        assertThat(rate.path("low").asDouble())
                .isLessThanOrEqualTo(rate.path("mean").asDouble());
        assertThat(rate.path("high").asDouble())
                .isGreaterThanOrEqualTo(rate.path("mean").asDouble());
        assertThat(rate.path("prompts").asInt()).isEqualTo(3);
        assertThat(Files.readAllLines(directory.resolve("pairs/pairs.jsonl"))).hasSize(3);
    }

    @Test
    void theSameSeedTwiceGivesTheSameHash() throws IOException {
        assertThat(ppo("one", "--seed", "7")).isZero();
        assertThat(ppo("two", "--seed", "7")).isZero();
        assertThat(json("one.json").path("sha256")).isEqualTo(json("two.json").path("sha256"));
    }

    @Test
    void anUnknownSettingIsNamed() {
        assertThat(ppo("policy", "--set=clipRang=0.1")).isEqualTo(1);
        assertThat(errors.toString()).contains("Setting clipRang is unknown").doesNotContain("\tat ");
    }

    @Test
    void aMissingModelIsNamed() {
        int code = run(
                "evaluate",
                "winrate",
                "--a",
                path("nowhere"),
                "--b",
                base.toString(),
                "--prompts",
                prompts.toString(),
                "--judge",
                reward.toString());
        assertThat(code).isEqualTo(1);
        assertThat(errors.toString()).contains("There is no model at").contains("nowhere");
    }

    @Test
    void wrongUsageExitsWithTwo() {
        assertThat(run("train", "ppo")).isEqualTo(2);
        assertThat(errors.toString()).contains("--model");
    }

    @Test
    void everyCommandExplainsItselfWithAnExample() {
        for (String command : List.of(
                "train ppo",
                "train grpo",
                "train rloo",
                "train rejection",
                "train sft",
                "evaluate winrate",
                "evaluate gates",
                "evaluate best-of",
                "worker")) {
            StringWriter help = new StringWriter();
            CommandLine line = PolicyTrainerCommand.commandLine().setOut(new PrintWriter(help));
            List<String> arguments = new ArrayList<>(Arrays.asList(command.split(" ")));
            arguments.add("--help");
            assertThat(line.execute(arguments.toArray(String[]::new)))
                    .as(command)
                    .isZero();
            assertThat(help.toString()).as(command).contains("Example: ");
        }
    }

    private int ppo(String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                "ppo",
                "--model",
                base.toString(),
                "--reward",
                reward.toString(),
                "--prompts",
                prompts.toString(),
                "--out",
                path(name),
                "--json",
                path(name + ".json")));
        arguments.addAll(SMALL);
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        return PolicyTrainerCommand.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }

    private JsonNode json(String name) throws IOException {
        return Json.MAPPER.readTree(directory.resolve(name).toFile());
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }
}
