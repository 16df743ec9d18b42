package dev.attune.inference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SeedsTest {

    @Test
    void followsFromPromptAnswerAndAttempt() {
        assertThat(Seeds.of("prompt-1", 0, 0)).isEqualTo(Seeds.of("prompt-1", 0, 0));
        assertThat(Seeds.of("prompt-1", 0, 0))
                .isNotEqualTo(Seeds.of("prompt-1", 1, 0))
                .isNotEqualTo(Seeds.of("prompt-1", 0, 1))
                .isNotEqualTo(Seeds.of("prompt-2", 0, 0));
    }

    @Test
    void fitsIntoADouble() {
        for (int attempt = 0; attempt < 1000; attempt++) {
            assertThat(Seeds.of("prompt", 0, attempt)).isBetween(0L, (1L << 53) - 1);
        }
    }
}
