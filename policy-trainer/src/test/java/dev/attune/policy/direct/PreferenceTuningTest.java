package dev.attune.policy.direct;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Choice;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.AdamSettings;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.Optimisation;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.direct.PreferenceLoss;
import dev.attune.contracts.settings.direct.PreferenceTuningConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.weight.Parameter;
import dev.attune.policy.testing.TinyModels;
import dev.attune.preference.pair.LabelledAnswer;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.preference.pair.PromptSplit;
import dev.attune.worker.command.SettingOptions;
import dev.attune.worker.folder.RunFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PreferenceTuningTest {

    private static final List<String> LOSSES =
            List.of("sigmoid", "conservative", "robust", "ipo", "hinge", "length-normalised", "kto", "orpo");

    /** People like answers that say w5; lengths differ. */
    private static final PromptSplit DATA = new PromptSplit(pairs(0, 24), pairs(24, 32));

    @TempDir
    Path directory;

    private int runs;

    @Test
    void everyLossLearnsThePreferenceAndItHoldsOnOtherPrompts() {
        for (String loss : LOSSES) {
            List<Map<String, Double>> steps = new ArrayList<>();
            PreferenceTuning.Outcome outcome = train(config(loss, Tuning.lora(4), 8, 4096), steps);
            assertThat(outcome.steps()).as(loss).isEqualTo(48);
            assertThat(of(steps.getLast(), PreferenceMetric.LOSS))
                    .as(loss)
                    .isLessThan(of(steps.getFirst(), PreferenceMetric.LOSS));
            assertThat(of(outcome.metrics(), PreferenceMetric.HELD_OUT_ACCURACY))
                    .as(loss)
                    .isGreaterThanOrEqualTo(0.75);
            assertThat(of(outcome.metrics(), PreferenceMetric.HELD_OUT_MARGIN))
                    .as(loss)
                    .isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FULL", "LORA"})
    void everyWayOfTuningLowersTheLoss(Tuning.Method method) {
        List<Map<String, Double>> steps = new ArrayList<>();
        train(config("sigmoid", Tuning.of(method), 3, 4096), steps);
        assertThat(of(steps.getLast(), PreferenceMetric.LOSS)).isLessThan(of(steps.getFirst(), PreferenceMetric.LOSS));
    }

    @Test
    void theFirstStepOfDpoSeesTheReferenceItself() {
        List<Map<String, Double>> steps = new ArrayList<>();
        train(config("sigmoid", Tuning.full(), 1, 4096), steps);
        assertThat(of(steps.getFirst(), PreferenceMetric.LOSS)).isCloseTo(Math.log(2), within(1e-5));
        assertThat(of(steps.getFirst(), PreferenceMetric.KL)).isCloseTo(0, within(1e-4));
        assertThat(of(steps.getFirst(), PreferenceMetric.MARGIN)).isCloseTo(0, within(1e-4));
    }

    @Test
    void ktoLearnsFromAnswersWithLabelsAlone() {
        List<Map<String, Double>> steps = new ArrayList<>();
        PreferenceTuning.Outcome outcome = run(config("kto", Tuning.lora(4), 8, 4096), labelled(true), steps);
        assertThat(of(steps.getLast(), PreferenceMetric.LOSS)).isLessThan(of(steps.getFirst(), PreferenceMetric.LOSS));
        assertThat(of(outcome.metrics(), PreferenceMetric.HELD_OUT_MARGIN)).isPositive();
        assertThat(outcome.metrics()).doesNotContainKey(PreferenceMetric.HELD_OUT_ACCURACY.title());
    }

    @Test
    void ktoLearnsFromGoodAnswersAlone() {
        List<Map<String, Double>> steps = new ArrayList<>();
        run(config("kto", Tuning.lora(4), 8, 4096), labelled(false), steps);
        // Policy and reference are the same at first: 1 - sigmoid(0).
        assertThat(of(steps.getFirst(), PreferenceMetric.LOSS)).isCloseTo(0.5, within(1e-5));
        assertThat(of(steps.getLast(), PreferenceMetric.CHOSEN_LOG_PROB))
                .isGreaterThan(of(steps.getFirst(), PreferenceMetric.CHOSEN_LOG_PROB));
        assertThat(steps.getLast())
                .doesNotContainKeys(
                        PreferenceMetric.MARGIN.title(),
                        PreferenceMetric.ACCURACY.title(),
                        PreferenceMetric.REJECTED_REWARD.title());
        assertThat(steps.getLast().values()).allMatch(Double::isFinite);
    }

    @Test
    void anAnswerByItselfCountsAsHalfOfAPair() {
        try (NDManager manager = NDManager.newBaseManager()) {
            // beta 0.5, z 0: good s = 2 ln 3 -> 1 - 3/4; bad s = 2 ln 3 -> 3/4. A pair, a good one alone, a bad one
            // alone.
            float s = (float) (2 * Math.log(3));
            PreferenceObjective.Pairs pairs = new PreferenceObjective.Pairs(
                    manager.create(new float[] {s, s, 0}),
                    manager.create(new float[] {s, 0, s}),
                    manager.create(new float[3]),
                    manager.create(new float[3]),
                    manager.create(new float[] {4, 4, 0}),
                    manager.create(new float[] {4, 0, 4}),
                    manager.create(0f),
                    null);
            float[] losses = new PreferenceObjective.Single(new KtoLoss(.5, 1, 1))
                    .perPair(pairs)
                    .toFloatArray();
            assertThat(losses).usingComparatorWithPrecision(1e-5f).containsExactly(.5f, .25f, .75f);
        }
    }

    private static PromptSplit labelled(boolean both) {
        return new PromptSplit(List.of(), List.of(), answers(DATA.training(), both), answers(DATA.heldOut(), both));
    }

    private static List<LabelledAnswer> answers(List<PreferencePair> pairs, boolean both) {
        return pairs.stream()
                .flatMap(pair -> Stream.of(
                        new LabelledAnswer(pair.prompt(), pair.chosen(), true, "good"),
                        new LabelledAnswer(pair.prompt(), pair.rejected(), false, "bad")))
                .filter(answer -> both || answer.good())
                .toList();
    }

    private PreferenceTuning.Outcome run(
            PreferenceTuningConfig config, PromptSplit data, List<Map<String, Double>> steps) {
        return run(config, data, place(), (step, all, metrics) -> steps.add(metrics))
                .outcome();
    }

    @Test
    void sameSeedGivesTheSameWeightsAndAnotherSeedOthers() {
        PreferenceTuningConfig config = config("sigmoid", Tuning.lora(2), 1, 4096);
        assertThat(weights(config, place(), new ArrayList<>()))
                .containsExactlyElementsOf(weights(config, place(), new ArrayList<>()));
        assertThat(weights(config, place(), new ArrayList<>()).getFirst())
                .isNotEqualTo(weights(with(config, "seed", "8"), place(), new ArrayList<>())
                        .getFirst());
    }

    /** A batch in one pass, or pair by pair with other padding: 50 steps within 1e-5, and no drift to one side. */
    @Test
    void theCutIntoPassesDoesNotMatter() {
        for (String loss : List.of("sigmoid", "kto", "orpo")) {
            List<Map<String, Double>> whole = new ArrayList<>();
            List<Map<String, Double>> cut = new ArrayList<>();
            train(config(loss, Tuning.full(), 9, 4096), whole);
            train(config(loss, Tuning.full(), 9, 1), cut);
            double mean = 0;
            for (int step = 0; step < 50; step++) {
                double difference =
                        of(whole.get(step), PreferenceMetric.LOSS) - of(cut.get(step), PreferenceMetric.LOSS);
                assertThat(difference).as(loss + " step " + step).isCloseTo(0, within(1e-5));
                mean += difference / 50;
            }
            assertThat(mean).isCloseTo(0, within(2e-6));
        }
    }

    @Test
    void aRunThatWasStoppedGoesOnBitForBit() {
        for (String loss : List.of("sigmoid", "kto")) {
            for (Tuning tuning : List.of(Tuning.full(), Tuning.lora(2))) {
                PreferenceTuningConfig config = config(loss, tuning, 3, 64);
                List<Map<String, Double>> steps = new ArrayList<>();
                List<float[]> expected = weights(config, place(), steps);
                PreferenceTuning.Place place = place();
                assertThatThrownBy(() -> run(config, place, (step, all, metrics) -> {
                            if (step == 9) {
                                throw new IllegalStateException("stopped");
                            }
                        }))
                        .hasMessage("stopped");
                List<Map<String, Double>> resumed = new ArrayList<>();
                assertThat(weights(config, place, resumed)).containsExactlyElementsOf(expected);
                assertThat(losses(resumed)).isEqualTo(losses(steps.subList(8, 18)));
            }
        }
    }

    @Test
    void theReferenceIsComputedOnceAndATornLineAgain() throws IOException {
        PreferenceTuningConfig config = config("kto", Tuning.lora(2), 1, 64);
        PreferenceTuning.Place first = place();
        List<float[]> expected = weights(config, first, new ArrayList<>());
        List<String> lines = Files.readAllLines(first.reference());
        assertThat(lines).hasSize(64); // 32 pairs and 32 mismatched ones
        PreferenceTuning.Place second = place();
        String whole = Files.readString(first.reference());
        Files.createDirectories(second.reference().getParent());
        Files.writeString(second.reference(), whole.substring(0, whole.length() / 2));
        assertThat(weights(config, second, new ArrayList<>())).containsExactlyElementsOf(expected);
        assertThat(weights(
                        config, new PreferenceTuning.Place(place().folder(), 4, first.reference()), new ArrayList<>()))
                .containsExactlyElementsOf(expected);
        assertThat(Files.readAllLines(first.reference())).isEqualTo(lines);
    }

    @Test
    void refusesToResumeWithOtherSettingsOrData() {
        PreferenceTuning.Place place = place();
        weights(config("sigmoid", Tuning.lora(2), 1, 4096), place, new ArrayList<>());
        assertThatThrownBy(() -> run(config("hinge", Tuning.lora(2), 1, 4096), place, (step, all, metrics) -> {}))
                .isInstanceOfSatisfying(
                        AttuneException.class, e -> assertThat(e.code()).isEqualTo("resume-mismatch"))
                .hasMessageContaining("setting loss is \"hinge\" but was \"sigmoid\"");
    }

    @Test
    void saysWhichSettingLeavesNothingToLearn() {
        PreferenceTuningConfig config = with(config("sigmoid", Tuning.lora(2), 1, 4096), "maxTokens", "4");
        assertThatThrownBy(() -> run(config, place(), (step, all, metrics) -> {}))
                .isInstanceOfSatisfying(
                        AttuneException.class, e -> assertThat(e.code()).isEqualTo("nothing-to-learn"))
                .hasMessageContaining("maxTokens (4)");
    }

    @Test
    void countsPairsThatAreTooLong() {
        PreferenceTuningConfig config = with(config("sigmoid", Tuning.lora(2), 1, 4096), "maxTokens", "9");
        PreferenceTuning.Outcome outcome = train(config, new ArrayList<>());
        assertThat(outcome.leftOut()).isBetween(1, 31);
    }

    @Test
    void aDivergedRunNamesTheLearningRate() {
        PreferenceTuningConfig config =
                with(config("ipo", Tuning.full(), 4, 4096), "optimisation.learningRate", "1e30");
        assertThatThrownBy(() -> train(config, new ArrayList<>()))
                .isInstanceOfSatisfying(
                        AttuneException.class, e -> assertThat(e.code()).isEqualTo("not-finite"))
                .hasMessageContaining("optimisation.learningRate");
    }

    private PreferenceTuning.Outcome train(PreferenceTuningConfig config, List<Map<String, Double>> steps) {
        return run(config, place(), (step, all, metrics) -> steps.add(metrics)).outcome();
    }

    private List<float[]> weights(
            PreferenceTuningConfig config, PreferenceTuning.Place place, List<Map<String, Double>> steps) {
        return run(config, place, (step, all, metrics) -> steps.add(metrics)).weights();
    }

    private record Run(PreferenceTuning.Outcome outcome, List<float[]> weights) {}

    private Run run(PreferenceTuningConfig config, PreferenceTuning.Place place, PreferenceTuning.Progress progress) {
        return run(config, DATA, place, progress);
    }

    private Run run(
            PreferenceTuningConfig config,
            PromptSplit data,
            PreferenceTuning.Place place,
            PreferenceTuning.Progress progress) {
        try (LanguageModel model = TinyModels.random(directory.resolve("tokenizer"), 3)) {
            PreferenceTuning.Outcome outcome = new PreferenceTuning(
                            model, new PreferenceTuning.Start("tiny", Optional.empty()), config)
                    .train(data, place, progress, () -> false);
            return new Run(
                    outcome,
                    outcome.tuning().parameters().stream()
                            .map(Parameter::value)
                            .map(value -> value.toFloatArray())
                            .toList());
        }
    }

    private PreferenceTuning.Place place() {
        Path root = directory.resolve("run" + runs++);
        return new PreferenceTuning.Place(
                new RunFolder<>(root, PreferenceTuningState.class), 4, root.resolve("reference.txt"));
    }

    private static PreferenceTuningConfig config(String loss, Tuning tuning, int epochs, int passTokens) {
        PreferenceTuningConfig defaults = PreferenceTuningConfig.defaults(Choice.of(PreferenceLoss.class, loss));
        Optimisation optimisation =
                new Optimisation(new AdamSettings(3e-3, 0.9, 0.99, 1e-8, 0.01), 0.1, Optimisation.Schedule.COSINE, 1.0);
        return Configurations.with(
                defaults,
                Json.MAPPER
                        .createObjectNode()
                        .put("epochs", epochs)
                        .put("batchPairs", 4)
                        .put("passTokens", passTokens)
                        .put("seed", 5)
                        .put("labelNoise", List.of("conservative", "robust").contains(loss) ? 0.1 : 0)
                        .<ObjectNode>set("tuning", Json.MAPPER.valueToTree(tuning))
                        .set("optimisation", Json.MAPPER.valueToTree(optimisation)));
    }

    private static PreferenceTuningConfig with(PreferenceTuningConfig config, String setting, String value) {
        return SettingOptions.read(config, null, Map.of(setting, value));
    }

    private static double of(Map<String, Double> metrics, PreferenceMetric metric) {
        return Objects.requireNonNull(metrics.get(metric.title()), metric.title());
    }

    private static List<Double> losses(List<Map<String, Double>> steps) {
        return steps.stream().map(step -> of(step, PreferenceMetric.LOSS)).toList();
    }

    private static List<PreferencePair> pairs(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> {
                    String prompt = "w%d w%d".formatted(10 + i % 7, 10 + i % 11) + " w9".repeat(i % 4);
                    String good = "w5 w%d".formatted(10 + i % 5) + " w5".repeat(i % 3);
                    String bad = "w6 w%d".formatted(10 + i % 3) + " w7".repeat(i % 2);
                    return new PreferencePair(
                            List.of(new Message("user", prompt)), good, bad, 1, 0, i % 3 == 0 ? 2 : 1);
                })
                .toList();
    }
}
