package dev.attune.preference.rating;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.part.Split;
import dev.attune.preference.file.UnusedColumns;
import dev.attune.preference.message.Messages;
import dev.attune.text.Row;

/**
 * A row as a prompt: {@code {"prompt": text or messages}} (TRL's prompt-only form) or {@code {"messages": […]}}, with an optional
 * {@code split} of TRAIN or HELD_OUT, and who is to rate the answers: {@code language}, {@code skills}, {@code priority}.
 *
 * @param language as the row has it; absent: any
 * @param priority 0 where the row has none
 * @param unused columns without a meaning
 */
public record PromptRow(
        List<Message> messages,
        Split split,
        @Nullable String language,
        List<String> skills,
        int priority,
        Map<String, Integer> unused) {

    private static final Set<String> KNOWN = Set.of("prompt", "messages", "split", "language", "skills", "priority");

    public PromptRow {
        messages = List.copyOf(messages);
        skills = List.copyOf(skills);
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
        return new PromptRow(
                messages,
                split(line, messages, heldOut),
                line.hasNonNull("language") ? line.path("language").asText() : null,
                skills(line.path("skills")),
                priority(line.path("priority")),
                unused.rows());
    }

    /** A list, or in tables a text with commas. */
    private static List<String> skills(JsonNode skills) {
        if (skills.isTextual()) {
            return Arrays.stream(skills.asText().split(","))
                    .filter(skill -> !skill.isBlank())
                    .toList();
        }
        List<String> names = new ArrayList<>();
        skills.forEach(skill -> names.add(skill.asText()));
        return names;
    }

    private static int priority(JsonNode priority) {
        if (priority.isMissingNode() || priority.isNull() || priority.asText().isBlank()) {
            return 0;
        }
        try {
            return Integer.parseInt(priority.asText().strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("priority must be a whole number but is " + priority.asText(), e);
        }
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
