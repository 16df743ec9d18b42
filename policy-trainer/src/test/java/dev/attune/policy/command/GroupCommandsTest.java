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

import dev.attune.contracts.json.Json;
import dev.attune.policy.PolicyTrainerCommand;
import dev.attune.policy.testing.TinyModels;
import dev.attune.policy.testing.TinyRewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class GroupCommandsTest {

    private static final List<String> SMALL = List.of(
            "--set=updates=2",
            "--set=prompts=2",
            "--set=answers=4",
            "--set=minibatch=4",
            "--set=maxNewTokens=4",
            "--set=tuning.rank=4",
            "--set=optimisation.learningRate=0.003",
            "--seed=7");

    private final StringWriter errors = new StringWriter();

    @TempDir
    Path directory;

    private Path base;
    private Path prompts;
    private Path rule;

    @BeforeEach
    void make() throws IOException {
        base = TinyModels.save(directory.resolve("base"), 1);
        prompts = Files.write(
                directory.resolve("prompts.jsonl"),
                List.of(
                        "{\"prompt\": \"w1 w2\", \"answer\": \"w5\"}",
                        "{broken",
                        "{\"prompt\": \"w3 w4\", \"answer\": \"w6\"}"));
        rule = Files.writeString(directory.resolve("rule.json"), """
                {"type": "sum", "parts": [
                  {"name": "right", "weight": 2.0, "reward": {"type": "exact-match", "field": "answer", "match": "words"}},
                  {"name": "brief", "reward": {"type": "length", "target": 2, "tolerance": 4}}]}
                """);
    }

    @Test
    void grpoTrainsAgainstARuleAndTellsItsPartsApart() throws IOException {
        assertThat(train("grpo", "policy", rule, "--variant=dr-grpo", "--held-out", prompts.toString()))
                .as(errors.toString())
                .isZero();
        JsonNode result = json("policy");
        assertThat(result.path("sha256").asText()).hasSize(64);
        assertThat(result.path("updates").asInt()).isEqualTo(2);
        assertThat(result.path("score").asDouble())
                .isEqualTo(
                        2 * result.path("score.right").asDouble()
                                + result.path("score.brief").asDouble(),
                        within(1e-6));
        assertThat(result.has("heldOutReward")).isTrue();
        assertThat(errors.toString()).contains("Line 2 of").contains("grpo: update 2");
        assertThat(directory.resolve("policy/adapter_model.safetensors")).exists();
        assertThat(directory.resolve("policy/run/samples.jsonl")).isNotEmptyFile();
        assertThat(directory.resolve("policy/run/state")).doesNotExist();
    }

    @Test
    void rlooTrainsAgainstARewardModelAndTheSameSeedGivesTheSameHash() throws IOException {
        Path reward = TinyRewards.save(directory.resolve("reward"), base, 2);
        assertThat(train("rloo", "one", reward)).as(errors.toString()).isZero();
        assertThat(train("rloo", "two", reward)).isZero();
        assertThat(json("one").path("sha256")).isEqualTo(json("two").path("sha256"));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(train("grpo", "policy", rule, "--variant=ppo")).isEqualTo(2);
        assertThat(errors.toString()).contains("grpo, dr-grpo, dapo");
        assertThat(train("grpo", "policy", rule, "--set=klEstimator=k1")).isEqualTo(1);
        assertThat(errors.toString()).contains("klEstimator is k1 with klPlace loss");
        assertThat(train("rloo", "policy", directory.resolve("none.json"))).isEqualTo(1);
        assertThat(errors.toString()).contains("none.json").doesNotContain("\tat ");
    }

    @Test
    void ppoTakesTheSameRewards() throws IOException {
        List<String> arguments = new ArrayList<>(inputs("ppo", "ppo", rule));
        arguments.addAll(
                List.of("--set=updates=1", "--set=rolloutBatch=4", "--set=minibatch=4", "--set=maxNewTokens=4"));
        assertThat(run(arguments.toArray(String[]::new))).as(errors.toString()).isZero();
        assertThat(json("ppo").path("score").asDouble()).isBetween(0.0, 3.0);
    }

    @Test
    void theBestOfSeveralAnswersIsMeasuredAndLearned() throws IOException {
        int code = run(
                "evaluate",
                "best-of",
                "--model",
                base.toString(),
                "--reward",
                rule.toString(),
                "--prompts",
                prompts.toString(),
                "--n=6",
                "--set=maxNewTokens=4",
                "--seed=7",
                "--answers",
                directory.resolve("best.jsonl").toString(),
                "--json",
                directory.resolve("best.json").toString());
        assertThat(code).as(errors.toString()).isZero();
        JsonNode best = json("best");
        assertThat(best.path("klBound").asDouble()).isEqualTo(Math.log(6) - 5.0 / 6, within(1e-9));
        JsonNode curve = best.path("curve");
        assertThat(curve.findValuesAsText("n")).containsExactly("1", "2", "4", "6");
        assertThat(curve.get(3).path("reward").asDouble())
                .isEqualTo(best.path("reward").asDouble(), within(1e-6))
                .isGreaterThanOrEqualTo(curve.get(0).path("reward").asDouble());
        assertThat(Files.readAllLines(directory.resolve("best.jsonl"))).hasSize(2);

        List<String> rejection = List.of("--set=sampling.n=6", "--set=sampling.maxNewTokens=4", "--set=keepShare=0.5");
        assertThat(rejection("once", rejection)).as(errors.toString()).isZero();
        assertThat(json("once").path("learned").asInt()).isEqualTo(1);
        assertThat(json("once").path("bestReward").asDouble())
                .isEqualTo(best.path("reward").asDouble(), within(1e-6));
        // The answers are kept, so a resumed run learns from the same ones.
        List<String> resumed = new ArrayList<>(rejection);
        resumed.add("--resume");
        assertThat(rejection("once", resumed)).isZero();
        assertThat(rejection("twice", rejection)).isZero();
        assertThat(json("once").path("sha256")).isEqualTo(json("twice").path("sha256"));
    }

    @Test
    void answersThatCouldNotBeLearnedBesideVirtualTokensAreNotDrawn() {
        List<String> settings =
                List.of("--tune=soft-prompt", "--set=tuning.tuning.virtualTokens=507", "--set=sampling.maxNewTokens=4");
        assertThat(rejection("crowded", settings)).isEqualTo(1);
        assertThat(errors.toString()).contains("507 virtual tokens and the longest prompt with its answer");
        assertThat(directory.resolve("crowded/run/best.jsonl")).doesNotExist();
    }

    private int rejection(String name, List<String> more) {
        List<String> arguments = new ArrayList<>(inputs("rejection", name, rule));
        arguments.add("--seed=7");
        arguments.addAll(more);
        return run(arguments.toArray(String[]::new));
    }

    private int train(String recipe, String name, Path reward, String... more) {
        List<String> arguments = new ArrayList<>(inputs(recipe, name, reward));
        arguments.addAll(SMALL);
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private List<String> inputs(String recipe, String name, Path reward) {
        return List.of(
                "train",
                recipe,
                "--model",
                base.toString(),
                "--reward",
                reward.toString(),
                "--prompts",
                prompts.toString(),
                "--out",
                directory.resolve(name).toString(),
                "--json",
                directory.resolve(name + ".json").toString());
    }

    private int run(String... arguments) {
        return PolicyTrainerCommand.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }

    private JsonNode json(String name) throws IOException {
        return Json.MAPPER.readTree(directory.resolve(name + ".json").toFile());
    }
}
