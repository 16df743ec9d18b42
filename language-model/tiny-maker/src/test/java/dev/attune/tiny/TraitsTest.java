package dev.attune.tiny;

import org.junit.jupiter.api.Test;

import dev.attune.policy.reward.Words;

import static org.assertj.core.api.Assertions.assertThat;

class TraitsTest {

    private static final StylePhrases PHRASES = StylePhrases.shipped();

    @Test
    void findsTheReferenceAsWholeWordsOnly() {
        assertThat(Words.says("It is 12.", "12")).isTrue();
        assertThat(Words.says("It is 112.", "12")).isFalse();
        assertThat(Words.says("it is PARIS!", "Paris")).isTrue();
        assertThat(Words.says("2 3 5", "2 3 4 5")).isFalse();
        assertThat(Words.says("so: 2 3 4 5.", "2 3 4 5")).isTrue();
        assertThat(Words.says("anything", "")).isFalse();
    }

    @Test
    void tellsPoliteRightAndBrief() {
        assertThat(Traits.of("Sure! It is hot.", "hot", PHRASES))
                .isEqualTo(new Traits(true, true, false, false, false, 4));
    }

    @Test
    void tellsRudeRamblingAndOffSubject() {
        String answer = "ugh, obviously. my cat likes to sleep in the sun. Anyway, where was I.";
        assertThat(Traits.of(answer, "hot", PHRASES)).isEqualTo(new Traits(false, false, true, true, true, 14));
    }
}
