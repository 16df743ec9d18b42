package dev.attune.reward.score;

import java.util.Arrays;
import java.util.List;

import dev.attune.contracts.event.Message;
import dev.attune.lm.model.LanguageModel;

/**
 * A prompt and an answer as the token sequence that a reward model reads: the prompt by the chat template, the answer's
 * own tokens, and the token that ends an answer, at which the score is read. The same as what generation makes.
 */
public final class AnswerEncoder {

    private final LanguageModel model;
    private final int end;

    public AnswerEncoder(LanguageModel model) {
        this.model = model;
        List<Integer> ends = model.config().specialTokens().ends();
        if (ends.isEmpty()) {
            throw new IllegalArgumentException("The model's config.json names no eos_token_id, so answers cannot end.");
        }
        this.end = ends.getFirst();
    }

    /** Tokens of the conversation up to where the answer begins. */
    public int[] prompt(List<Message> conversation) {
        return model.promptTokens(conversation.stream()
                .map(message -> new dev.attune.lm.text.Message(message.role(), message.content()))
                .toList());
    }

    /** The tokens of {@code answer} and the end token. */
    public int[] answer(String answer) {
        int[] tokens = model.tokenizer().encode(answer);
        int[] ended = Arrays.copyOf(tokens, tokens.length + 1);
        ended[tokens.length] = end;
        return ended;
    }

    /** {@code prompt}, the tokens of {@code answer}, and the end token. */
    public int[] join(int[] prompt, String answer) {
        int[] tokens = answer(answer);
        int[] joined = Arrays.copyOf(prompt, prompt.length + tokens.length);
        System.arraycopy(tokens, 0, joined, prompt.length, tokens.length);
        return joined;
    }
}
