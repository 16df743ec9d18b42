package dev.attune.lab.reliability;

import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.attune.contracts.json.Choice;

import static org.assertj.core.api.Assertions.assertThat;

class ParaphraseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "contraction|It is a film that I do not like.|It's a film that I don't like.",
                "contraction|It's over, isn't it?|It is over, is not it?",
                "contraction|Nothing here.|",
                "case|A Big day|a big day",
                "case|a big day|A big day",
                "synonym|A boring film about children and movies.|A dull movie about children and movies.",
                "synonym|Quick! It is a filmstrip.|Fast! It is a filmstrip.",
                "typo|it was so bad|",
            })
    void rulesChangeWhatTheySay(String rule, String text, String changed) {
        assertThat(Choice.of(Paraphrase.class, rule).of(text, Set.of())).isEqualTo(Optional.ofNullable(changed));
    }

    @Test
    void aTypoSwapsTwoLettersInsideOneWord() {
        String text = "Wonderful pictures without meaning";
        String typed = Paraphrase.TYPO.of(text, Set.of()).orElseThrow();
        assertThat(typed)
                .hasSameSizeAs(text)
                .isEqualTo(Paraphrase.TYPO.of(text, Set.of()).orElseThrow());
        int different = 0;
        for (int i = 0; i < text.length(); i++) {
            different += typed.charAt(i) == text.charAt(i) ? 0 : 1;
        }
        assertThat(different).isEqualTo(2);
        // both are inside the same word: beginnings and ends are as they were
        assertThat(typed.replaceAll("\\B\\w\\B", ".")).isEqualTo(text.replaceAll("\\B\\w\\B", "."));
    }

    @Test
    void wordsOfLabelsStay() {
        assertThat(Paraphrase.SYNONYM.of("A boring film", Set.of("movie", "boring")))
                .isEmpty();
        assertThat(Paraphrase.SYNONYM.of("A boring film", Set.of("movie"))).contains("A dull film");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "She lost her keys and he found them.|He lost his keys and she found them.",
                "I saw her.|I saw him.",
                "The heroine and her brother met Mr Brown.|The hero and his sister met Mrs Brown.",
                "Nobody was there.|",
            })
    void anotherSexIsSaidOfPeople(String text, String swapped) {
        assertThat(Identity.swapped(text, Set.of())).isEqualTo(Optional.ofNullable(swapped));
    }

    @Test
    void nothingIsExchangedWhereItIsTheLabel() {
        assertThat(Identity.swapped("He left.", Set.of("male", "female"))).isEmpty();
    }

    @Test
    void harmlessAndUnanswerablePromptsAreDifferentFromEachOther() {
        assertThat(PromptSets.ours(PromptSets.HARMLESS)).hasSize(100).doesNotHaveDuplicates();
        assertThat(PromptSets.ours(PromptSets.UNANSWERABLE)).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void refusalsAreFoundByTheirPhrases() {
        assertThat(PromptSets.isRefused("harmless", "I’m sorry, but I cannot help with that."))
                .isTrue();
        assertThat(PromptSets.isRefused("harmless", "Please tell me your name first."))
                .isFalse();
        assertThat(PromptSets.isRefused("unanswerable", "I don't have access to your pockets."))
                .isTrue();
        assertThat(PromptSets.isRefused("unanswerable", "You had eggs.")).isFalse();
    }
}
