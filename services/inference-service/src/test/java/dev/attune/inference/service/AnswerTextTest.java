package dev.attune.inference.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.lm.generate.FinishReason;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.TokenListener;
import dev.attune.lm.text.Tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SuppressWarnings("NullAway.Init")
class AnswerTextTest {

    private static final String TURN = "<|im_start|>";

    private final List<String> told = new ArrayList<>();
    private Tokenizer tokenizer;

    @BeforeEach
    void load() {
        tokenizer = Tokenizer.load(Path.of("../../language-model/src/test/resources/tiny-llama"));
    }

    @AfterEach
    void close() {
        tokenizer.close();
    }

    @Test
    void aSpecialTokenThatIsAStopTextEndsTheAnswerBeforeIt() {
        AnswerText text = text(TURN);
        int[] said = tokenizer.encode("It is red." + TURN + "user");
        assertThat(text.collect(listener -> generate(listener, said))).isTrue();
        assertThat(text.text()).isEqualTo("It is red.").isEqualTo(String.join("", told));
        assertThat(text.tokens()).isEqualTo(tokenizer.encode("It is red." + TURN).length);
    }

    @Test
    void withoutSuchAStopTextASpecialTokenIsNotSeen() {
        AnswerText text = text();
        int[] said = tokenizer.encode("It is red." + TURN + "user");
        assertThat(text.collect(listener -> generate(listener, said))).isFalse();
        assertThat(text.text()).isEqualTo("It is red.user");
    }

    @Test
    void anOtherStopTextEndsTheAnswerWithinAToken() {
        AnswerText text = text("re");
        assertThat(text.collect(listener -> generate(listener, tokenizer.encode("It is red."))))
                .isTrue();
        assertThat(text.text()).isEqualTo("It is ").isEqualTo(String.join("", told));
    }

    @Test
    void aSpecialTokenBesideOtherTextIsRefused() {
        assertThatThrownBy(() -> text(TURN + "user"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give the token alone");
    }

    private AnswerText text(String... stops) {
        return new AnswerText(tokenizer, List.of(stops), told::add);
    }

    private static Generation generate(TokenListener listener, int[] tokens) {
        for (int token : tokens) {
            listener.onToken(0, token);
        }
        return new Generation(tokens, new float[tokens.length], new float[tokens.length], FinishReason.LENGTH);
    }
}
