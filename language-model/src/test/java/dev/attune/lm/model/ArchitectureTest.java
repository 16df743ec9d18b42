package dev.attune.lm.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.KvCache;
import dev.attune.lm.loss.CausalLoss;
import dev.attune.lm.loss.LogProbabilities;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.train.Checkpointing;
import dev.attune.lm.train.TrainingPass;
import dev.attune.lm.weight.Parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** Every architecture against transformers, on small random models. */
class ArchitectureTest {
    private static final double TOLERANCE = 1e-4;

    @SuppressWarnings("UnusedVariable") // JUnit reads it
    private static final List<String> NAMES = Fixture.NAMES;

    @ParameterizedTest
    @FieldSource("NAMES")
    void eachSequenceAloneHasTheReferencesLogits(String name) {
        Fixture fixture = Fixture.of(name);
        try (LanguageModel model = fixture.model();
                NDManager step = model.newStep();
                var recording = Autograd.off()) {
            List<int[]> sequences = fixture.sequences();
            for (int row = 0; row < sequences.size(); row++) {
                TokenBatch batch = TokenBatch.of(step, List.of(sequences.get(row)), Padding.RIGHT);
                Reference.assertClose(logits(model, batch).toFloatArray(), fixture.tensor("logits." + row), TOLERANCE);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void aPaddedBatchHasTheReferencesLogits(String name) {
        Fixture fixture = Fixture.of(name);
        try (LanguageModel model = fixture.model();
                NDManager step = model.newStep();
                var recording = Autograd.off()) {
            for (Padding padding : Padding.values()) {
                TokenBatch batch = TokenBatch.of(step, fixture.sequences(), padding);
                NDArray logits = logits(model, batch);
                for (int row = 0; row < batch.size(); row++) {
                    float[] batched = fixture.tensor("batch.logits." + row);
                    float[] expected = batched.length > 0 ? batched : fixture.tensor("logits." + row);
                    Reference.assertClose(Reference.row(logits, batch, row), expected, TOLERANCE);
                }
            }
        }
    }

    /** On a failure, the first stage that is told here is where the difference begins. */
    @ParameterizedTest
    @FieldSource("NAMES")
    void everyStageOfThePassEqualsTheReferences(String name) {
        Fixture fixture = Fixture.of(name);
        List<String> different = new ArrayList<>();
        List<String> heard = new ArrayList<>();
        try (LanguageModel model = fixture.model();
                NDManager step = model.newStep();
                var recording = Autograd.off()) {
            int tapped = fixture.expected().get("tapped").asInt();
            TokenBatch batch = TokenBatch.of(step, List.of(fixture.sequences().get(tapped)), Padding.RIGHT);
            model.transformer().trace(batch, Adapter.NONE, (stage, layer, activation) -> {
                String place = stage + "." + layer;
                heard.add(place);
                double gap = largestGap(activation.toFloatArray(), fixture.tensor(place));
                if (!(gap <= TOLERANCE)) {
                    different.add(place + " by " + gap);
                }
            });
            assertThat(heard).hasSize(3 + 7 * model.config().layers()).doesNotHaveDuplicates();
        }
        assertThat(different).as("stages that differ, the first one first").isEmpty();
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void greedyContinuationsEqualTheReferences(String name) {
        Fixture fixture = Fixture.of(name);
        try (LanguageModel model = fixture.model()) {
            Generator generator = new Generator(model, Adapter.NONE);
            SamplingSettings greedy = new SamplingSettings(0, 0, 1, 0, 64, true);
            List<int[]> sequences = fixture.sequences();
            for (int row = 0; row < sequences.size(); row++) {
                GenerationRequest request = new GenerationRequest(sequences.get(row), 0);
                assertThat(generator
                                .generate(List.of(request), greedy)
                                .getFirst()
                                .tokens())
                        .as("sequence %d", row)
                        .isEqualTo(
                                Reference.ints(fixture.expected().get("greedy").get(row)));
            }
        }
    }

    /** Turns that depend on the length of the text look at the longest row, so that there neighbours matter. */
    @ParameterizedTest
    @FieldSource("NAMES")
    void neighboursDoNotChangeAContinuation(String name) {
        assumeFalse(name.equals("llama-dynamic"));
        Fixture fixture = Fixture.of(name);
        try (LanguageModel model = fixture.model()) {
            List<GenerationRequest> requests = fixture.sequences().stream()
                    .map(sequence -> new GenerationRequest(sequence, 0))
                    .toList();
            SamplingSettings greedy = new SamplingSettings(0, 0, 1, 0, 64, true);
            List<Generation> answers = new Generator(model, Adapter.NONE).generate(requests, greedy);
            for (int row = 0; row < answers.size(); row++) {
                assertThat(answers.get(row).tokens())
                        .isEqualTo(
                                Reference.ints(fixture.expected().get("greedy").get(row)));
            }
        }
    }

    /** Not where turns depend on the length of the text: there the cache keeps earlier turns, here and in transformers. */
    @ParameterizedTest
    @FieldSource("NAMES")
    void decodingWithTheCacheEqualsTheWholePass(String name) {
        Fixture fixture = Fixture.of(name);
        int[] whole = fixture.sequences().getLast();
        int known = name.equals("llama-dynamic") ? 32 : 5;
        try (LanguageModel model = fixture.model();
                NDManager step = model.newStep();
                var recording = Autograd.off();
                KvCache cache = model.transformer().newCache(step, 1, whole.length)) {
            int last = name.equals("llama-dynamic") ? known : whole.length;
            float[] expected = logits(model, TokenBatch.of(step, List.of(Arrays.copyOf(whole, last)), Padding.RIGHT))
                    .toFloatArray();
            List<int[]> prompt = List.of(Arrays.copyOf(whole, known / 2));
            model.transformer().hiddenStates(TokenBatch.of(step, prompt, Padding.RIGHT), Adapter.NONE, cache);
            int vocabulary = model.config().vocabularySize();
            for (int place = known / 2; place < last; place++) {
                TokenBatch next = TokenBatch.next(step, new int[] {whole[place]}, new int[] {place});
                NDArray logits =
                        model.transformer().logits(model.transformer().hiddenStates(next, Adapter.NONE, cache));
                Reference.assertClose(
                        logits.toFloatArray(),
                        Arrays.copyOfRange(expected, place * vocabulary, (place + 1) * vocabulary),
                        TOLERANCE);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void aSavedModelHasTheSameConfigurationAndLogits(String name, @TempDir Path directory) {
        Fixture fixture = Fixture.of(name);
        TransformerConfig original;
        try (LanguageModel model = fixture.model()) {
            original = model.config();
            model.save(directory);
            long weights = model.transformer().parameters().stream()
                    .mapToLong(Parameter::count)
                    .sum();
            assertThat(original.parameterCount()).isEqualTo(weights);
        }
        try (LanguageModel model = LanguageModel.load(directory, LoadOptions.float32());
                NDManager step = model.newStep();
                var recording = Autograd.off()) {
            assertThat(model.config()).isEqualTo(original);
            TokenBatch batch = TokenBatch.of(step, List.of(fixture.sequences().getFirst()), Padding.RIGHT);
            Reference.assertClose(logits(model, batch).toFloatArray(), fixture.tensor("logits.0"), TOLERANCE);
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyWeightLearns(String name) {
        Fixture fixture = Fixture.of(name);
        try (LanguageModel model = fixture.model();
                NDManager step = model.newStep();
                var recording = Autograd.on()) {
            Tunable.Tuning tuning = model.tune(Tunable.full(), 1);
            TokenBatch batch = TokenBatch.of(step, List.of(fixture.sequences().get(1)), Padding.RIGHT);
            NDArray logits = logits(model, batch);
            Autograd.backward(LogProbabilities.of(logits.squeeze(0), batch.ids().squeeze(0))
                    .sum());
            assertThat(tuning.parameters())
                    .allSatisfy(parameter -> assertThat(Autograd.gradient(parameter.value()))
                            .as(parameter.name())
                            .isNotNull());
        }
    }

    /** Rounding to 8 bits shifts logits by a few hundredths of their spread; a wrong computation shifts them by all of it. */
    @ParameterizedTest
    @FieldSource("NAMES")
    void bfloat16StaysNearTheReference(String name) {
        Fixture fixture = Fixture.of(name);
        try (LanguageModel model = LanguageModel.load(fixture.directory(), LoadOptions.bfloat16());
                NDManager step = model.newStep();
                var recording = Autograd.off()) {
            TokenBatch batch = TokenBatch.of(step, List.of(fixture.sequences().getLast()), Padding.RIGHT);
            float[] ours = logits(model, batch).toFloatArray();
            float[] exact = fixture.tensor("logits.3");
            assertThat(ours).hasSameSizeAs(exact);
            double squaredGap = 0;
            double squared = 0;
            for (int i = 0; i < exact.length; i++) {
                squaredGap += Math.pow(ours[i] - exact[i], 2);
                squared += Math.pow(exact[i], 2);
            }
            assertThat(Math.sqrt(squaredGap / squared)).isBetween(1e-5, 0.05);
            GenerationRequest request =
                    new GenerationRequest(fixture.sequences().getFirst(), 0);
            SamplingSettings greedy = new SamplingSettings(0, 0, 1, 0, 8, true);
            Generation answer = new Generator(model, Adapter.NONE)
                    .generate(List.of(request), greedy)
                    .getFirst();
            assertThat(answer.tokens()[0])
                    .isEqualTo(fixture.expected().get("greedy").get(0).get(0).asInt());
        }
    }

    /** The gradients that we write by hand against those that libtorch records. */
    @ParameterizedTest
    @FieldSource("NAMES")
    void aTrainingPassHasTheGradientsThatLibtorchRecords(String name) {
        Fixture fixture = Fixture.of(name);
        int[] tokens = fixture.sequences().get(1);
        int[] targets = Arrays.copyOfRange(tokens, 1, tokens.length);
        try (LanguageModel model = fixture.model()) {
            Tunable.Tuning tuning = model.tune(Tunable.full(), 1);
            List<float[]> gradients = new ArrayList<>();
            for (boolean recorded : new boolean[] {true, false}) {
                try (NDManager step = model.newStep()) {
                    AnswerBatch batch = AnswerBatch.of(step, List.of(Arrays.copyOf(tokens, 1)), List.of(targets));
                    if (recorded) {
                        recordedBackward(model, batch);
                    } else {
                        passBackward(model, batch, tuning.adapter());
                    }
                    for (Parameter parameter : tuning.parameters()) {
                        gradients.add(Objects.requireNonNull(Autograd.gradient(parameter.value()), parameter.name())
                                .toFloatArray());
                        Autograd.zeroGradient(parameter.value());
                    }
                }
            }
            int count = tuning.parameters().size();
            for (int i = 0; i < count; i++) {
                assertThat(largestGap(gradients.get(i), gradients.get(count + i)))
                        .as(tuning.parameters().get(i).name())
                        .isLessThan(TOLERANCE);
            }
        }
    }

    private static void recordedBackward(LanguageModel model, AnswerBatch batch) {
        try (var recording = Autograd.on()) {
            NDArray hidden = model.transformer().hiddenStates(batch.batch(), Adapter.NONE);
            NDArray logits = model.transformer().logits(batch.predictingStates(hidden));
            Autograd.backward(
                    LogProbabilities.of(logits, batch.targets()).mean().neg());
        }
    }

    private static void passBackward(LanguageModel model, AnswerBatch batch, Adapter adapter) {
        TrainingPass pass = model.transformer().trainingPass(batch.batch(), adapter, Checkpointing.OFF);
        try (var recording = Autograd.on()) {
            NDArray states = batch.predictingStates(pass.hiddenStates());
            CausalLoss.backward(
                    model.transformer(),
                    states,
                    batch.targets(),
                    1.0 / batch.targets().size());
        }
        pass.backward();
    }

    private static NDArray logits(LanguageModel model, TokenBatch batch) {
        return model.transformer().logits(model.transformer().hiddenStates(batch, Adapter.NONE));
    }

    private static double largestGap(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        return IntStream.range(0, actual.length)
                .mapToDouble(i -> Math.abs(actual[i] - expected[i]))
                .reduce(0, (a, b) -> Double.isNaN(b) ? Double.POSITIVE_INFINITY : Math.max(a, b));
    }
}
