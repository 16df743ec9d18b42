package dev.attune.reward;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import dev.attune.contracts.json.Json;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.reward.train.TinyModel;

import static org.assertj.core.api.Assertions.assertThat;

class RewardModelCommandTest {

    @TempDir
    static Path directory;

    private static Path base;
    private static Path data;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void write() throws IOException {
        base = TinyModel.write(directory.resolve("base"), 1);
        data = Files.write(
                directory.resolve("pairs.jsonl"),
                TinyModel.pairs(200, 50, 5).stream()
                        .map(RewardModelCommandTest::line)
                        .toList());
    }

    @Test
    void trainsEvaluatesAndScoresFromFiles() throws IOException {
        Path artifact = directory.resolve("reward");
        Path result = directory.resolve("train.json");
        assertThat(run(
                        "train --model %s --data %s --out %s --json %s --seed 7 --epochs 3 --set"
                                + " optimisation.learningRate=5e-3",
                        base, data, artifact, result))
                .isZero();
        JsonNode trained = Json.MAPPER.readTree(Files.readAllBytes(result));
        assertThat(trained.path("accuracy").doubleValue()).isGreaterThan(0.9);
        assertThat(trained.path("pairs").intValue()
                        + trained.path("trainingPairs").intValue())
                .isEqualTo(200);
        assertThat(trained.path("artifact").textValue()).isEqualTo(artifact.toString());
        assertThat(trained.path("sha256").textValue()).matches("[0-9a-f]{64}");
        assertThat(trained.path("seconds").doubleValue()).isPositive();
        assertThat(trained.path("peakMemoryMb").longValue()).isPositive();
        assertThat(Json.MAPPER
                        .readTree(Files.readAllBytes(artifact.resolve("reward_model.json")))
                        .path("configuration")
                        .path("seed")
                        .longValue())
                .isEqualTo(7);

        Path evaluation = directory.resolve("evaluate.json");
        assertThat(run("evaluate --checkpoint %s --data %s --json %s", artifact, data, evaluation))
                .isZero();
        JsonNode evaluated = Json.MAPPER.readTree(Files.readAllBytes(evaluation));
        assertThat(evaluated.path("accuracy").doubleValue()).isGreaterThan(0.9);
        assertThat(evaluated.path("longerWins").doubleValue()).isBetween(0.0, 1.0);
        assertThat(evaluated.path("pairs").intValue()).isEqualTo(200);
        assertThat(evaluated.path("loss").doubleValue()).isPositive();

        Path scores = directory.resolve("scores.json");
        assertThat(run(
                        "score --checkpoint %s --prompt the --answer please --answer stupid --json %s",
                        artifact, scores))
                .isZero();
        JsonNode scored = Json.MAPPER.readTree(Files.readAllBytes(scores)).path("scores");
        assertThat(scored.path(0).path("score").doubleValue())
                .isGreaterThan(scored.path(1).path("score").doubleValue());
    }

    @Test
    void anEvaluationFileReplacesTheHeldOutShare() throws IOException {
        Path result = directory.resolve("with-eval.json");
        assertThat(run(
                        "train --model %s --data %s --eval %s --out %s --json %s",
                        base, data, data, directory.resolve("with-eval"), result))
                .isZero();
        JsonNode trained = Json.MAPPER.readTree(Files.readAllBytes(result));
        assertThat(trained.path("trainingPairs").intValue()).isEqualTo(200);
        assertThat(trained.path("pairs").intValue()).isEqualTo(200);
    }

    @Test
    void badLinesAreListedAndTheRestIsUsed() throws IOException {
        Path mixed = directory.resolve("mixed.jsonl");
        Files.write(mixed, List.of("{broken", line(TinyModel.pairs(1, 1, 1).getFirst())));
        Path all = directory.resolve("mixed");
        assertThat(run("train --model %s --data %s %s --out %s", base, mixed, data, all))
                .isZero();
        assertThat(err.toString()).contains("mixed.jsonl line 1 is left out: it is no valid JSON");
    }

    @Test
    void aFailureIsOneSentenceAndExitCodeOne() {
        Path missing = directory.resolve("missing.jsonl");
        assertThat(run("evaluate --checkpoint %s --data %s", base, missing)).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .endsWith("missing.jsonl cannot be read: there is no such file.");
    }

    @Test
    void verboseAddsTheStackTrace() {
        assertThat(run("evaluate --verbose --checkpoint %s --data %s", base, directory.resolve("missing.jsonl")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("at dev.attune");
    }

    @Test
    void anUnknownSettingAndAFullFolderAreRefusedBeforeTraining() {
        assertThat(run("train --model %s --data %s --out %s --set epoch=3", base, data, directory.resolve("x")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("Setting epoch is unknown");
        assertThat(run("train --model %s --data %s --out %s", base, data, base)).isEqualTo(1);
        assertThat(err.toString()).contains("holds something that is no reward model");
        assertThat(base.resolve("model.safetensors")).exists();
    }

    @Test
    void wrongUsageIsExitCodeTwo() {
        assertThat(run("train --model %s", base)).isEqualTo(2);
        assertThat(run("")).isEqualTo(2);
        assertThat(run("--help")).isZero();
        assertThat(run("train --help")).isZero();
    }

    @SuppressWarnings("AnnotateFormatMethod") // no dependency for one annotation
    private int run(String command, Object... arguments) {
        CommandLine line = RewardModelCommand.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String text = command.formatted(arguments);
        return line.execute(text.isEmpty() ? new String[0] : text.split(" "));
    }

    private static String line(PreferencePair pair) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("prompt", pair.prompt().getFirst().content());
        json.put("chosen", pair.chosen());
        json.put("rejected", pair.rejected());
        return json.toString();
    }
}
