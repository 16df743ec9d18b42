package dev.attune.policy.supervised;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.settings.AdamSettings;
import dev.attune.contracts.settings.ComputeType;
import dev.attune.contracts.settings.Optimisation;
import dev.attune.contracts.settings.TrainingSettings;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.supervised.SupervisedBatches;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;
import dev.attune.contracts.settings.supervised.SupervisedValidation;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.data.Demonstration;
import dev.attune.policy.testing.TestingModels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EarlyStopTest {

    private static final List<Demonstration> DATA = IntStream.range(0, 8)
            .mapToObj(i -> Demonstration.of("What is it? " + i, "It is."))
            .toList();
    /** What no training teaches: the more of it, the less likely these become. */
    private static final List<Demonstration> OTHERS = List.of(Demonstration.of("What is it? 0", "zzzz qqqq xxxx"));

    @TempDir
    Path directory;

    @Test
    void stopsWhenPatienceIsOverAndGivesTheBestWeights() {
        List<TuningStep> steps = new ArrayList<>();
        try (LanguageModel model = TestingModels.random(directory, 1)) {
            SupervisedTuning.Outcome outcome =
                    new SupervisedTuning(model, config(2), steps::add).train(DATA, OTHERS, folder("stopped", false));
            List<Double> losses = steps.stream().map(TuningStep::validationLoss).toList();
            double lowest = losses.stream().mapToDouble(loss -> loss).min().orElseThrow();
            assertThat(outcome.steps()).isEqualTo(steps.size()).isLessThan(30);
            assertThat(losses.size() - 1 - losses.indexOf(lowest)).isEqualTo(2);
            assertThat(outcome.validationLoss()).isEqualTo(lowest);
            assertThat(validationLoss(model)).isEqualTo(lowest);
        }
    }

    @Test
    void aRunThatWasKilledWhilePatientStopsAtTheSameWeights() {
        float[] expected;
        int last;
        try (LanguageModel model = TestingModels.random(directory, 1)) {
            SupervisedTuning.Outcome outcome = new SupervisedTuning(model, config(2), TuningStep.Sink.none())
                    .train(DATA, OTHERS, folder("whole", false));
            expected = weights(outcome);
            last = outcome.steps();
        }
        try (LanguageModel model = TestingModels.random(directory, 1)) {
            TuningStep.Sink killer = step -> {
                if (step.step() == last - 1) {
                    throw new IllegalStateException("killed");
                }
            };
            assertThatThrownBy(() ->
                            new SupervisedTuning(model, config(2), killer).train(DATA, OTHERS, folder("killed", false)))
                    .hasMessage("killed");
        }
        try (LanguageModel model = TestingModels.random(directory, 1)) {
            SupervisedTuning.Outcome outcome = new SupervisedTuning(model, config(2), TuningStep.Sink.none())
                    .train(DATA, OTHERS, folder("killed", true));
            assertThat(outcome.steps()).isEqualTo(last);
            assertThat(weights(outcome)).containsExactly(expected);
        }
    }

    @Test
    void refusesPatienceWithoutAValidationLoss() {
        try (LanguageModel model = TestingModels.random(directory, 1)) {
            SupervisedTuning recipe = new SupervisedTuning(model, config(2), TuningStep.Sink.none());
            assertThatThrownBy(() -> recipe.train(DATA, List.of(), folder("none", false)))
                    .isInstanceOf(AttuneException.class)
                    .hasMessageContaining("Setting validation.patience is 2, but there is no validation loss");
        }
    }

    @Test
    void noPromptIsOnBothSides() {
        List<Demonstration> twice = IntStream.range(0, 400)
                .mapToObj(i -> Demonstration.of("Question " + i % 200, "Answer " + i))
                .toList();
        DemonstrationSplit split = DemonstrationSplit.of(twice, 0.25, 7);
        List<String> held = prompts(split.heldOut());
        assertThat(prompts(split.training())).doesNotContainAnyElementsOf(held).hasSize(400 - held.size());
        assertThat(held.size()).isBetween(60, 140);
        assertThat(DemonstrationSplit.of(twice, 0.25, 7)).isEqualTo(split);
        assertThat(DemonstrationSplit.of(twice, 0.25, 8)).isNotEqualTo(split);
        assertThat(DemonstrationSplit.of(twice, 0, 7).heldOut()).isEmpty();
    }

    private static List<String> prompts(List<Demonstration> demonstrations) {
        return demonstrations.stream()
                .map(demonstration -> demonstration.conversation().getFirst().content())
                .toList();
    }

    /** A second opinion: what a run that does not learn says of the weights. */
    private static double validationLoss(LanguageModel model) {
        Optimisation still =
                new Optimisation(new AdamSettings(1e-30, 0.9, 0.99, 1e-8, 0), 0, Optimisation.Schedule.CONSTANT, 1.0);
        SupervisedTuningConfig config = new SupervisedTuningConfig(
                new SupervisedBatches(1, 8, 64, true),
                null,
                null,
                new TrainingSettings(Tuning.full(), still, ComputeType.FLOAT32, 1));
        Double loss = new SupervisedTuning(model, config, TuningStep.Sink.none())
                .train(DATA, OTHERS)
                .validationLoss();
        return Objects.requireNonNull(loss, "validation loss");
    }

    private Optional<TuningFolder> folder(String name, boolean resume) {
        return Optional.of(new TuningFolder(directory.resolve(name), 100, resume));
    }

    private static SupervisedTuningConfig config(int patience) {
        Optimisation optimisation =
                new Optimisation(new AdamSettings(1e-2, 0.9, 0.99, 1e-8, 0.01), 0, Optimisation.Schedule.CONSTANT, 1.0);
        SupervisedValidation validation = new SupervisedValidation(0, 1, patience);
        return new SupervisedTuningConfig(
                new SupervisedBatches(30, 8, 64, true),
                null,
                validation,
                new TrainingSettings(Tuning.full(), optimisation, ComputeType.FLOAT32, 5));
    }

    private static float[] weights(SupervisedTuning.Outcome outcome) {
        return outcome.tuning().parameters().getFirst().value().toFloatArray();
    }
}
