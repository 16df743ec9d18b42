package dev.attune.policy.direct;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.attune.contracts.json.Choice;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.direct.PreferenceLoss;
import dev.attune.contracts.settings.direct.PreferenceTuningConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.worker.folder.RunFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Five steps of each loss against torch (and, for those that it knows, TRL): {@code src/test/oracle/make_direct_steps.py}. */
class DirectStepsTest {

    private static final Path FIXTURE = Path.of("src/test/resources/direct-steps");

    /** DPO on pairs that are as sure as conservative DPO holds all to be: the same numbers. */
    private static final String SOFT = "sigmoid-soft";

    @TempDir
    Path directory;

    static Stream<String> runs() throws IOException {
        return Stream.concat(oracle().path("runs").properties().stream().map(Map.Entry::getKey), Stream.of(SOFT));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void fiveStepsGiveTheOraclesLossesGradientsAndWeights(String name) throws IOException {
        JsonNode oracle = oracle();
        JsonNode expected = oracle.path("runs").path(name.equals(SOFT) ? "conservative" : name);
        List<Map<String, Double>> steps = new ArrayList<>();
        // Passes of 24 tokens: the batch is cut, which must not matter.
        PreferenceTuningConfig config = config(name, oracle.path("settings"), 24);
        Path root = directory.resolve("run");
        PreferenceTuning.Place place = new PreferenceTuning.Place(
                new RunFolder<>(root, PreferenceTuningState.class), 100, root.resolve("reference.txt"));
        try (LanguageModel model = LanguageModel.load(FIXTURE, LoadOptions.float32());
                NDManager step = model.newStep()) {
            new PreferenceTuning(model, new PreferenceTuning.Start("fixture", Optional.empty()), config)
                    .train(
                            pairs(oracle, name),
                            List.of(),
                            place,
                            (number, all, metrics) -> steps.add(metrics),
                            () -> false);
            assertThat(steps).hasSize(expected.path("losses").size());
            for (int i = 0; i < steps.size(); i++) {
                assertThat(steps.get(i).get(PreferenceMetric.LOSS.title()))
                        .as("loss of step " + (i + 1))
                        .isCloseTo(expected.path("losses").get(i).asDouble(), within(2e-4));
                double norm = expected.path("norms").get(i).asDouble();
                assertThat(steps.get(i).get(PreferenceMetric.GRADIENT_NORM.title()))
                        .as("gradient norm of step " + (i + 1))
                        .isCloseTo(norm, within(1e-4 + 2e-3 * norm));
            }
            model.transformer()
                    .namedWeights(step)
                    .forEach((key, value) -> assertThat(checksum(value.toFloatArray()))
                            .as(key)
                            .isCloseTo(expected.path("weights").path(key).asDouble(), within(5e-3)));
        }
    }

    private static PreferenceTuningConfig config(String name, JsonNode settings, int passTokens) {
        String loss = name.equals("ipo-sums") ? "ipo" : name.startsWith("sigmoid") ? "sigmoid" : name;
        ObjectNode all = Json.MAPPER
                .createObjectNode()
                .put("epochs", 5)
                .put("batchPairs", 6)
                .put("passTokens", passTokens)
                .put("ipoPerToken", !name.equals("ipo-sums"));
        if (!loss.equals("orpo")) {
            all.set("beta", settings.path("beta"));
        } else {
            all.set("oddsWeight", settings.path("oddsWeight"));
        }
        if (List.of("conservative", "robust").contains(loss)) {
            all.set("labelNoise", settings.path("labelNoise"));
        }
        if (loss.equals("kto")) {
            all.set("goodWeight", settings.path("goodWeight"));
            all.set("badWeight", settings.path("badWeight"));
        }
        all.putObject("tuning").put("method", "full");
        all.putObject("optimisation")
                .put("learningRate", settings.path("learningRate").asDouble())
                .put("maxGradientNorm", settings.path("maxGradientNorm").asDouble());
        return Configurations.with(PreferenceTuningConfig.defaults(Choice.of(PreferenceLoss.class, loss)), all);
    }

    private static List<EncodedPair> pairs(JsonNode oracle, String name) {
        List<EncodedPair> pairs = new ArrayList<>();
        double noise = oracle.path("settings").path("labelNoise").asDouble();
        double probability = name.equals(SOFT) ? 1 - noise : 1;
        for (JsonNode pair : oracle.path("pairs")) {
            double weight = name.endsWith("weighted")
                    ? oracle.path("weights").get(pairs.size()).asDouble()
                    : 1;
            pairs.add(new EncodedPair(
                    tokens(pair.path("prompt")),
                    tokens(pair.path("chosen")),
                    tokens(pair.path("rejected")),
                    weight,
                    probability));
        }
        return pairs;
    }

    private static int[] tokens(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    private static double checksum(float[] weights) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * Math.cos(i);
        }
        return sum;
    }

    private static JsonNode oracle() throws IOException {
        return Json.MAPPER.readTree(FIXTURE.resolve("steps.json").toFile());
    }
}
