package dev.attune.tiny;

import java.util.List;
import java.util.Locale;

import dev.attune.policy.reward.Words;

/**
 * What a text shows of the things that people care about.
 *
 * @param right it says the reference answer
 * @param words its length
 */
public record Traits(boolean right, boolean polite, boolean rude, boolean rambling, boolean offSubject, int words) {

    /** Looks for the phrases, whatever their case, and for the reference answer word by word. */
    public static Traits of(String answer, String reference, StylePhrases phrases) {
        return new Traits(
                Words.says(answer, reference),
                hasOne(answer, phrases.polite()),
                hasOne(answer, phrases.rude()),
                hasOne(answer, phrases.rambling()),
                hasOne(answer, phrases.offSubject()),
                Words.of(answer).size());
    }

    private static boolean hasOne(String answer, List<String> phrases) {
        String lower = answer.toLowerCase(Locale.ROOT);
        return phrases.stream().anyMatch(phrase -> lower.contains(phrase.toLowerCase(Locale.ROOT)));
    }
}
