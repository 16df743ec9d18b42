package dev.attune.policy.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.json.Json;
import dev.attune.policy.PolicyTrainerCommand;
import dev.attune.policy.testing.TinyModels;

import static org.assertj.core.api.Assertions.assertThat;

class PreferenceTuningCommandTest {

    private final StringWriter errors = new StringWriter();

    @TempDir
    Path directory;

    private Path base;
    private Path data;

    @BeforeEach
    void make() throws IOException {
        base = TinyModels.save(directory.resolve("base"), 1);
        data = Files.write(directory.resolve("preferences.jsonl"), lines());
    }

    private static List<String> lines() {
        return IntStream.range(0, 20)
                .mapToObj(i -> "{\"prompt\": \"w%d w%d\", \"chosen\": \"w5 w%d\", \"rejected\": \"w6\"}"
                        .formatted(i % 20, i % 7, i % 5))
                .toList();
    }

    @Test
    void eachRecipeTrainsTheSameWeightsTwice() throws IOException {
        for (String recipe : List.of("dpo", "kto", "orpo")) {
            assertThat(train(recipe, "first")).as(errors.toString()).isZero();
            assertThat(train(recipe, "second")).isZero();
            JsonNode first = json("first.json");
            assertThat(first.path("sha256").asText()).hasSize(64);
            assertThat(first.path("sha256")).isEqualTo(json("second.json").path("sha256"));
            assertThat(first.path("steps").asInt()).isPositive();
            assertThat(first.has("heldOutAccuracy")).isTrue();
            assertThat(directory.resolve("first/adapter_model.safetensors")).exists();
            assertThat(directory.resolve("first/run/progress.jsonl")).exists();
            assertThat(errors.toString()).contains(recipe + ": step");
        }
    }

    @Test
    void anAdapterIsContinuedFromWhereItIs() throws IOException {
        assertThat(train("dpo", "first")).isZero();
        Path adapter = directory.resolve("first");
        assertThat(run(arguments("dpo", adapter, "next"))).as(errors.toString()).isZero();
        String line =
                Files.readAllLines(directory.resolve("next/run/progress.jsonl")).getFirst();
        JsonNode step = Json.MAPPER.readTree(line);
        assertThat(step.path("klToReference").asDouble()).isBetween(-1e-4, 1e-4);
        assertThat(step.path("loss").asDouble()).isBetween(Math.log(2) - 1e-4, Math.log(2) + 1e-4);
        assertThat(run(arguments("dpo", adapter, "full", "--set=tuning.method=full")))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("Setting tuning.method is full");
    }

    @Test
    void pairsOfAFileAreEvaluatedInPlaceOfAShare() throws IOException {
        assertThat(run(arguments("dpo", base, "out", "--eval=" + data, "--set=tuning.method=full")))
                .as(errors.toString())
                .isZero();
        assertThat(json("out.json").path("steps").asInt()).isEqualTo(5);
        assertThat(directory.resolve("out/model.safetensors")).exists();
    }

    @Test
    void contradictorySettingsAreRefusedByName() throws IOException {
        assertThat(run(arguments("dpo", base, "out", "--set=labelNoise=0.1"))).isEqualTo(1);
        assertThat(errors.toString()).contains("labelNoise is set, but only the loss conservative and robust");
        assertThat(run(arguments("dpo", base, "out", "--set=loss=kto"))).isEqualTo(1);
        assertThat(errors.toString()).contains("Setting loss is kto");
        assertThat(run(arguments("orpo", base, "out", "--set=beta=0.2"))).isEqualTo(1);
        assertThat(errors.toString()).contains("beta is set");
        assertThat(run(arguments("dpo", base, "out", "--set=colour=red"))).isEqualTo(1);
        assertThat(errors.toString()).contains("Setting colour is unknown");
    }

    @Test
    void preferencesThatTeachNothingAreRefused() throws IOException {
        data = Files.writeString(directory.resolve("empty.jsonl"), "\n");
        assertThat(run(arguments("dpo", base, "out"))).isEqualTo(1);
        assertThat(errors.toString()).contains("are empty");
        data = Files.write(directory.resolve("one.jsonl"), lines().subList(0, 1));
        assertThat(run(arguments("dpo", base, "out"))).isEqualTo(1);
        assertThat(errors.toString()).contains("none can be held out");
        assertThat(run(arguments("kto", base, "out", "--set=heldOutShare=0"))).isEqualTo(1);
        assertThat(errors.toString()).contains("Setting loss is kto").contains("only one");
        data = Files.write(
                directory.resolve("same.jsonl"),
                List.of("{\"prompt\": \"w1\", \"chosen\": \"w2\", \"rejected\": \"w2\"}"));
        assertThat(run(arguments("dpo", base, "out"))).isEqualTo(1);
        assertThat(errors.toString()).contains("hold no decided pair");
    }

    private int train(String recipe, String out) {
        return run(arguments(recipe, base, out));
    }

    private List<String> arguments(String recipe, Path model, String out, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                recipe,
                "--model=" + model,
                "--data=" + data,
                "--out=" + directory.resolve(out),
                "--json=" + directory.resolve(out + ".json"),
                "--seed=7",
                "--set=batchPairs=4",
                "--set=tuning.rank=2"));
        arguments.addAll(Arrays.asList(more));
        return arguments;
    }

    private int run(List<String> arguments) {
        return PolicyTrainerCommand.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments.toArray(String[]::new));
    }

    private JsonNode json(String name) throws IOException {
        return Json.MAPPER.readTree(directory.resolve(name).toFile());
    }
}
