package dev.attune.lm.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.classify.MixedScorer.Row;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.peft.GoldenModel;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.rows.ResidentAdapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Rows with adapters of their own against each read alone, whose likelihoods the laboratory holds against transformers'. */
class MixedScorerTest {

    private static final List<String> KINDS = List.of("lora", "prompt", "prefix", "ia3", "dora", "lora-head", "loha");
    private static final List<int[]> WORDS = List.of(new int[] {12}, new int[] {12, 30, 7}, new int[] {44, 3});
    private static final List<int[]> TEXTS =
            List.of(new int[] {3, 17, 5, 42, 9, 21}, new int[] {5, 42}, new int[] {8, 1, 60, 33});

    private final LanguageModel model = GoldenModel.load();

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void eachRowIsReadAsByItsAdapterAlone() {
        List<Row> rows = new ArrayList<>();
        List<double[]> alone = new ArrayList<>();
        for (String kind : KINDS) {
            ResidentAdapter resident = ResidentAdapter.of(model.manager(), model.transformer(), load(kind));
            for (int[] text : TEXTS) {
                rows.add(new Row(prompt(text), resident));
                try (TunedAdapter tuned = load(kind)) {
                    alone.add(new TrieScorer(model, tuned).score(List.of(prompt(text)))[0]);
                }
            }
        }
        rows.add(new Row(prompt(TEXTS.getFirst()), ResidentAdapter.BASE));
        alone.add(new TrieScorer(model, Adapter.NONE).score(List.of(prompt(TEXTS.getFirst())))[0]);
        rows.add(new Row(prompt(new int[] {7}), ResidentAdapter.BASE));
        alone.add(new TrieScorer(model, Adapter.NONE).score(List.of(prompt(new int[] {7})))[0]);

        double[][] together = new MixedScorer(model).score(rows);
        for (int row = 0; row < together.length; row++) {
            for (int word = 0; word < WORDS.size(); word++) {
                assertThat(together[row][word])
                        .as("row %d, word %d", row, word)
                        .isCloseTo(alone.get(row)[word], within(1e-4));
            }
        }
        assertThat(together[0]).as("another adapter says something else").isNotEqualTo(together[3]);
    }

    @Test
    void promptsOfTheBaseAloneAreReadTogether() {
        List<Row> rows = TEXTS.stream()
                .map(text -> new Row(prompt(text), ResidentAdapter.BASE))
                .toList();
        double[][] together = new MixedScorer(model).score(rows);
        for (int i = 0; i < together.length; i++) {
            assertThat(together[i])
                    .containsExactly(
                            new TrieScorer(model, Adapter.NONE).score(List.of(prompt(TEXTS.get(i))))[0], within(1e-5));
        }
    }

    private static Prompt prompt(int[] text) {
        return new Prompt(text, new LabelTrie(WORDS, OptionalInt.of(2)), "a text");
    }

    private TunedAdapter load(String kind) {
        return PeftDirectory.load(model.manager(), model.transformer(), GoldenModel.folder(kind));
    }
}
