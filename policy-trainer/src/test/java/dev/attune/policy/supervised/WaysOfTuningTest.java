package dev.attune.policy.supervised;

import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.torch.Tensors;
import dev.attune.policy.data.Demonstration;
import dev.attune.policy.testing.TestingModels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Every way of tuning in the supervised recipe. */
class WaysOfTuningTest {

    private static final List<Demonstration> DATA = IntStream.range(0, 16)
            .mapToObj(i -> Demonstration.of("What is it? " + i, i % 2 == 0 ? "It is even." : "It is odd, I say."))
            .toList();

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FULL")
    void everyWayLowersTheLossAndLeavesTheBaseAlone(Tuning.Method method) throws JsonProcessingException {
        try (LanguageModel model = TestingModels.random(directory, 1)) {
            List<byte[]> before = weights(model);
            List<TuningStep> steps = new ArrayList<>();
            SupervisedTuning.Outcome outcome =
                    new SupervisedTuning(model, config(method, "{}"), steps::add).train(DATA, List.of());
            assertThat(outcome.loss()).isLessThan(steps.getFirst().loss());
            assertThat(weights(model)).containsExactlyElementsOf(before);
            TunedAdapter adapter = (TunedAdapter) outcome.tuning().adapter();
            PeftDirectory.save(adapter, model.transformer(), directory.resolve("saved"), "base");
            try (TunedAdapter again =
                    PeftDirectory.load(model.manager(), model.transformer(), directory.resolve("saved"))) {
                assertThat(again.parameters()).hasSameSizeAs(adapter.parameters());
            }
        }
    }

    /** Of each kind of state one: a table, networks, copies. */
    @ParameterizedTest
    @EnumSource(names = {"SOFT_PROMPT", "P_TUNING", "PREFIX", "DORA", "LAST_LAYERS"})
    void aRunThatDiedGoesOnToTheSameWeights(Tuning.Method method) throws JsonProcessingException {
        assertThat(trained(method, "whole", 100)).isEqualTo(trained(method, "died", 5));
    }

    /** The trained numbers of a run that dies after {@code dies} steps and is taken up again. */
    private List<Float> trained(Tuning.Method method, String name, int dies) throws JsonProcessingException {
        SupervisedTuningConfig config = config(method, "{\"tuning\": {\"hiddenSize\": 8}}");
        Path folder = directory.resolve(name);
        try (LanguageModel model = TestingModels.random(directory, 1)) {
            new SupervisedTuning(model, config, step -> {
                        if (step.step() == dies) {
                            throw new IllegalStateException("killed");
                        }
                    })
                    .train(DATA, List.of(), Optional.of(new TuningFolder(folder, 2, false)));
        } catch (IllegalStateException killed) {
            assertThat(killed).hasMessage("killed");
        }
        try (LanguageModel model = TestingModels.random(directory, 1)) {
            return new SupervisedTuning(model, config, step -> {})
                            .train(DATA, List.of(), Optional.of(new TuningFolder(folder, 2, true)))
                            .tuning()
                            .parameters()
                            .stream()
                            .flatMap(
                                    parameter -> Arrays.stream(parameter.value().toArray()))
                            .map(Number::floatValue)
                            .toList();
        }
    }

    @Test
    void whatDoesNotFitTheContextIsRefusedBeforeAnythingTrains() throws JsonProcessingException {
        try (LanguageModel model = TestingModels.random(directory, 1)) {
            int context = model.config().maximumPositions();
            List<TuningStep> steps = new ArrayList<>();
            SupervisedTuningConfig most =
                    config(Tuning.Method.SOFT_PROMPT, "{\"tuning\": {\"virtualTokens\": " + (context - 3) + "}}");
            assertThatThrownBy(() -> new SupervisedTuning(model, most, steps::add).train(DATA, List.of()))
                    .isInstanceOf(AttuneException.class)
                    .hasMessageContaining("do not fit the model's context of " + context);
            SupervisedTuningConfig more =
                    config(Tuning.Method.PREFIX, "{\"tuning\": {\"virtualTokens\": " + context + "}}");
            assertThatThrownBy(() -> new SupervisedTuning(model, more, steps::add).train(DATA, List.of()))
                    .isInstanceOf(AttuneException.class);
            SupervisedTuningConfig layers = config(Tuning.Method.LAST_LAYERS, "{\"tuning\": {\"layers\": 99}}");
            assertThatThrownBy(() -> new SupervisedTuning(model, layers, steps::add).train(DATA, List.of()))
                    .isInstanceOf(AttuneException.class)
                    .hasMessageContaining("The last 99 layers cannot train: the model has");
            assertThat(steps).isEmpty();
        }
    }

    private static List<byte[]> weights(LanguageModel model) {
        return model.transformer().parameters().stream()
                .map(weight -> Tensors.bytes(weight.value()).toArray(ValueLayout.JAVA_BYTE))
                .toList();
    }

    private static SupervisedTuningConfig config(Tuning.Method method, String overrides)
            throws JsonProcessingException {
        SupervisedTuningConfig fast = Configurations.with(
                SupervisedTuningConfig.defaults(),
                Json.MAPPER.readTree("{\"epochs\": 3, \"batchSequences\": 4, \"optimisation\": {\"learningRate\": 0.02,"
                        + " \"schedule\": \"constant\"}, \"tuning\": {\"method\": \"" + method.text() + "\"}}"));
        return Configurations.with(fast, Json.MAPPER.readTree(overrides));
    }
}
