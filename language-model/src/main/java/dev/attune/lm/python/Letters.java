package dev.attune.lm.python;

import java.util.Locale;

/** Upper and lower case, and kinds of characters, as Python's {@code str} sees them. */
public final class Letters {
    private Letters() {}

    /** The first character in title case, all others in lower case. */
    public static String capitalized(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = Character.charCount(text.codePointAt(0));
        return titleCase(text.substring(0, first)) + text.substring(first).toLowerCase(Locale.ROOT);
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

    private static String titleCase(String one) {
        if (one.equals("ß")) {
            return "Ss";
        }
        return Character.toString(Character.toTitleCase(one.codePointAt(0)));
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
