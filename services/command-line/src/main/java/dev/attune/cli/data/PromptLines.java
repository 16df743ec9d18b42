package dev.attune.cli.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.Split;
import dev.attune.contracts.json.Json;
import dev.attune.preference.file.BadLine;

/**
 * Reads prompts: each line {@code {"prompt": text or messages}} (TRL's prompt-only form) or {@code {"messages": […]}},
 * with an optional {@code split} of TRAIN or HELD_OUT.
 */
public final class PromptLines {

    private static final Set<String> KNOWN = Set.of("prompt", "messages", "split");

    private final double heldOut;
    private final List<ImportLine> lines = new ArrayList<>();
    private final List<BadLine> badLines = new ArrayList<>();
    private final Set<String> unusedColumns = new TreeSet<>();

    private PromptLines(double heldOut) {
        this.heldOut = heldOut;
    }

    /**
     * Reads a file.
     *
     * @param heldOut share in [0, 1] of the prompts without a split of their own that are kept away from training; which
     *     ones depends on their text only
     * @throws dev.attune.contracts.error.AttuneException {@code file-unreadable} or {@code file-empty}
     */
    public static ImportFile read(Path file, double heldOut) {
        PromptLines reading = new PromptLines(heldOut);
        String sha256 = JsonLines.read(file, reading::line);
        return new ImportFile("prompts", reading.lines, reading.badLines, reading.unusedColumns, sha256);
    }

    private void line(int number, String text) {
        if (text.isBlank()) {
            return;
        }
        try {
            JsonNode line = Json.MAPPER.readTree(text);
            if (!line.isObject()) {
                throw new IllegalArgumentException("it is no JSON object");
            }
            List<Message> messages = messages(line);
            lines.add(new ImportLine(number, Map.of("messages", messages, "split", split(line, messages))));
            line.fieldNames().forEachRemaining(column -> {
                if (!KNOWN.contains(column)) {
                    unusedColumns.add(column);
                }
            });
        } catch (JsonProcessingException e) {
            badLines.add(new BadLine(number, "it is no valid JSON: " + e.getOriginalMessage()));
        } catch (IllegalArgumentException e) {
            badLines.add(new BadLine(number, String.valueOf(e.getMessage())));
        }
    }

    private static List<Message> messages(JsonNode line) {
        JsonNode prompt = line.has("prompt") ? line.path("prompt") : line.path("messages");
        if (prompt.isTextual() && !prompt.textValue().isBlank()) {
            return List.of(Message.user(prompt.textValue()));
        }
        if (!prompt.isArray() || prompt.isEmpty()) {
            throw new IllegalArgumentException("it has neither a text nor a list of messages in prompt or messages");
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : prompt) {
            JsonNode content = message.path("content");
            if (!content.isTextual()) {
                throw new IllegalArgumentException("a message has no text in content");
            }
            messages.add(new Message(message.path("role").asText(), content.textValue()));
        }
        if (messages.getLast().role().equals("assistant")) {
            throw new IllegalArgumentException("its last message is the assistant's, so there is nothing to answer");
        }
        return messages;
    }

    private Split split(JsonNode line, List<Message> messages) {
        if (!line.has("split")) {
            return fraction(messages) < heldOut ? Split.HELD_OUT : Split.TRAIN;
        }
        String named = line.path("split").asText();
        return Arrays.stream(Split.values())
                .filter(split -> split.name().equals(named))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("split must be TRAIN or HELD_OUT but is " + named));
    }

    private static double fraction(List<Message> messages) {
        CRC32 crc = new CRC32();
        crc.update(Message.readable(messages).getBytes(StandardCharsets.UTF_8));
        return crc.getValue() / (double) (1L << 32);
    }
}
