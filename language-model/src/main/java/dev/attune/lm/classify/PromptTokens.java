package dev.attune.lm.classify;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.text.ChatText;
import dev.attune.lm.text.Message;
import dev.attune.lm.text.Tokenizer;

/** Prompts and the words after them as tokens: of a text to be continued, or of a conversation. May be used by several threads. */
public final class PromptTokens {

    private static final String END = "\n";

    private final LanguageModel model;
    private final Map<String, int[]> encoded = new ConcurrentHashMap<>();

    public PromptTokens(LanguageModel model) {
        this.model = model;
    }

    /** The tokens of a text that is to be continued, with what a text begins with. */
    public int[] context(ChatText text) {
        int[] beginning = model.tokenizer().beginning();
        return IntStream.concat(Arrays.stream(beginning), Arrays.stream(encode(text)))
                .toArray();
    }

    /**
     * A text and the words that may continue it.
     *
     * @param separator between the text and each word; its tokens are the word's
     * @param place to be named by
     */
    public Prompt continued(ChatText text, String separator, List<String> words, String place) {
        List<int[]> tokens =
                words.stream().map(word -> continuation(text, separator + word)).toList();
        return new Prompt(context(text), new LabelTrie(tokens, endOfLine()), place);
    }

    /**
     * A conversation and the words that may answer it.
     *
     * @param place to be named by
     */
    public Prompt answered(List<Message> messages, List<String> words, String place) {
        int[] context = model.promptTokens(messages);
        OptionalInt end = model.dialogue().end();
        List<int[]> tokens = words.stream()
                .map(word -> encoded.computeIfAbsent(word, ignored -> {
                    int[] answer = model.dialogue().answer(messages, word);
                    return end.isPresent() ? Arrays.copyOf(answer, answer.length - 1) : answer;
                }))
                .toList();
        return new Prompt(context, new LabelTrie(tokens, end.isPresent() ? end : endOfLine()), place);
    }

    private int[] encode(ChatText text) {
        return model.tokenizer().encode(text).tokens();
    }

    /** The tokens that a word adds to a text; they depend on the text's last line only. */
    private int[] continuation(ChatText text, String word) {
        String line = text.marked().substring(text.marked().lastIndexOf('\n') + 1);
        return encoded.computeIfAbsent(line + "\u0000" + word, ignored -> {
            Tokenizer tokenizer = model.tokenizer();
            ChatText whole = new ChatText(text.marked() + tokenizer.textOf(word).marked());
            int[] before = encode(text);
            int[] both = encode(whole);
            // where the two run into each other, the prompt stays what generation sees
            return both.length > before.length && Arrays.equals(before, Arrays.copyOf(both, before.length))
                    ? Arrays.copyOfRange(both, before.length, both.length)
                    : tokenizer.encodeText(word);
        });
    }

    private OptionalInt endOfLine() {
        int[] line = model.tokenizer().encode(END);
        return line.length == 0 ? OptionalInt.empty() : OptionalInt.of(line[line.length - 1]);
    }
}
