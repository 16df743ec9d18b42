package dev.attune.lm.python;

import java.util.function.IntPredicate;

/** What Python calls white space, and what follows from it. */
public final class PythonText {
    private PythonText() {}

    /** Python's {@code str.isspace} of one character. */
    public static boolean isSpace(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || character >= 0x1C && character <= 0x1F
                || character == 0x85;
    }

    /** {@code text} without what {@code taken} says at its beginning and end. */
    public static String strip(String text, IntPredicate taken, boolean left, boolean right) {
        int from = 0;
        int to = text.length();
        while (left && from < to && taken.test(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (right && to > from && taken.test(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    /** {@code text} without white space at its end. */
    public static String stripEnd(String text) {
        return strip(text, PythonText::isSpace, false, true);
    }
}
