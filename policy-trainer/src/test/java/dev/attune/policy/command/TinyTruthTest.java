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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.json.Json;
import dev.attune.policy.PolicyTrainerCommand;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * On attune-tiny the truth is a rule ({@code docs/examples/tiny-truth.json}, what the demo's raters care about), so nothing can
 * be over-optimised: PPO has to reach what best-of-64 reaches, at a KL of the same order, on prompts that it has not seen.
 */
@Tag("slow")
class TinyTruthTest {

    private static final Path MODEL = Path.of("../language-model/models/attune-tiny");
    private static final Path TRUTH = Path.of("../docs/examples/tiny-truth.json");

    @TempDir
    Path directory;

    @Test
    void ppoReachesTheRewardOfBestOf64WithinThreeTimesItsKl() throws IOException {
        List<String> prompts = Files.readAllLines(MODEL.resolve("prompts.jsonl"));
        Path train = lines("train.jsonl", prompts, "\"TRAIN\"");
        Path heldOut = lines("held-out.jsonl", prompts, "\"HELD_OUT\"");
        JsonNode best = run("best", "evaluate best-of --n 64 --limit 250", "--prompts", heldOut.toString());
        Path policy = directory.resolve("policy");
        run(
                "ppo",
                "train ppo --set updates=60 --set rolloutBatch=128 --set minibatch=32 --set epochs=2"
                        + " --set klCoefficient=0.02 --set maxNewTokens=48 --set optimisation.learningRate=1e-3"
                        + " --set optimisation.schedule=linear --set alarms.minEntropyShare=0.01 --seed 7",
                "--prompts",
                train.toString(),
                "--out",
                policy.toString());
        JsonNode reached = evaluate(policy, heldOut);
        assertThat(reached.path("kl").asDouble())
                .isLessThanOrEqualTo(3 * best.path("klBound").asDouble());
        assertThat(reached.path("reward").asDouble())
                .isGreaterThanOrEqualTo(0.95 * best.path("reward").asDouble());
    }

    private JsonNode evaluate(Path policy, Path heldOut) throws IOException {
        return run(
                "reached",
                "evaluate best-of --n 1 --limit 250",
                "--prompts",
                heldOut.toString(),
                "--model",
                policy.toString());
    }

    /** A command on attune-tiny with the truth as its reward; gives its result. */
    private JsonNode run(String name, String command, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(Arrays.asList(command.split(" ")));
        arguments.addAll(Arrays.asList(more));
        if (!arguments.contains("--model")) {
            arguments.addAll(List.of("--model", MODEL.toString()));
        }
        Path json = directory.resolve(name + ".json");
        arguments.addAll(List.of("--reward", TRUTH.toString(), "--json", json.toString()));
        StringWriter errors = new StringWriter();
        int code = PolicyTrainerCommand.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments.toArray(String[]::new));
        assertThat(code).as(errors.toString()).isZero();
        return Json.MAPPER.readTree(json.toFile());
    }

    private Path lines(String name, List<String> prompts, String split) throws IOException {
        return Files.write(
                directory.resolve(name),
                prompts.stream().filter(line -> line.contains(split)).toList());
    }
}
