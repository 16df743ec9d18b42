package dev.attune.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;

/** attune-tiny's prompts with their reference answers. */
record DemoPrompts(List<Entry> entries) {

    /** Made by policy-trainer's corpus generator, as those beside the model; its test ShippedModelTest holds them together. */
    private static final String TAUGHT = "taught-prompts.jsonl";

    DemoPrompts {
        entries = List.copyOf(entries);
    }

    record Entry(String prompt, Split split, String reference) {}

    /**
     * Prompts that attune-tiny was not taught, {@code file}, and for more ratings ones that it was, which are for training
     * only.
     */
    static DemoPrompts read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>(entries(Files.readString(file)));
        try (InputStream in = DemoPrompts.class.getResourceAsStream(TAUGHT)) {
            entries.addAll(entries(new String(Objects.requireNonNull(in, TAUGHT).readAllBytes(), UTF_8)));
        }
        return new DemoPrompts(entries);
    }

    private static List<Entry> entries(String lines) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            JsonNode json = Json.MAPPER.readTree(line);
            JsonNode conversation = json.get("prompt");
            String prompt =
                    conversation.get(conversation.size() - 1).get("content").asText();
            Split split = Split.valueOf(json.get("split").asText());
            entries.add(new Entry(prompt, split, json.get("reference").asText()));
        }
        return entries;
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
