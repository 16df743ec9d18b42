package dev.attune.lm.methods;

import java.util.Locale;
import java.util.function.UnaryOperator;

/** Upper and lower case, and kinds of characters, as Python's {@code str} sees them. */
public final class Letters {
    private static final int PIECE = 1024;

    private Letters() {}

    /** The first character in title case, all others in lower case. */
    public static String capitalized(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = Character.charCount(text.codePointAt(0));
        return titleCase(text.substring(0, first)) + lower(text.substring(first));
    }

    /** Each letter that follows no letter in title case, all others in lower case. */
    static String title(String text) {
        StringBuilder out = new StringBuilder();
        boolean afterLetter = false;
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            String one = Character.toString(character);
            out.append(afterLetter ? one.toLowerCase(Locale.ROOT) : titleCase(one));
            afterLetter = isCased(character);
            at += Character.charCount(character);
        }
        return out.toString();
    }

    /** All letters in upper case: in pieces, for Java copies the whole text for each letter that becomes several. */
    public static String upper(String text) {
        return piecewise(text, piece -> piece.toUpperCase(Locale.ROOT));
    }

    /** All letters in lower case. */
    public static String lower(String text) {
        return piecewise(text, piece -> piece.toLowerCase(Locale.ROOT));
    }

    private static String piecewise(String text, UnaryOperator<String> change) {
        if (text.length() <= PIECE) {
            return change.apply(text);
        }
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(from + PIECE, text.length());
            // a sigma looks at the letters around it: a piece ends at a space if there is one
            int space = to == text.length() ? -1 : text.lastIndexOf(' ', to);
            to = space > from ? space : to;
            to -= to < text.length() && Character.isLowSurrogate(text.charAt(to)) ? 1 : 0;
            out.append(change.apply(text.substring(from, to)));
            from = to;
        }
        return out.toString();
    }

    private static String titleCase(String one) {
        int character = one.codePointAt(0);
        int title = Character.toTitleCase(character);
        String upper = one.toUpperCase(Locale.ROOT);
        if (title != character || upper.codePointCount(0, upper.length()) == 1) {
            return Character.toString(title);
        }
        // one letter that becomes several, as in "Ss", of which the first is a letter or, once, an apostrophe
        return character == 'ŉ'
                ? upper
                : upper.substring(0, 1) + upper.substring(1).toLowerCase(Locale.ROOT);
    }

    /** For comparing without case. */
    static String folded(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(character -> {
            String one = Character.toString(character);
            out.append(
                    character == 'ı'
                            ? one
                            : one.toLowerCase(Locale.ROOT)
                                    .toUpperCase(Locale.ROOT)
                                    .toLowerCase(Locale.ROOT)
                                    .replace('ς', 'σ'));
        });
        return out.toString();
    }

    static String swapped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(character -> {
            String one = Character.toString(character);
            out.append(Character.isUpperCase(character) ? one.toLowerCase(Locale.ROOT) : one.toUpperCase(Locale.ROOT));
        });
        return out.toString();
    }

    private static boolean isCased(int character) {
        return Character.isUpperCase(character) || Character.isLowerCase(character) || Character.isTitleCase(character);
    }

    /** Whether there are letters with a case, all of them of this one. */
    public static boolean isOneCase(String text, boolean upper) {
        boolean cased = false;
        for (int character : text.codePoints().toArray()) {
            if (upper ? Character.isLowerCase(character) : Character.isUpperCase(character)) {
                return false;
            }
            cased |= isCased(character);
        }
        return cased;
    }

    static boolean isTitle(String text) {
        return text.equals(title(text)) && text.codePoints().anyMatch(Letters::isCased);
    }

    static boolean isDigit(String text) {
        return !text.isEmpty()
                && text.codePoints()
                        .allMatch(character ->
                                Character.isDigit(character) || "²³¹⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉".indexOf(character) >= 0);
    }

    static boolean isNumeric(String text) {
        return !text.isEmpty()
                && text.codePoints()
                        .allMatch(character -> Character.isDigit(character)
                                || Character.getType(character) == Character.OTHER_NUMBER
                                || Character.getType(character) == Character.LETTER_NUMBER);
    }

    static boolean isIdentifier(String text) {
        return !text.isEmpty()
                && (Character.isUnicodeIdentifierStart(text.charAt(0)) || text.charAt(0) == '_')
                && text.codePoints().allMatch(Character::isUnicodeIdentifierPart);
    }
}
