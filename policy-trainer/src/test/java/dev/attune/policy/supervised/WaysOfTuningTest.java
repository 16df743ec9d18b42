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
import dev.attune.lm.adapt.PromptAdapter;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.weight.Parameter;
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

    /** Two tasks whose demonstrations contradict each other: only prompts of their own can tell them apart. */
    @Test
    void tasksByTheirNamesEachLearnTheirOwn() throws JsonProcessingException {
        List<Demonstration> both = IntStream.range(0, 24)
                .mapToObj(i -> new Demonstration(
                        Demonstration.of("Say it." + i / 8, i % 2 == 0 ? "Yes." : "No.")
                                .conversation(),
                        "line " + (i + 1),
                        i % 2 == 0 ? "yea" : "nay"))
                .toList();
        String longer = "{\"epochs\": 30, \"tuning\": {\"virtualTokens\": 4}}";
        try (LanguageModel model = TestingModels.random(directory, 1)) {
            SupervisedTuning.Outcome outcome = new SupervisedTuning(
                            model, config(Tuning.Method.MULTITASK_PROMPT, longer), step -> {})
                    .train(both, List.of());
            PromptAdapter adapter = (PromptAdapter) outcome.tuning().adapter();
            PeftDirectory.save(adapter, model.transformer(), directory.resolve("saved"), "base");
            try (PromptAdapter again = (PromptAdapter)
                    PeftDirectory.load(model.manager(), model.transformer(), directory.resolve("saved"))) {
                int nay = 0; // names are sorted
                int yea = 1;
                assertThat(loss(model, again, both.get(0), yea)).isLessThan(loss(model, again, both.get(0), nay));
                assertThat(loss(model, again, both.get(1), nay)).isLessThan(loss(model, again, both.get(1), yea));
                assertThat(loss(model, again, both.get(1), nay)).isEqualTo(loss(model, adapter, both.get(1), nay));
                assertThat(again.withTask("yea").source())
                        .isInstanceOfSatisfying(
                                PromptAdapter.Vectors.Multitask.class,
                                chosen -> assertThat(chosen.tasks()).containsExactly(yea));
                assertThatThrownBy(() -> again.withTask("perhaps"))
                        .hasMessage("The adapter's tasks are nay, yea; 'perhaps' is none of them.");
            }
            assertThatThrownBy(() -> new SupervisedTuning(
                                    model,
                                    config(
                                            Tuning.Method.MULTITASK_PROMPT,
                                            "{\"tuning\": {\"taskNames\": [\"yea\", \"other\"]}}"),
                                    step -> {})
                            .train(both, List.of()))
                    .hasMessageContaining(
                            "The demonstration in line 2 names the task 'nay', but the prompt's tasks are yea, other");
        }
    }

    private static double loss(LanguageModel model, Adapter adapter, Demonstration demonstration, int task) {
        EncodedDemonstration encoded =
                new DemonstrationEncoder(model, 64, true).encode(demonstration).ofTask(task);
        return new SupervisedPass(model, adapter, SupervisedTuningConfig.defaults()).evaluate(List.of(encoded));
    }

    /** What settings say besides the rank reaches the adapter and its folder. */
    @Test
    void settingsOfLowRankTuningTrain() throws JsonProcessingException {
        try (LanguageModel model = TestingModels.random(directory, 1)) {
            String more = "{\"tuning\": {\"rank\": 4, \"targets\": [\"q_proj\", \"embed_tokens\"], \"rankPattern\":"
                    + " {\"layers.0.self_attn.q_proj\": 2}, \"savedModules\": [\"up_proj\"]}}";
            List<TuningStep> steps = new ArrayList<>();
            SupervisedTuning.Outcome outcome =
                    new SupervisedTuning(model, config(Tuning.Method.LORA, more), steps::add).train(DATA, List.of());
            assertThat(outcome.loss()).isLessThan(steps.getFirst().loss());
            assertThat(outcome.tuning().parameters().stream().map(Parameter::name))
                    .contains("model.embed_tokens.lora_embedding_A", "model.layers.0.mlp.up_proj.weight");
            SupervisedTuningConfig none =
                    config(Tuning.Method.LORA, "{\"tuning\": {\"savedModules\": [\"no_such_layer\"]}}");
            assertThatThrownBy(() -> new SupervisedTuning(model, none, steps::add).train(DATA, List.of()))
                    .isInstanceOf(AttuneException.class)
                    .hasMessageContaining("No module of the model is named like 'no_such_layer'");
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
