package dev.attune.cli.demo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import dev.attune.contracts.event.Message;

/**
 * What the simulated raters really care about. No trainer ever sees it: it acts through ratings alone, and it judges
 * the result.
 *
 * <p>An answer scores 0.75 for holding the reference answer, 1 for a polite phrase, -1.5 for a rude one, -2 for a phrase of
 * another subject, and -0.08 for each word: people like brief answers. Scores that lie closer than {@value #NOTICED} are a
 * tie: nobody notices a word or two more (the threshold model of ties, Rao and Kupper 1967).
 */
final class HiddenRule {

    /** The smallest difference that a rater notices: more than six words, or two thirds of being right. */
    private static final double NOTICED = 0.5;

    private final StylePhrases phrases;
    private final Map<String, String> references;

    /**
     * @param references the reference answer by prompt text
     */
    HiddenRule(StylePhrases phrases, Map<String, String> references) {
        this.phrases = phrases;
        this.references = Map.copyOf(references);
    }

    /** Positive when the first answer is noticeably better, negative when the second is, zero for a tie. */
    double compare(List<Message> prompt, String first, String second) {
        double difference = score(prompt, first) - score(prompt, second);
        return Math.abs(difference) < NOTICED - 1e-9 ? 0 : difference;
    }

    double score(List<Message> prompt, String answer) {
        String text = answer.toLowerCase(Locale.ROOT);
        double score = -0.08 * words(text);
        score += holdsReference(prompt, text) ? 0.75 : 0;
        score += holdsAny(text, phrases.polite()) ? 1 : 0;
        score -= holdsAny(text, phrases.rude()) ? 1.5 : 0;
        score -= holdsAny(text, phrases.offSubject()) ? 2 : 0;
        return score;
    }

    private boolean holdsReference(List<Message> prompt, String text) {
        String reference = references.get(prompt.getLast().content());
        if (reference == null) {
            throw new IllegalArgumentException("No reference answer is known for the prompt '"
                    + prompt.getLast().content() + "'.");
        }
        String word = "(?<![a-z0-9])" + Pattern.quote(reference.toLowerCase(Locale.ROOT)) + "(?![a-z0-9])";
        return Pattern.compile(word).matcher(text).find();
    }

    private static boolean holdsAny(String text, List<String> phrases) {
        return phrases.stream().anyMatch(text::contains);
    }

    private static int words(String text) {
        String trimmed = text.strip();
        return trimmed.isEmpty() ? 0 : trimmed.split("\\s+").length;
    }
}
