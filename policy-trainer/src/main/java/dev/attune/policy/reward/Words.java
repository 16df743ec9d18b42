package dev.attune.policy.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts as sequences of lower-case words, and which words a text says. */
public final class Words {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private Words() {}

    /** The lower-case words of {@code text}: runs of letters and digits. */
    public static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return List.copyOf(words);
    }

    /** Whether the words of {@code phrase} stand in {@code text} one after the other, whatever case and punctuation. */
    public static boolean says(String text, String phrase) {
        List<String> wanted = of(phrase);
        List<String> words = of(text);
        for (int start = 0; start + wanted.size() <= words.size(); start++) {
            if (words.subList(start, start + wanted.size()).equals(wanted)) {
                return !wanted.isEmpty();
            }
        }
        return false;
    }

    /** {@code text} with its first letter as a capital. */
    public static String capitalised(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** {@code noun} after its indefinite article: "a dog", "an apple". */
    public static String withArticle(String noun) {
        return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }
}
