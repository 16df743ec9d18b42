package dev.attune.cli.load;

import java.util.Map;
import java.util.TreeMap;

import dev.attune.cli.bench.Latencies;

/**
 * What the load's process measured.
 *
 * @param seconds that counted
 * @param ratings acknowledged in them
 * @param onTopic events of ratings that a consumer read in them
 * @param rate from the moment at which a rating was due until it was acknowledged
 * @param next the same of the call for the next item
 * @param readable from the rating's own time until a consumer of the topic has it
 * @param refused answers other than an item or a rating, by code
 * @param failure what stopped a client; empty
 */
record LoadResult(
        double seconds,
        long ratings,
        long onTopic,
        Latencies rate,
        Latencies next,
        Latencies readable,
        Map<String, Long> refused,
        String failure) {

    LoadResult {
        refused = new TreeMap<>(refused);
    }

    double perSecond() {
        return seconds == 0 ? 0 : ratings / seconds;
    }

    double onTopicPerSecond() {
        return seconds == 0 ? 0 : onTopic / seconds;
    }
}
