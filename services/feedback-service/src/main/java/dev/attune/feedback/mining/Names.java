package dev.attune.feedback.mining;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Names that words announce. The last group of each pattern is the name. */
final class Names {

    private static final String WORD = "\\p{L}[\\p{L}\\p{M}'’-]*";
    private static final String CAPITAL = "\\p{Lu}[\\p{L}\\p{M}'’-]*";
    private static final String CAPITALS = CAPITAL + "(?: " + CAPITAL + "){0,2}";

    /** "my name is Anna Lee", also "anna" in small letters. */
    private static final Pattern LATIN =
            Pattern.compile("(?iu:\\b(?:my (?:full |first |last )?name is|my name'?s|i am called|i'm called"
                    + "|ich hei(?:ß|ss)e|mein (?:voller )?name ist|mein name lautet))[ :]{1,2}(" + CAPITALS + "|" + WORD
                    + ")");

    private static final Pattern ARABIC = Pattern.compile(
            "(?:اسمي هو|اسمي|أدعى)[ :]{1,2}(\\p{IsArabic}+(?: (?:بن|بنت|ابن) \\p{IsArabic}+)*(?: \\p{IsArabic}+(?=\\s*(?:[.,،؛!؟?\\n]|$)))?)");

    /** Who is addressed. */
    private static final Pattern TITLE = Pattern.compile("(?<!\\p{L})(?:Mr|Mrs|Ms|Dr|Prof|Herrn|Herr|Frau)\\.? ("
            + CAPITALS + ")" + "|(?:السيدة|السيد|الدكتورة|الدكتور) (\\p{IsArabic}+)");

    /** Who signed, on a line of its own. */
    private static final Pattern SIGNED =
            Pattern.compile("(?iu:(?:kind |best |warm )?regards|sincerely(?: yours)?|yours truly"
                    + "|(?:mit )?(?:freundlichen|besten|herzlichen|lieben) gr(?:ü|ue)(?:ß|ss)en"
                    + "|(?:liebe|viele|beste) gr(?:ü|ue)(?:ß|ss)e|مع أطيب التحيات|مع خالص التحية)[,،]?\\s*\\R\\s*("
                    + CAPITALS + "|\\p{IsArabic}+(?: \\p{IsArabic}+)?)(?=\\s*(?:\\R|$))");

    static final List<Pattern> PATTERNS = List.of(LATIN, ARABIC, TITLE, SIGNED);

    /** Words that may follow and are none, in small letters. */
    private static final Set<String> NONE = Set.of(
            "not",
            "on",
            "in",
            "a",
            "an",
            "the",
            "too",
            "so",
            "very",
            "often",
            "never",
            "always",
            "misspelled",
            "spelled",
            "wrong",
            "nicht",
            "auch",
            "zu",
            "sehr",
            "oft",
            "nie",
            "immer",
            "falsch",
            "ein",
            "eine",
            "der",
            "die",
            "das",
            "im");

    private Names() {}

    /** The name; empty where the words announce none. */
    static String in(MatchResult match) {
        String name = "";
        for (int group = 1; group <= match.groupCount(); group++) {
            if (match.group(group) != null) {
                name = match.group(group);
            }
        }
        return NONE.contains(name.toLowerCase(Locale.ROOT)) ? "" : name;
    }
}
