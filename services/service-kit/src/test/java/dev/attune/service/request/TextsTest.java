package dev.attune.service.request;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TextsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\n\u0001", "é", "\ud83d\ude00", "a\ud83d\ude00b"})
    void whatIsWholeIsStoredAndSentAsItIs(String text) {
        assertThat(Texts.storable(text)).isTrue();
        assertThat(Texts.sendable(text)).isSameAs(text);
    }

    @Test
    void nulAndHalfCharactersAreNeither() {
        for (String text :
                new String[] {"a\0b", "\ud83d", "\ude00", "\ude00\ud83d", "a\ud83db", "\ud83d\ud83d\ude00"}) {
            assertThat(Texts.storable(text)).isFalse();
            assertThat(Texts.storable(Texts.sendable(text))).isTrue();
        }
        assertThat(Texts.sendable("a\0\ud83d\ud83d\ude00")).isEqualTo("a\ufffd\ufffd\ud83d\ude00");
    }
}
