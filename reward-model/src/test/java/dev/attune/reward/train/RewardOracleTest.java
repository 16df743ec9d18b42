package dev.attune.reward.train;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.transformer.Memory;
import dev.attune.lm.weight.Parameter;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.reward.encode.PromptGroup;
import dev.attune.reward.encode.PromptGroup.Comparison;
import dev.attune.reward.score.HeadEnsemble;
import dev.attune.reward.score.SequenceScores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Against what torch and TRL say, by {@code src/test/oracle/make_reward.py}. */
class RewardOracleTest {

    private static final double CLOSE = 2e-6;

    @Test
    void lossesAndTheirGradientsAreTorchs() throws Exception {
        for (JsonNode one : json("losses.json")) {
            try (NDManager memory = Memory.newManager();
                    Autograd.Scope on = Autograd.on()) {
                NDArray first = leaf(memory, one.path("first"));
                NDArray second = leaf(memory, one.path("second"));
                NDArray ties = one.path("logTies").isNull()
                        ? null
                        : memory.create(new float[] {(float) one.path("logTies").doubleValue()});
                if (ties != null) {
                    Autograd.requireGradient(ties, true);
                }
                List<Comparison> comparisons = comparisons(one);
                NDArray loss = new ComparisonLoss(
                                true,
                                one.path("smoothing").doubleValue(),
                                one.path("centring").doubleValue(),
                                ties)
                        .of(first, second, comparisons, matrix(memory, one.path("counts")), total(comparisons));
                Autograd.backward(loss);
                assertThat((double) loss.getFloat()).isCloseTo(one.path("loss").doubleValue(), within(CLOSE));
                assertGradient(first, one.path("firstGradient"));
                assertGradient(second, one.path("secondGradient"));
                if (ties != null) {
                    assertThat((double) gradient(ties)[0])
                            .isCloseTo(one.path("logTiesGradient").doubleValue(), within(CLOSE));
                }
            }
        }
    }

    @Test
    void partsOfABatchAddUpToItsLoss() throws Exception {
        JsonNode one = json("losses.json").get(4);
        try (NDManager memory = Memory.newManager();
                Autograd.Scope off = Autograd.off()) {
            NDArray first = matrix(memory, one.path("first"));
            NDArray second = matrix(memory, one.path("second"));
            NDArray counts = matrix(memory, one.path("counts"));
            NDArray ties =
                    memory.create(new float[] {(float) one.path("logTies").doubleValue()});
            List<Comparison> comparisons = comparisons(one);
            ComparisonLoss loss = new ComparisonLoss(
                    true,
                    one.path("smoothing").doubleValue(),
                    one.path("centring").doubleValue(),
                    ties);
            double sum = 0;
            for (int i = 0; i < comparisons.size(); i++) {
                String row = i + ":" + (i + 1);
                sum += loss.of(
                                first.get(row),
                                second.get(row),
                                comparisons.subList(i, i + 1),
                                counts.get(row),
                                total(comparisons))
                        .getFloat();
            }
            assertThat(sum).isCloseTo(one.path("loss").doubleValue(), within(CLOSE));
        }
    }

    @Test
    void twentyStepsAreThoseOfTrlsRewardTrainer() throws Exception {
        JsonNode training = json("training.json");
        RewardModelConfig config =
                TestConfigs.of(Tuning.full(), 20, "{\"centring\": 0.01, \"optimisation\": {\"learningRate\": 0.003}}");
        List<StepMetrics> steps = new ArrayList<>();
        try (LanguageModel model = LanguageModel.load(oracle("model"), LoadOptions.float32());
                NDManager memory = model.manager().newSubManager()) {
            Tunable.Tuning tuning = Tunable.full().prepare(memory, model.transformer(), 1);
            HeadEnsemble heads = HeadEnsemble.zero(memory, model.config().hiddenSize());
            heads.parameters().forEach(Parameter::train);
            SequenceScores scoring = new SequenceScores(model, tuning.adapter(), heads);
            new TrainingLoop(scoring, tuning.parameters(), new TieParameter(null), config, 60)
                    .run(groups(training.path("pairs")), steps::add, Snapshots.none());
        }
        assertThat(steps.stream().map(StepMetrics::loss).toList())
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-4 ? 0 : Double.compare(a, b))
                .isEqualTo(doubles(training.path("losses")));
        assertThat(steps.stream().map(StepMetrics::gradientNorm).toList())
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-3 ? 0 : Double.compare(a, b))
                .isEqualTo(doubles(training.path("gradientNorms")));
    }

    private static List<PromptGroup> groups(JsonNode pairs) {
        List<PromptGroup> groups = new ArrayList<>();
        for (JsonNode pair : pairs) {
            List<int[]> answers = List.of(ints(pair.path("chosen")), ints(pair.path("rejected")));
            double margin = pair.path("margin").doubleValue();
            Comparison comparison = new Comparison(pair(Outcome.DECISIVE), 0, 1, margin, 1, groups.size());
            groups.add(PromptGroup.of(ints(pair.path("prompt")), answers, List.of(comparison)));
        }
        return groups;
    }

    private static List<Comparison> comparisons(JsonNode one) {
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < one.path("margins").size(); i++) {
            Outcome outcome = one.path("ties").get(i).booleanValue() ? Outcome.TIE : Outcome.DECISIVE;
            comparisons.add(new Comparison(
                    pair(outcome),
                    0,
                    1,
                    one.path("margins").get(i).doubleValue(),
                    one.path("weights").get(i).doubleValue(),
                    i));
        }
        return comparisons;
    }

    private static PreferencePair pair(Outcome outcome) {
        return PreferencePair.of(List.of(Message.user("p")), "a", "b").withOutcome(outcome);
    }

    private static double total(List<Comparison> comparisons) {
        return comparisons.stream().mapToDouble(Comparison::weight).sum();
    }

    private static void assertGradient(NDArray leaf, JsonNode expected) {
        float[] actual = gradient(leaf);
        int width = expected.get(0).size();
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i])
                    .isCloseTo(expected.get(i / width).get(i % width).doubleValue(), within(CLOSE));
        }
    }

    private static float[] gradient(NDArray leaf) {
        return Objects.requireNonNull(Autograd.gradient(leaf)).toFloatArray();
    }

    private static NDArray leaf(NDManager memory, JsonNode rows) {
        NDArray leaf = matrix(memory, rows);
        Autograd.requireGradient(leaf, true);
        return leaf;
    }

    private static NDArray matrix(NDManager memory, JsonNode rows) {
        int width = rows.get(0).size();
        float[] values = new float[rows.size() * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rows.get(i / width).get(i % width).doubleValue();
        }
        return memory.create(values, new Shape(rows.size(), width));
    }

    private static int[] ints(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::intValue)
                .toArray();
    }

    private static List<Double> doubles(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::doubleValue)
                .toList();
    }

    private static JsonNode json(String name) throws IOException, URISyntaxException {
        return Json.MAPPER.readTree(oracle(name).toFile());
    }

    private static Path oracle(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(RewardOracleTest.class.getResource("/oracle/" + name))
                .toURI());
    }
}
