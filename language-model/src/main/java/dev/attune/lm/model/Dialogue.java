package dev.attune.lm.model;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.config.TransformerConfig.SpecialTokens;
import dev.attune.lm.text.ChatTemplate;
import dev.attune.lm.text.ChatText;
import dev.attune.lm.text.Message;
import dev.attune.lm.text.Tokenizer;
import dev.attune.lm.text.Tokenizer.Encoded;

/**
 * How a model's conversations become tokens: one way for all who ask, teach and judge. Prompt and answer are encoded as one
 * text, since many tokenizers treat the beginning of a text in a way of its own.
 */
public final class Dialogue {
    private static final String ANSWER = "x";

    private final Tokenizer tokenizer;
    private final ChatTemplate template;
    private final SpecialTokens special;
    private @Nullable OptionalInt end;

    Dialogue(Tokenizer tokenizer, SpecialTokens special) {
        this.tokenizer = tokenizer;
        this.template = tokenizer.chatTemplate();
        this.special = special;
    }

    /** The tokens up to where the next answer begins. */
    public int[] prompt(List<Message> conversation) {
        return tokens(template.prompt(conversation)).tokens();
    }

    /** A text and the places of boundaries in it; without a template the tokens that begin a text come first. */
    public Encoded tokens(ChatText text, int... boundaries) {
        Encoded encoded = tokenizer.encode(text, boundaries);
        int[] beginning = template.isStandIn() && !text.isEmpty() ? tokenizer.beginning() : new int[0];
        if (beginning.length == 0) {
            return encoded;
        }
        return new Encoded(
                IntStream.concat(Arrays.stream(beginning), Arrays.stream(encoded.tokens()))
                        .toArray(),
                Arrays.stream(encoded.places())
                        .map(place -> place + beginning.length)
                        .toArray());
    }

    /**
     * The tokens of an answer to a prompt, and the token that ends it.
     *
     * @param prompt a conversation; the assistant's turn at its end is continued
     */
    public int[] answer(List<Message> prompt, String answer) {
        ChatText before = template.prompt(prompt);
        ChatText after = new ChatText(before.marked() + tokenizer.textOf(answer).marked());
        Encoded encoded = tokens(after, before.length());
        int place = encoded.places()[0];
        int[] asked = tokens(before).tokens();
        boolean whole = place == asked.length && Arrays.equals(asked, Arrays.copyOf(encoded.tokens(), place));
        // where the tokens of the two run into each other, the prompt stays what generation sees
        int[] said = whole
                ? Arrays.copyOfRange(encoded.tokens(), place, encoded.tokens().length)
                : tokenizer.encodeText(answer);
        return ended(said);
    }

    private int[] ended(int[] answer) {
        OptionalInt last = end();
        return last.isEmpty()
                ? answer
                : IntStream.concat(Arrays.stream(answer), IntStream.of(last.getAsInt()))
                        .toArray();
    }

    /**
     * The token that ends an answer and is learned: of several the one that the chat template writes, else the tokenizer's
     * {@code eos_token}, else the first in the model's configuration. All of them end a generation.
     */
    public synchronized OptionalInt end() {
        if (end == null) {
            end = chosenEnd();
        }
        return end;
    }

    private OptionalInt chosenEnd() {
        List<Integer> ends = special.ends();
        if (ends.size() < 2) {
            return ends.stream().mapToInt(end -> end).findFirst();
        }
        OptionalInt written = writtenEnd();
        if (written.isPresent()) {
            return written;
        }
        OptionalInt named = tokenizer.special("eos_token");
        return named.isPresent() && special.isEnd(named.getAsInt()) ? named : OptionalInt.of(ends.getFirst());
    }

    private OptionalInt writtenEnd() {
        List<Message> asked = List.of(Message.user(ANSWER));
        List<Message> answered = List.of(Message.user(ANSWER), Message.assistant(ANSWER));
        try {
            ChatText before = template.prompt(asked);
            ChatText after = template.render(answered, false);
            if (!after.startsWith(before)) {
                return OptionalInt.empty();
            }
            Encoded encoded = tokenizer.encode(after, before.length());
            return Arrays.stream(encoded.tokens())
                    .skip(encoded.places()[0])
                    .filter(special::isEnd)
                    .findFirst();
        } catch (RuntimeException refused) {
            return OptionalInt.empty(); // a template may refuse so short a conversation
        }
    }
}
