package dev.attune.preference.form;

import java.lang.Character.UnicodeScript;
import java.text.BreakIterator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where the prompt ends in two texts that both begin with it. */
final class CommonBeginning {

    /** Scripts that write words without spaces between them. */
    private static final Set<UnicodeScript> UNSPACED = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.YI,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN,
            UnicodeScript.JAVANESE,
            UnicodeScript.BALINESE);

    private static final String SENTENCE_ENDS =
            "\u3002\uFF01\uFF1F\uFF61\uFF0E\u203C\u2047\u2048\u2049\u104B\u17D4\u17D5\u0F0D";
    private static final String ASCII_ENDS = "?!";
    private static final String CLOSING = "\u300D\u300F\u3011\u300B\u3009\uFF09\uFF3D\u201D\u2019\"')";

    private CommonBeginning() {}

    /**
     * UTF-16 units of the common beginning, cut so that nothing is torn: after the last white space; or, where words are
     * written without spaces, after the last end of a sentence behind that, or else between two characters.
     *
     * @return 0 when nothing whole is common
     */
    static int length(String one, String other) {
        int common = 0;
        int shorter = Math.min(one.length(), other.length());
        while (common < shorter && one.charAt(common) == other.charAt(common)) {
            common++;
        }
        common = Math.min(wholeCharacters(one, common), wholeCharacters(other, common));
        int space = common;
        while (space > 0 && !Character.isWhitespace(one.charAt(space - 1))) {
            space--;
        }
        for (int end = common; end > space; end--) {
            if (endsSentence(one, end) && endsSentence(other, end)) {
                return end;
            }
        }
        return common > space && isUnspaced(one, common) ? common : space;
    }

    /** The last boundary between characters as people see them, not beyond {@code units}. */
    private static int wholeCharacters(String text, int units) {
        if (units == text.length()) {
            return units;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        return characters.isBoundary(units) ? units : characters.preceding(units);
    }

    private static boolean endsSentence(String text, int end) {
        if (end < text.length() && CLOSING.indexOf(text.charAt(end)) >= 0) {
            return false; // the closing mark belongs to the sentence
        }
        int mark = end - 1;
        while (mark > 0 && CLOSING.indexOf(text.charAt(mark)) >= 0) {
            mark--;
        }
        return SENTENCE_ENDS.indexOf(text.charAt(mark)) >= 0
                || (ASCII_ENDS.indexOf(text.charAt(mark)) >= 0
                        && end < text.length()
                        && isUnspaced(text.codePointAt(end)));
    }

    private static boolean isUnspaced(String text, int end) {
        int last = text.codePointBefore(end);
        return isUnspaced(last) || (!Character.isLetterOrDigit(last) && end > 1 && last > 0x2E80);
    }

    private static boolean isUnspaced(int character) {
        return UNSPACED.contains(UnicodeScript.of(character));
    }
}
