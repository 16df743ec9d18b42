package dev.attune.lm.text;

import java.util.Arrays;

/**
 * Text of tokens as they come. A token may end inside a character or change the spacing of the next one, so text is given
 * out only when it is settled.
 */
public final class StreamingDecoder {
    private static final char INCOMPLETE = '\uFFFD';

    private final Tokenizer tokenizer;
    private int[] tokens = new int[64];
    private int size;
    private int start;
    private int given;

    public StreamingDecoder(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** Takes one token; gives the text that is now settled, perhaps none. */
    public String add(int token) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * size);
        }
        tokens[size++] = token;
        String text = tokenizer.decode(Arrays.copyOfRange(tokens, start, size));
        return text.isEmpty() || text.charAt(text.length() - 1) == INCOMPLETE ? "" : settle(text);
    }

    /** What is left when no more tokens come. */
    public String finish() {
        return settle(tokenizer.decode(Arrays.copyOfRange(tokens, start, size)));
    }

    private String settle(String text) {
        String before = tokenizer.decode(Arrays.copyOfRange(tokens, start, given));
        start = given;
        given = size;
        return text.length() > before.length() ? text.substring(before.length()) : "";
    }
}
