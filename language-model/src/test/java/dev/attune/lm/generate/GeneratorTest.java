package dev.attune.lm.generate;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.attune.lm.Adapter;
import dev.attune.lm.AnswerBatch;
import dev.attune.lm.LanguageModel;
import dev.attune.lm.LogProbabilities;
import dev.attune.lm.Reference;
import dev.attune.lm.torch.Autograd;

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

    @Test
    void aSeedGivesTheSameAnswerWhateverElseIsInTheBatch() {
        SamplingSettings settings = SamplingSettings.sampling(1, 24);
        List<GenerationRequest> all = new ArrayList<>();
        for (int seed = 0; seed < 12; seed++) {
            all.add(new GenerationRequest(Reference.sequences().get(seed % 4), seed));
        }
        List<Generation> together = generator.generate(all, settings);
        List<Generation> inThrees = new Generator(model, Adapter.NONE, 3).generate(all, settings);
        for (int i = 0; i < all.size(); i++) {
            Generation alone = generator.generate(List.of(all.get(i)), settings).getFirst();
            assertThat(together.get(i).tokens()).isEqualTo(alone.tokens());
            assertThat(inThrees.get(i).tokens()).isEqualTo(alone.tokens());
        }
        assertThat(together.get(0).tokens()).isNotEqualTo(together.get(4).tokens());
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
        return java.util.Arrays.stream(tokens).boxed().toList();
    }
}
