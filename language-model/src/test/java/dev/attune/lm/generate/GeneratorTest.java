package dev.attune.lm.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.decode.Decoder;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.KvCache;
import dev.attune.lm.loss.LogProbabilities;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.model.Reference;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GeneratorTest {
    private static LanguageModel model;
    private static Generator generator;

    @BeforeAll
    static void load() {
        model = Reference.model();
        generator = new Generator(model, Adapter.NONE);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void greedyContinuationsEqualTheReference() {
        SamplingSettings settings = SamplingSettings.greedy(20).withMinimumNewTokens(20);
        List<Generation> answers = generator.generate(requests(Reference.sequences()), settings);
        for (int row = 0; row < answers.size(); row++) {
            assertThat(answers.get(row).tokens())
                    .isEqualTo(Reference.ints(Reference.json().get("greedy").get(row)));
            assertThat(answers.get(row).finish()).isEqualTo(FinishReason.LENGTH);
        }
    }

    /** Not only the tokens: each log-probability has the same bits, so that no rounding can tip a draw. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "BFLOAT16"})
    void aSeedGivesTheSameAnswerWhateverElseIsInTheBatch(Dtype dtype) {
        SamplingSettings settings = SamplingSettings.sampling(1, 24);
        List<GenerationRequest> all = new ArrayList<>();
        for (int seed = 0; seed < 21; seed++) {
            all.add(new GenerationRequest(Reference.sequences().get(seed % 4), seed));
        }
        try (LanguageModel loaded = LanguageModel.load(Reference.modelDirectory(), new LoadOptions(dtype))) {
            List<Generation> together = new Generator(loaded, Adapter.NONE).generate(all, settings);
            List<Generation> inSevens = new Generator(loaded, Adapter.NONE, 7).generate(all, settings);
            List<Generation> byOneThread = new Generator(loaded, Adapter.NONE, new GenerationOptions(64, 0, true, 1))
                    .generate(all.reversed(), settings)
                    .reversed();
            for (int i = 0; i < all.size(); i++) {
                Generation alone = new Generator(loaded, Adapter.NONE)
                        .generate(List.of(all.get(i)), settings)
                        .getFirst();
                assertEqual(together.get(i), alone);
                assertEqual(inSevens.get(i), alone);
                assertEqual(byOneThread.get(i), alone);
            }
            assertThat(together.get(0).tokens()).isNotEqualTo(together.get(4).tokens());
        }
    }

    private static void assertEqual(Generation actual, Generation expected) {
        assertThat(actual.tokens()).isEqualTo(expected.tokens());
        assertThat(actual.logProbabilities()).isEqualTo(expected.logProbabilities());
        assertThat(actual.samplingLogProbabilities()).isEqualTo(expected.samplingLogProbabilities());
        assertThat(actual.finish()).isEqualTo(expected.finish());
    }

    @Test
    void withoutPackedWeightsFloat32AnswersDoNotHangOnTheirNeighboursEither() {
        SamplingSettings settings = SamplingSettings.sampling(1, 24);
        GenerationOptions options = GenerationOptions.defaults().withPackedWeights(false);
        List<GenerationRequest> all = IntStream.range(0, 9)
                .mapToObj(seed -> new GenerationRequest(Reference.sequences().get(seed % 4), seed))
                .toList();
        List<Generation> together = new Generator(model, Adapter.NONE, options).generate(all, settings);
        for (int i = 0; i < all.size(); i++) {
            assertEqual(
                    together.get(i),
                    new Generator(model, Adapter.NONE, options)
                            .generate(List.of(all.get(i)), settings)
                            .getFirst());
        }
    }

    @Test
    void theFastDecoderGivesTheScoresOfTheBlocks() {
        compareWithBlocks(Adapter.NONE);
        try (TunedAdapter adapter =
                PeftDirectory.load(model.manager(), model.transformer(), Reference.adapterDirectory())) {
            compareWithBlocks(adapter);
        }
    }

    private static void compareWithBlocks(Adapter adapter) {
        List<int[]> prompts = Reference.sequences();
        try (NDManager step = model.newStep();
                var recording = Autograd.off();
                KvCache fast = model.transformer().newCache(step, 4, 32);
                KvCache plain = model.transformer().newCache(step, 4, 32);
                Decoder decoder = Decoder.open(model.transformer(), step, adapter, fast, true, false)) {
            TokenBatch batch = TokenBatch.of(step, prompts, Padding.RIGHT);
            model.transformer().hiddenStates(batch, adapter, fast);
            model.transformer().hiddenStates(batch, adapter, plain);
            for (int token = 5; token < 25; token++) {
                int[] places = IntStream.range(0, 4).map(plain::length).toArray();
                int[] tokens = {token, 2 * token, 3 * token, 4 * token};
                TokenBatch next = TokenBatch.next(step, tokens, places);
                NDArray expected =
                        model.transformer().logits(model.transformer().hiddenStates(next, adapter, plain));
                Reference.assertClose(decoder.logits(step, tokens).toFloatArray(), expected.toFloatArray(), 1e-4);
            }
        }
    }

    @Test
    void anAnswerStopsBeforeAStopStringThatSpansTokens() {
        GenerationRequest request = new GenerationRequest(Reference.sequences().get(1), 5);
        SamplingSettings settings = SamplingSettings.sampling(1, 40).withIgnoreEnd(true);
        Generation free = generator.generate(List.of(request), settings).getFirst();
        String text = free.text(model.tokenizer());
        String stop = text.substring(12, 19);
        Generation stopped = generator
                .generate(List.of(request), settings.withStopStrings(List.of("never there", stop)))
                .getFirst();
        assertThat(stopped.finish()).isEqualTo(FinishReason.STOP);
        assertThat(stopped.text(model.tokenizer())).isEqualTo(text.substring(0, text.indexOf(stop)));
        assertThat(stopped.tokens()).isEqualTo(Arrays.copyOf(free.tokens(), stopped.tokens().length));
        assertThat(model.tokenizer().decode(stopped.tokens())).contains(stop);
        assertThat(stopped.tokens().length).isLessThan(free.tokens().length);
    }

    @Test
    void cancelledAnswersEndWithWhatTheyHaveAndOthersGoOn() {
        Cancellation cancellation = new Cancellation();
        int[] heard = new int[9];
        SamplingSettings settings = SamplingSettings.sampling(1, 20).withIgnoreEnd(true);
        List<GenerationRequest> all = IntStream.range(0, 9)
                .mapToObj(seed -> new GenerationRequest(Reference.sequences().get(seed % 4), seed))
                .toList();
        List<Generation> answers = new Generator(model, Adapter.NONE, 6)
                .generate(
                        all,
                        settings,
                        (request, token) -> {
                            if (++heard[request] == 5 && request == 0) {
                                cancellation.cancel(0);
                                cancellation.cancel(7); // waits for a place
                            }
                        },
                        cancellation);
        for (int i = 0; i < all.size(); i++) {
            assertThat(answers.get(i).tokens()).hasSize(i == 0 ? 5 : i == 7 ? 0 : 20);
            assertThat(answers.get(i).finish())
                    .isEqualTo(i == 0 || i == 7 ? FinishReason.CANCELLED : FinishReason.LENGTH);
        }
        IntStream.range(0, all.size()).forEach(cancellation::cancel);
        assertThat(generator.generate(all, settings, TokenListener.NONE, cancellation))
                .allMatch(answer -> answer.finish() == FinishReason.CANCELLED && answer.tokens().length == 0);
    }

    @Test
    void whatAListenerThrowsEndsAllThreadsAndReachesTheCaller() {
        List<GenerationRequest> all = IntStream.range(0, 16)
                .mapToObj(seed -> new GenerationRequest(Reference.sequences().get(1), seed))
                .toList();
        assertThatThrownBy(() -> generator.generate(all, SamplingSettings.sampling(1, 100), (request, token) -> {
                    if (request == 13) {
                        throw new IllegalStateException("enough");
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
    }

    @Test
    void refusesWhatDoesNotFitIntoTheMemoryThatItMayHave() {
        Generator small =
                new Generator(model, Adapter.NONE, GenerationOptions.defaults().withMemoryBytes(10_000));
        assertThatThrownBy(() -> small.generate(requests(Reference.sequences()), SamplingSettings.greedy(100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one row of 112 positions")
                .hasMessageContaining("1 MB");
    }

    /** 64 positions of 2 layers, 2 heads, 16 numbers: 32 KB a row, and 6 KB for scores. */
    @Test
    void fewerRowsAtOnceWhereMemoryIsShort() {
        GenerationOptions options = GenerationOptions.defaults().withMemoryBytes(80_000);
        List<Generation> answers = new Generator(model, Adapter.NONE, options)
                .generate(requests(Reference.sequences()), SamplingSettings.greedy(20));
        assertThat(answers).hasSize(4);
        for (int row = 0; row < 4; row++) {
            assertThat(answers.get(row).tokens())
                    .startsWith(Arrays.copyOf(
                            Reference.ints(Reference.json().get("greedy").get(row)), 5));
        }
    }

    @Test
    void logProbabilitiesEqualThoseOfAWholePass() {
        List<Generation> answers = generator.generate(
                requests(Reference.sequences()),
                SamplingSettings.sampling(0.7, 16).withTopK(20));
        try (NDManager step = model.newStep();
                var recording = Autograd.off()) {
            AnswerBatch batch = AnswerBatch.of(
                    step,
                    Reference.sequences(),
                    answers.stream().map(Generation::tokens).toList());
            NDArray hidden = model.transformer().hiddenStates(batch.batch(), Adapter.NONE);
            float[] expected = LogProbabilities.of(
                            model.transformer().logits(batch.predictingStates(hidden)), batch.targets())
                    .toFloatArray();
            float[] actual = new float[expected.length];
            int n = 0;
            for (Generation answer : answers) {
                for (float logProbability : answer.logProbabilities()) {
                    actual[n++] = logProbability;
                }
            }
            Reference.assertClose(actual, expected, 1e-4);
        }
    }

    @Test
    void anAnswerEndsWithTheEndTokenOrAtItsLength() {
        int end = model.config().specialTokens().ends().getFirst();
        List<GenerationRequest> many = new ArrayList<>();
        for (int seed = 0; seed < 64; seed++) {
            many.add(new GenerationRequest(Reference.sequences().get(1), seed));
        }
        List<Generation> answers = generator.generate(many, SamplingSettings.sampling(3, 100));
        assertThat(answers).anyMatch(answer -> answer.finish() == FinishReason.END);
        for (Generation answer : answers) {
            assertThat(answer.textTokens()).doesNotContain(end);
            if (answer.finish() == FinishReason.END) {
                assertThat(answer.tokens()).endsWith(end);
            } else {
                assertThat(answer.tokens()).hasSize(100);
            }
        }
        assertThat(generator.generate(many, SamplingSettings.sampling(3, 40).withMinimumNewTokens(40)))
                .allMatch(answer -> answer.tokens().length == 40);
    }

    @Test
    void listenersHearEveryTokenInOrder() {
        List<List<Integer>> heard = List.of(new ArrayList<>(), new ArrayList<>());
        List<Generation> answers = generator.generate(
                requests(Reference.sequences().subList(0, 2)),
                SamplingSettings.sampling(1, 12),
                (request, token) -> heard.get(request).add(token));
        for (int i = 0; i < 2; i++) {
            assertThat(heard.get(i))
                    .containsExactlyElementsOf(boxed(answers.get(i).tokens()));
        }
    }

    @Test
    void refusesAPromptThatLeavesNoRoom() {
        GenerationRequest request = new GenerationRequest(new int[128], 1);
        assertThatThrownBy(() -> generator.generate(List.of(request), SamplingSettings.greedy(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("128 tokens");
    }

    private static List<GenerationRequest> requests(List<int[]> prompts) {
        return prompts.stream().map(prompt -> new GenerationRequest(prompt, 5)).toList();
    }

    private static List<Integer> boxed(int[] tokens) {
        return Arrays.stream(tokens).boxed().toList();
    }
}
