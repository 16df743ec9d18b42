package dev.attune.preference.rating;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.Split;
import dev.attune.preference.file.UnusedColumns;
import dev.attune.preference.message.Messages;
import dev.attune.text.Row;

/**
 * A row as a prompt: {@code {"prompt": text or messages}} (TRL's prompt-only form) or {@code {"messages": […]}}, with an optional
 * {@code split} of TRAIN or HELD_OUT.
 *
 * @param unused columns without a meaning
 */
public record PromptRow(List<Message> messages, Split split, Map<String, Integer> unused) {

    private static final Set<String> KNOWN = Set.of("prompt", "messages", "split");

    public PromptRow {
        messages = List.copyOf(messages);
        unused = Map.copyOf(unused);
    }

    /**
     * Reads a row.
     *
     * @param heldOut share in [0, 1] of the prompts without a split of their own that are kept away from training; which ones depends
     *     on their text only
     * @throws IllegalArgumentException with a sentence about what is wrong
     */
    public static PromptRow of(Row.Good row, double heldOut) {
        ObjectNode line = row.json();
        String column = line.has("prompt") || !line.has("messages") ? "prompt" : "messages";
        if (line.has("prompt") && line.has("messages")) {
            throw new IllegalArgumentException("it has both prompt and messages, of which only one can be asked");
        }
        List<Message> messages = Messages.prompt(line.path(column), column);
        UnusedColumns unused = new UnusedColumns();
        unused.count(line, KNOWN);
        return new PromptRow(messages, split(line, messages, heldOut), unused.rows());
    }

    private static Split split(JsonNode line, List<Message> messages, double heldOut) {
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
