package dev.attune.reward.score;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.attune.contracts.event.Message;
import dev.attune.lm.model.Dialogue;
import dev.attune.lm.model.LanguageModel;

/**
 * A prompt and an answer as the token sequence that a reward model reads: the prompt by the chat template, the answer's
 * own tokens, and the token that ends an answer, at which the score is read. The same as what generation makes.
 */
public final class AnswerEncoder {

    private final Dialogue dialogue;

    public AnswerEncoder(LanguageModel model) {
        this.dialogue = model.dialogue();
        if (dialogue.end().isEmpty()) {
            throw new IllegalArgumentException("The model's config.json names no eos_token_id, so answers cannot end.");
        }
    }

    /** Tokens of the conversation up to where the answer begins. */
    public int[] prompt(List<Message> conversation) {
        return dialogue.prompt(forModel(conversation));
    }

    /** The tokens of {@code answer} as they stand after the prompt, and the end token. */
    public int[] answer(List<Message> prompt, String answer) {
        return dialogue.answer(forModel(prompt), answer);
    }

    /** The tokens of the prompt and the answer, and the end token. */
    public int[] join(List<Message> prompt, String answer) {
        return IntStream.concat(Arrays.stream(prompt(prompt)), Arrays.stream(answer(prompt, answer)))
                .toArray();
    }

    private static List<dev.attune.lm.text.Message> forModel(List<Message> conversation) {
        return conversation.stream()
                .map(message -> new dev.attune.lm.text.Message(message.role(), message.content()))
                .toList();
    }
}
