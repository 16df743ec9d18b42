package dev.attune.policy.supervised;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.settings.AdamSettings;
import dev.attune.contracts.settings.ComputeType;
import dev.attune.contracts.settings.Optimisation;
import dev.attune.contracts.settings.TrainingSettings;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.supervised.SupervisedBatches;
import dev.attune.contracts.settings.supervised.SupervisedPasses;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.data.Demonstration;
import dev.attune.policy.testing.TestingModels;

import static org.assertj.core.api.Assertions.assertThat;

/** The layout of a step is no part of the mathematics: fifty steps go the same way, and differ by rounding only. */
class SupervisedLayoutsTest {

    private static final int STEPS = 50;
    private static final int BATCH = 4;
    private static final List<Demonstration> DATA = IntStream.range(0, STEPS * BATCH)
            .mapToObj(i -> Demonstration.of("What is " + i + "?", i % 3 == 0 ? "It." : "It is it. ".repeat(i % 4 + 1)))
            .toList();

    @TempDir
    Path directory;

    @Test
    void packedPaddedAndCutStepsGiveOneTrajectory() {
        List<Double> alone = losses(new SupervisedPasses(false, 1));
        assertThat(alone).hasSize(STEPS);
        assertThat(alone.getLast()).isLessThan(alone.getFirst() - 1);
        requireSame(alone, losses(new SupervisedPasses(false, 0)));
        requireSame(alone, losses(new SupervisedPasses(false, 150)));
        requireSame(alone, losses(new SupervisedPasses(true, 0)));
        requireSame(alone, losses(new SupervisedPasses(true, 150)));
    }

    private static void requireSame(List<Double> expected, List<Double> actual) {
        double sum = 0;
        for (int step = 0; step < STEPS; step++) {
            double residual = actual.get(step) - expected.get(step);
            assertThat(Math.abs(residual)).as("step %d", step).isLessThan(1e-5);
            sum += residual;
        }
        assertThat(Math.abs(sum / STEPS)).isLessThan(1e-6);
    }

    private List<Double> losses(SupervisedPasses passes) {
        Optimisation optimisation =
                new Optimisation(new AdamSettings(3e-3, 0.9, 0.99, 1e-8, 0.01), 0.1, Optimisation.Schedule.COSINE, 1.0);
        SupervisedTuningConfig config = new SupervisedTuningConfig(
                new SupervisedBatches(1, BATCH, 64, true),
                passes,
                null,
                new TrainingSettings(Tuning.full(), optimisation, ComputeType.FLOAT32, 5));
        List<Double> losses = new ArrayList<>();
        try (LanguageModel model = TestingModels.random(directory, 1)) {
            new SupervisedTuning(model, config, step -> losses.add(step.loss())).train(DATA, List.of());
        }
        return losses;
    }
}
