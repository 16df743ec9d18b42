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
 * <p>An answer scores what its {@link Traits} are worth to a {@link Taste}. Scores that lie closer than {@value #NOTICED} are a tie: nobody
 * notices a word or two more (the threshold model of ties, Rao and Kupper 1967).
 */
final class HiddenRule {

    /** The smallest difference that a rater notices: more than six words, or a third of being right. */
    private static final double NOTICED = 0.5;

    private final StylePhrases phrases;
    private final Map<String, String> references;
    private final Taste taste;

    /**
     * @param references the reference answer by prompt text
     */
    HiddenRule(StylePhrases phrases, Map<String, String> references, Taste taste) {
        this.phrases = phrases;
        this.references = Map.copyOf(references);
        this.taste = taste;
    }

    /** The same people with another taste. */
    HiddenRule with(Taste other) {
        return new HiddenRule(phrases, references, other);
    }

    /** Positive when the first answer is noticeably better, negative when the second is, zero for a tie. */
    double compare(List<Message> prompt, String first, String second) {
        double difference = score(prompt, first) - score(prompt, second);
        return Math.abs(difference) < NOTICED - 1e-9 ? 0 : difference;
    }

    double score(List<Message> prompt, String answer) {
        return taste.worth(traits(prompt, answer));
    }

    /** What can be seen of an answer. */
    Traits traits(List<Message> prompt, String answer) {
        String text = answer.toLowerCase(Locale.ROOT);
        return Traits.of(
                holdsReference(prompt, text),
                holdsAny(text, phrases.polite()),
                holdsAny(text, phrases.rude()),
                holdsAny(text, phrases.offSubject()),
                words(text));
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
