package dev.attune.lab.token;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.lm.text.Tokenizer;

/** Tokens that may stand in a prompt that people read: printable text that turns into the token again. */
final class ReadableTokens {

    /** What a search begins with, as often as it takes: words that say nothing. */
    private static final List<String> FILLERS = List.of(" the", " and", " of", " is", " a", "a", "e", "1");

    private final Tokenizer tokenizer;
    private final boolean[] allowed;

    /** @param vocabulary rows of the model's embedding */
    ReadableTokens(Tokenizer tokenizer, int vocabulary) {
        this.tokenizer = tokenizer;
        this.allowed = new boolean[vocabulary];
        for (int token = 0; token < Math.min(vocabulary, tokenizer.size()); token++) {
            allowed[token] = isReadable(token);
        }
    }

    private boolean isReadable(int token) {
        String text = tokenizer.decode(new int[] {token}, false);
        return !text.isBlank()
                && !tokenizer.hasControl(text)
                && text.codePoints().allMatch(ReadableTokens::isPrintable)
                && turnsIntoItself(new int[] {token});
    }

    /** Letters, digits, marks and plain spaces; no braces, which templates read as their own. */
    static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> character == ' ';
            default -> character != 0xFFFD && character != '{' && character != '}';
        };
    }

    boolean isAllowed(int token) {
        return allowed[token];
    }

    /** How many there are. */
    int size() {
        return (int) IntStream.range(0, allowed.length).filter(i -> allowed[i]).count();
    }

    String text(int[] tokens) {
        return tokenizer.decode(tokens, false);
    }

    /** Whether the text of these tokens is read as them again. */
    boolean turnsIntoItself(int[] tokens) {
        return Arrays.equals(tokens, tokenizer.encodeText(text(tokens)));
    }

    /**
     * Tokens to begin with.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code token-vocabulary} for a tokenizer in which no word can be said
     *     so often
     */
    int[] first(int count) {
        for (String filler : FILLERS) {
            int[] tokens = tokenizer.encodeText(filler.repeat(count));
            if (tokens.length == count
                    && turnsIntoItself(tokens)
                    && Arrays.stream(tokens).allMatch(i -> allowed[i])) {
                return tokens;
            }
        }
        // one after the other, whatever does not run into the one before
        int[] tokens = new int[0];
        for (int token = 0; token < allowed.length && tokens.length < count; token++) {
            int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
            longer[tokens.length] = token;
            if (allowed[token] && turnsIntoItself(longer)) {
                tokens = longer;
                token = -1;
            }
        }
        if (tokens.length < count) {
            throw ErrorCategory.CALLER.error(
                    "token-vocabulary",
                    "The model's tokenizer has no " + count
                            + " printable tokens that are read as themselves; give fewer --tokens.");
        }
        return tokens;
    }
}
