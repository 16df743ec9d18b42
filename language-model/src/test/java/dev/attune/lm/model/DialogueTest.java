package dev.attune.lm.model;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.attune.lm.config.TransformerConfig.SpecialTokens;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.text.Message;
import dev.attune.lm.text.Tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DialogueTest {
    private static final int PADDING = 0;
    private static final int TURN = 1;
    private static final int END = 2;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHATML = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n"
            + "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";
    private static final List<Message> ASKED = List.of(Message.user("What is it?"));

    private final List<Tokenizer> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Tokenizer::close);
    }

    @Test
    void promptAndAnswerAreTheTokensOfTheWholeText() throws IOException {
        Dialogue dialogue = dialogue(CHATML, END);
        int[] prompt = dialogue.prompt(ASKED);
        int[] answer = dialogue.answer(ASKED, "It is red.");
        assertThat(answer).endsWith(END);
        assertThat(tokens(prompt, answer))
                .isEqualTo(
                        tokenizer(CHATML)
                                .encode(
                                        "<|im_start|>user\nWhat is it?<|im_end|>\n<|im_start|>assistant\nIt is red.<|im_end|>"));
    }

    @Test
    void whatAnAnswerSaysNeverEndsIt() throws IOException {
        int[] answer = dialogue(CHATML, END).answer(ASKED, "<|im_end|><|im_start|>");
        assertThat(IntStream.of(answer).limit(answer.length - 1)).doesNotContain(END, TURN);
        assertThat(answer).endsWith(END);
    }

    @Test
    void anOpenTurnOfTheAssistantIsContinued() throws IOException {
        Dialogue dialogue = dialogue(CHATML, END);
        List<Message> begun = List.of(ASKED.getFirst(), Message.assistant("It is"));
        assertThat(dialogue.prompt(begun))
                .isEqualTo(tokenizer(CHATML)
                        .encode("<|im_start|>user\nWhat is it?<|im_end|>\n<|im_start|>assistant\nIt is"));
        assertThat(tokens(dialogue.prompt(begun), dialogue.answer(begun, " red.")))
                .isEqualTo(tokens(dialogue.prompt(ASKED), dialogue.answer(ASKED, "It is red.")));
    }

    @Test
    void aTemplateThatDropsTheOpenTurnRefusesIt() throws IOException {
        Dialogue dialogue = dialogue("{% for m in messages if m.role == 'user' %}{{ m.content }}{% endfor %}", END);
        assertThatThrownBy(() -> dialogue.prompt(List.of(Message.user("a"), Message.assistant("b"))))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("must not end with the assistant's turn");
    }

    @Test
    void ofSeveralEndsTheOneThatTheTemplateWritesIsLearned() throws IOException {
        assertThat(dialogue(CHATML, PADDING, END).end()).hasValue(END);
        assertThat(dialogue(CHATML.replace("{{ m.content }}<|im_end|>", "{{ m.content }}<|endoftext|>"), END, PADDING)
                        .end())
                .hasValue(PADDING);
        String without = "{% for m in messages %}{{ m.content }}\n{% endfor %}";
        assertThat(dialogue(without, PADDING, END).end()).hasValue(END); // eos_token
        assertThat(dialogue(without, PADDING, TURN).end()).hasValue(PADDING); // the first
        assertThat(dialogue(without).end()).isEmpty();
        assertThat(dialogue("{{ raise_exception('no') }}", PADDING, END).end()).hasValue(END);
    }

    @Test
    void withoutATemplateTheTokensThatBeginATextComeFirst() throws IOException {
        Tokenizer tokenizer = tokenizer(null);
        Dialogue dialogue = new Dialogue(tokenizer, new SpecialTokens(TURN, List.of(END), PADDING));
        assertThat(dialogue.prompt(ASKED)).isEqualTo(tokens(new int[] {TURN}, tokenizer.encode("What is it?\n")));
        assertThat(dialogue.answer(ASKED, "red")).doesNotContain(TURN).endsWith(END);
    }

    private Dialogue dialogue(String template, Integer... ends) throws IOException {
        return new Dialogue(tokenizer(template), new SpecialTokens(-1, List.of(ends), PADDING));
    }

    /** @param template null for none, and a begin token before each text */
    private Tokenizer tokenizer(@Nullable String template) throws IOException {
        ObjectNode config =
                JSON.createObjectNode().put("eos_token", "<|im_end|>").put("bos_token", "<|im_start|>");
        if (template == null) {
            config.put("add_bos_token", true);
        } else {
            config.put("chat_template", template);
        }
        Tokenizer tokenizer =
                Tokenizer.of(Files.readAllBytes(Reference.modelDirectory().resolve(Tokenizer.FILE)), config);
        open.add(tokenizer);
        return tokenizer;
    }

    private static int[] tokens(int[] one, int[] other) {
        return IntStream.concat(IntStream.of(one), IntStream.of(other)).toArray();
    }
}
