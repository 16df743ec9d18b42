package dev.attune.feedback.service.export;

import java.util.List;
import java.util.Locale;

import dev.attune.contracts.event.Message;

/**
 * A compared pair with what is known of it in columns.
 *
 * @param outcome decisive, tie or both_bad
 * @param meanStrength mean strength of those who prefer {@code chosen}
 */
record PairRow(
        List<Message> prompt,
        List<Message> chosen,
        List<Message> rejected,
        String outcome,
        int strength,
        double meanStrength,
        double probability,
        int ratings,
        String split,
        String item) {

    static PairRow of(Judged pair) {
        return new PairRow(
                pair.prompt(),
                List.of(Message.assistant(pair.chosen())),
                List.of(Message.assistant(pair.rejected())),
                pair.settled().outcome().name().toLowerCase(Locale.ROOT),
                pair.strength(),
                pair.settled().margin(),
                pair.settled().probability(),
                pair.settled().ratings(),
                pair.rated().prompt().split().name(),
                pair.settled().itemId());
    }
}
