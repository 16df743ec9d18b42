package dev.attune.tiny;

import java.util.List;
import java.util.stream.Stream;

import dev.attune.policy.reward.Words;

/**
 * Whole sentences by what they show; the contents of {@code style-phrases.json}, which is also beside the shipped
 * model so that a judge of texts can be written from data.
 *
 * @param closings those of {@code polite} and {@code rude} that end an answer instead of opening it
 * @param rambling sentences that say nothing
 * @param offSubject sentences about something else, which stand where the answer should
 */
public record StylePhrases(
        List<String> polite, List<String> rude, List<String> closings, List<String> rambling, List<String> offSubject) {
    public StylePhrases {
        polite = List.copyOf(polite);
        rude = List.copyOf(rude);
        closings = List.copyOf(closings);
        rambling = List.copyOf(rambling);
        offSubject = List.copyOf(offSubject);
    }

    /** The phrases that this jar carries. */
    public static StylePhrases shipped() {
        return Facts.read("style-phrases.json", StylePhrases.class);
    }

    List<String> openings(List<String> phrases) {
        return phrases.stream().filter(phrase -> !closings.contains(phrase)).toList();
    }

    List<String> closings(List<String> phrases) {
        return phrases.stream().filter(closings::contains).toList();
    }

    /** Whether some phrase happens to say {@code reference}, so that a check for it would prove nothing. */
    boolean say(String reference) {
        return Stream.of(polite, rude, rambling, offSubject)
                .flatMap(List::stream)
                .anyMatch(phrase -> Words.says(phrase, reference));
    }
}
