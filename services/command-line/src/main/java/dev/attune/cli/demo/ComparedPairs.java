package dev.attune.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;

/** The pairs of a blind evaluation, with the tuned model's answer and the base's told apart again. */
final class ComparedPairs {

    private ComparedPairs() {}

    /** The first ones. */
    static List<DemoResult.Sample> samples(Path pairs, int count) throws IOException {
        return read(pairs).stream()
                .limit(count)
                .map(pair -> new DemoResult.Sample(
                        conversation(pair).getLast().content(),
                        pair.get("opponentAnswer").asText(),
                        pair.get("answer").asText(),
                        pair.get("result").asText()))
                .toList();
    }

    /**
     * What can be seen of one side's answers.
     *
     * @param side the field with its answers
     */
    static Traits traits(Path pairs, String side, HiddenRule rule) throws IOException {
        return Traits.mean(read(pairs).stream()
                .map(pair -> rule.traits(conversation(pair), pair.get(side).asText()))
                .toList());
    }

    private static List<Message> conversation(JsonNode pair) {
        return Arrays.asList(Json.MAPPER.convertValue(pair.get("prompt"), Message[].class));
    }

    private static List<JsonNode> read(Path pairs) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (String line : Files.readAllLines(pairs)) {
            all.add(Json.MAPPER.readTree(line));
        }
        return all;
    }
}
