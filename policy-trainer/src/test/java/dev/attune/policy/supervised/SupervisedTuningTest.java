package dev.attune.policy.supervised;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.loss.LogProbabilities;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.weight.Parameter;
import dev.attune.policy.data.Demonstration;
import dev.attune.policy.testing.TestingModels;
import dev.attune.text.Omissions;

import static dev.attune.lm.torch.Operators.crossEntropy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SupervisedTuningTest {

    private static final List<Demonstration> DATA = IntStream.range(0, 24)
            .mapToObj(i -> Demonstration.of("What is it? " + i, i % 2 == 0 ? "It is even." : "It is odd, I say."))
            .toList();
    private static final List<Demonstration> HELD = List.of(Demonstration.of("What is it? 30", "It is even."));

    @TempDir
    Path directory;

    @Test
    void fullTuningLowersBothLosses() {
        try (LanguageModel model = TestingModels.random(directory, 1)) {
            List<TuningStep> steps = new ArrayList<>();
            SupervisedTuning.Outcome outcome =
                    new SupervisedTuning(model, config(Tuning.full(), 6), steps::add).train(DATA, HELD);
            assertThat(outcome.steps()).isEqualTo(36).isEqualTo(steps.size());
            assertThat(steps.getFirst().loss())
                    .isCloseTo(Math.log(model.config().vocabularySize()), within(0.3));
            assertThat(outcome.loss()).isLessThan(2.5);
            assertThat(steps.get(5).validationLoss()).isNotNull();
            assertThat(outcome.validationLoss())
                    .isNotNull()
                    .isLessThan(steps.get(5).validationLoss());
        }
    }

    @Test
    void loraLowersTheLossAndLeavesTheBaseAlone() {
        try (LanguageModel model = TestingModels.random(directory, 1)) {
            List<float[]> before = weights(model.transformer().parameters());
            List<TuningStep> steps = new ArrayList<>();
            SupervisedTuning.Outcome outcome =
                    new SupervisedTuning(model, config(Tuning.lora(4), 6), steps::add).train(DATA, HELD);
            assertThat(outcome.loss()).isLessThan(steps.getFirst().loss() - 0.1);
            assertThat(outcome.tuning().adapter()).isNotSameAs(Adapter.NONE);
            assertThat(weights(model.transformer().parameters())).containsExactlyElementsOf(before);
        }
    }

    @Test
    void sameSeedGivesTheSameWeights() {
        assertThat(trained(Tuning.full(), 2, Optional.empty()))
                .containsExactlyElementsOf(trained(Tuning.full(), 2, Optional.empty()));
        assertThat(trained(Tuning.lora(2), 1, Optional.empty()))
                .containsExactlyElementsOf(trained(Tuning.lora(2), 1, Optional.empty()));
    }

    @Test
    void resumedRunEqualsAnUninterruptedOne() {
        for (Tuning tuning : List.of(Tuning.full(), Tuning.lora(2))) {
            Path states = directory.resolve("states-" + tuning.method().text());
            List<Double> losses = new ArrayList<>();
            List<Double> resumed = new ArrayList<>();
            List<float[]> expected = trained(tuning, 3, Optional.empty(), step -> losses.add(step.loss()));
            assertThatThrownBy(() -> trained(tuning, 3, resumption(states, false), step -> {
                        if (step.step() == 9) {
                            throw new IllegalStateException("stopped");
                        }
                    }))
                    .hasMessage("stopped");
            List<float[]> weights = trained(tuning, 3, resumption(states, true), step -> resumed.add(step.loss()));
            assertThat(resumed).isEqualTo(losses.subList(8, 18));
            assertThat(weights).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void refusesToResumeWithOtherSettings() {
        Path states = directory.resolve("states");
        trained(Tuning.lora(2), 1, resumption(states, false));
        assertThatThrownBy(() -> trained(Tuning.lora(2), 2, resumption(states, true)))
                .isInstanceOfSatisfying(
                        AttuneException.class, e -> assertThat(e.code()).isEqualTo("resume-mismatch"));
    }

    @Test
    void lossLooksAtAnswerTokensOnly() {
        try (LanguageModel model = TestingModels.random(directory, 1);
                NDManager step = model.newStep();
                var recording = Autograd.off()) {
            List<EncodedDemonstration> rows = new DemonstrationEncoder(model, 64, true)
                    .encodeAll(DATA.subList(0, 4), new Omissions("demonstrations"));
            LearnedTokens tokens = LearnedTokens.of(step, rows);
            NDArray hidden = model.transformer().hiddenStates(tokens.batch(), Adapter.NONE);
            float loss = crossEntropy(model.transformer().logits(tokens.predictingStates(hidden)), tokens.targets())
                    .getFloat();

            double sum = 0;
            for (EncodedDemonstration row : rows) {
                sum += negativeLogProbability(model, row);
            }
            assertThat((double) loss).isCloseTo(sum / LearnedTokens.count(rows), within(1e-4));
        }
    }

    @Test
    void promptLabelsHaveNoGradient() {
        try (LanguageModel model = TestingModels.random(directory, 1)) {
            List<Parameter> parameters = model.transformer().parameters();
            parameters.forEach(Parameter::train);
            EncodedDemonstration row = new DemonstrationEncoder(model, 64, true).encode(DATA.getFirst());
            // The same input; the labels of the prompt's tokens are ignored (-100) in a loss over all positions.
            float[] expected = gradient(model, step -> {
                var batch = LearnedTokens.of(step, List.of(row)).batch();
                NDArray hidden = model.transformer().hiddenStates(batch, Adapter.NONE);
                long[] labels = new long[row.length()];
                for (int i = 0; i < labels.length; i++) {
                    labels[i] = row.learned().get(i + 1) ? row.tokens()[i + 1] : -100;
                }
                return crossEntropy(model.transformer().logits(hidden.squeeze(0)), step.create(labels));
            });
            float[] masked = gradient(model, step -> {
                LearnedTokens tokens = LearnedTokens.of(step, List.of(row));
                NDArray hidden = model.transformer().hiddenStates(tokens.batch(), Adapter.NONE);
                return crossEntropy(model.transformer().logits(tokens.predictingStates(hidden)), tokens.targets());
            });
            assertThat(masked).containsExactly(expected, within(1e-5f));
            assertThat(IntStream.range(0, masked.length)
                            .mapToDouble(i -> Math.abs(masked[i]))
                            .sum())
                    .isPositive();
        }
    }

    @Test
    void saysWhenNothingIsLeftToLearn() {
        try (LanguageModel model = TestingModels.random(directory, 1)) {
            var config = new SupervisedTuningConfig(
                    new SupervisedBatches(1, 4, 3, true),
                    null,
                    null,
                    new TrainingSettings(Tuning.full(), Optimisation.adamW(1e-3), ComputeType.FLOAT32, 1));
            assertThatThrownBy(() -> new SupervisedTuning(model, config, TuningStep.Sink.none()).train(DATA, HELD))
                    .isInstanceOfSatisfying(
                            AttuneException.class, e -> assertThat(e.code()).isEqualTo("nothing-to-learn"))
                    .hasMessageContaining("maxTokens (3)");
        }
    }

    private List<float[]> trained(Tuning tuning, int epochs, Optional<TuningFolder> resumption) {
        return trained(tuning, epochs, resumption, TuningStep.Sink.none());
    }

    private List<float[]> trained(Tuning tuning, int epochs, Optional<TuningFolder> resumption, TuningStep.Sink sink) {
        try (LanguageModel model = TestingModels.random(directory, 1)) {
            return weights(new SupervisedTuning(model, config(tuning, epochs), sink)
                    .train(DATA, List.of(), resumption)
                    .tuning()
                    .parameters());
        }
    }

    private static Optional<TuningFolder> resumption(Path states, boolean resume) {
        return Optional.of(new TuningFolder(states, 4, resume));
    }

    private static SupervisedTuningConfig config(Tuning tuning, int epochs) {
        Optimisation optimisation =
                new Optimisation(new AdamSettings(1e-2, 0.9, 0.99, 1e-8, 0.01), 0.1, Optimisation.Schedule.COSINE, 1.0);
        return new SupervisedTuningConfig(
                new SupervisedBatches(epochs, 4, 64, true),
                null,
                null,
                new TrainingSettings(tuning, optimisation, ComputeType.FLOAT32, 5));
    }

    private static List<float[]> weights(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> parameter.value().toFloatArray())
                .toList();
    }

    /** Worked out row by row over all positions, without padding. */
    private static double negativeLogProbability(LanguageModel model, EncodedDemonstration row) {
        try (NDManager step = model.newStep()) {
            NDArray hidden = model.transformer()
                    .hiddenStates(LearnedTokens.of(step, List.of(row)).batch(), Adapter.NONE)
                    .squeeze(0); // (T, H)
            long[] next = new long[row.length()];
            for (int i = 0; i + 1 < next.length; i++) {
                next[i] = row.tokens()[i + 1];
            }
            float[] logProbs = LogProbabilities.of(model.transformer().logits(hidden), step.create(next))
                    .toFloatArray();
            return row.learned().stream().mapToDouble(i -> -logProbs[i - 1]).sum();
        }
    }

    private interface Loss {
        NDArray in(NDManager step);
    }

    /** The gradient of the embedding, which every token's loss reaches. */
    private static float[] gradient(LanguageModel model, Loss loss) {
        NDArray embedding = model.transformer().parameters().getFirst().value();
        Autograd.zeroGradient(embedding);
        try (NDManager step = model.newStep();
                var recording = Autograd.on()) {
            Autograd.backward(loss.in(step));
        }
        try (NDArray gradient = java.util.Objects.requireNonNull(Autograd.gradient(embedding))) {
            return gradient.toFloatArray();
        }
    }
}
