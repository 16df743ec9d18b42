package dev.attune.platform.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.bus.Json;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.Split;

/** attune-tiny's prompts with their reference answers, as shipped beside the model. */
record DemoPrompts(List<Entry> entries) {

    DemoPrompts {
        entries = List.copyOf(entries);
    }

    record Entry(String prompt, Split split, String reference) {}

    static DemoPrompts read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode json = Json.MAPPER.readTree(line);
            JsonNode conversation = json.get("prompt");
            String prompt =
                    conversation.get(conversation.size() - 1).get("content").asText();
            Split split = Split.valueOf(json.get("split").asText());
            entries.add(new Entry(prompt, split, json.get("reference").asText()));
        }
        return new DemoPrompts(entries);
    }

    /** The first {@code count} prompts of a split, in an order drawn by {@code seed}. */
    List<List<Message>> draw(Split split, int count, long seed) {
        List<Entry> drawn = new ArrayList<>(
                entries.stream().filter(entry -> entry.split() == split).toList());
        if (drawn.size() < count) {
            throw new IllegalArgumentException(
                    "Only " + drawn.size() + " " + split + " prompts are shipped, but " + count + " are wanted.");
        }
        Collections.shuffle(drawn, new Random(seed));
        return drawn.subList(0, count).stream()
                .map(entry -> List.of(Message.user(entry.prompt())))
                .toList();
    }

    Map<String, String> references() {
        return entries.stream().collect(Collectors.toMap(Entry::prompt, Entry::reference, (first, second) -> first));
    }
}
