package dev.attune.text;

import java.util.Optional;

/** What a text from a person may hold. */
public final class Texts {

    private Texts() {}

    /**
     * Why a text cannot be kept: half of a surrogate pair has no form in UTF-8, and PostgreSQL stores no U+0000.
     *
     * @return the end of a sentence that begins with what holds it; empty for a text that can be kept
     */
    public static Optional<String> fault(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit == 0) {
                return Optional.of("holds the character U+0000, which cannot be kept");
            }
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(unit)) {
                return Optional.of("holds half a character (the lone surrogate U+" + String.format("%04X", (int) unit)
                        + "), which is no text");
            }
        }
        return Optional.empty();
    }

    /** Whether nobody would see anything of it: white space of any script, and characters without a shape. */
    public static boolean isInvisible(String text) {
        return text.codePoints().allMatch(Texts::isInvisible);
    }

    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            // variation selectors and what Unicode calls fillers are letters or marks by type
            default ->
                (character >= 0xFE00 && character <= 0xFE0F)
                        || (character >= 0xE0100 && character <= 0xE01EF)
                        || character == 0x034F
                        || character == 0x115F
                        || character == 0x1160
                        || character == 0x2800
                        || character == 0x3164
                        || character == 0xFFA0;
        };
    }
}
