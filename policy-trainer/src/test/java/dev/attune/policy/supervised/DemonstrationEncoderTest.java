package dev.attune.policy.supervised;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.event.Message;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.data.Demonstration;
import dev.attune.policy.ground.Conversations;
import dev.attune.policy.testing.TestingModels;
import dev.attune.text.Omissions;

import static org.assertj.core.api.Assertions.assertThat;

class DemonstrationEncoderTest {

    private static final Demonstration ONE = Demonstration.of("What is it?", "It is red.");

    @TempDir
    Path directory;

    private LanguageModel model;

    @BeforeEach
    void open() {
        model = TestingModels.random(directory, 1);
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void learnsTheAnswerAndItsEnd() {
        EncodedDemonstration encoded = encoder(64, true).encode(ONE);
        int[] prompt = model.promptTokens(Conversations.forModel(List.of(Message.user("What is it?"))));
        assertThat(Arrays.copyOf(encoded.tokens(), prompt.length)).isEqualTo(prompt);
        assertThat(encoded.learned().nextSetBit(0)).isEqualTo(prompt.length);
        assertThat(model.tokenizer().decode(learned(encoded), false)).isEqualTo("It is red.<|im_end|>");
    }

    @Test
    void learnsEveryAnswerOfALongConversation() {
        EncodedDemonstration encoded = encoder(64, true)
                .encode(new Demonstration(List.of(
                        Message.user("a?"), Message.assistant("b."), Message.user("c?"), Message.assistant("d."))));
        assertThat(model.tokenizer().decode(learned(encoded), false)).isEqualTo("b.<|im_end|>d.<|im_end|>");
        assertThat(model.tokenizer().decode(encoded.tokens(), false))
                .isEqualTo("<|im_start|>user\na?<|im_end|><|im_start|>assistant\nb.<|im_end|>"
                        + "<|im_start|>user\nc?<|im_end|><|im_start|>assistant\nd.<|im_end|>");
    }

    @Test
    void learnsAllButTheFirstTokenAsPretrainingDoes() {
        EncodedDemonstration encoded = encoder(64, false).encode(ONE);
        assertThat(encoded.learned().stream().toArray())
                .isEqualTo(IntStream.range(1, encoded.length()).toArray());
    }

    @Test
    void cutsLongConversationsAtTheEnd() {
        EncodedDemonstration whole = encoder(64, true).encode(ONE);
        EncodedDemonstration cut = encoder(whole.length() - 2, true).encode(ONE);
        assertThat(cut.tokens()).isEqualTo(Arrays.copyOf(whole.tokens(), whole.length() - 2));
        assertThat(cut.learned().cardinality()).isEqualTo(whole.learned().cardinality() - 2);
    }

    @Test
    void dropsConversationsWhoseAnswerIsCutOff() {
        Omissions omissions = new Omissions("demonstrations");
        assertThat(encoder(4, true).encodeAll(List.of(ONE), omissions)).isEmpty();
        assertThat(omissions.leftOut()).isEqualTo(1);
        assertThat(omissions.cut()).isZero();
        assertThat(omissions.first()).startsWith("A demonstration is left out").contains("the first 4 hold nothing");
    }

    private DemonstrationEncoder encoder(int maxTokens, boolean answersOnly) {
        return new DemonstrationEncoder(model, maxTokens, answersOnly);
    }

    private static int[] learned(EncodedDemonstration encoded) {
        return encoded.learned().stream().map(i -> encoded.tokens()[i]).toArray();
    }
}
