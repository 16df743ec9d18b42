package dev.attune.service.request;

/** Which texts can be kept and sent: PostgreSQL refuses NUL, and half a character is none in UTF-8. */
public final class Texts {

    private Texts() {}

    /** Whether the text holds neither NUL nor half of a surrogate pair. */
    public static boolean storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\0') {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** The text with a replacement character in the place of whatever makes it not {@link #storable}. */
    public static String sendable(String text) {
        if (storable(text)) {
            return text;
        }
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints().forEach(c -> whole.appendCodePoint(c == 0 || c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        return whole.toString();
    }
}
