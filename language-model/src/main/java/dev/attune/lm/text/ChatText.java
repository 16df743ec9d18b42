package dev.attune.lm.text;

/**
 * Text that a chat template wrote. What people and data brought into it is text for ever, even where it reads like a special
 * token; what the template itself wrote may be one. {@link Tokenizer#encode(ChatText, int...)} keeps them apart.
 *
 * @param marked the text with the marks that {@link ControlTexts} puts into what came from people
 */
public record ChatText(String marked) {
    /** The text as people read it. */
    public String text() {
        return ControlTexts.unmarked(marked);
    }

    public boolean startsWith(ChatText start) {
        return marked.startsWith(start.marked);
    }

    /** Where this text ends, as a boundary in a longer one that starts with it. */
    public int length() {
        return marked.length();
    }

    public boolean isEmpty() {
        return marked.isEmpty();
    }
}
