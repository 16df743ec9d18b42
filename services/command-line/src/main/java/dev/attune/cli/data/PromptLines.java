package dev.attune.cli.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.Split;
import dev.attune.preference.file.BadLine;
import dev.attune.preference.file.UnusedColumns;
import dev.attune.preference.message.Messages;
import dev.attune.text.Row;

/**
 * Reads prompts: each line {@code {"prompt": text or messages}} (TRL's prompt-only form) or {@code {"messages": […]}},
 * with an optional {@code split} of TRAIN or HELD_OUT.
 */
public final class PromptLines {

    private static final Set<String> KNOWN = Set.of("prompt", "messages", "split");

    private final double heldOut;
    private final List<ImportLine> lines = new ArrayList<>();
    private final List<BadLine> badLines = new ArrayList<>();
    private final UnusedColumns unusedColumns = new UnusedColumns();

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
        String sha256 = JsonLines.read(file, reading::row);
        return new ImportFile("prompts", reading.lines, reading.badLines, reading.unusedColumns.rows(), sha256);
    }

    private void row(Row row) {
        switch (row) {
            case Row.Bad bad -> badLines.add(new BadLine(bad.line(), bad.sentence()));
            case Row.Good good -> {
                try {
                    good(good);
                } catch (IllegalArgumentException e) {
                    badLines.add(new BadLine(good.line(), String.valueOf(e.getMessage())));
                }
            }
        }
    }

    private void good(Row.Good row) {
        ObjectNode line = row.json();
        String column = line.has("prompt") || !line.has("messages") ? "prompt" : "messages";
        if (line.has("prompt") && line.has("messages")) {
            throw new IllegalArgumentException("it has both prompt and messages, of which only one can be asked");
        }
        List<Message> messages = Messages.prompt(line.path(column), column);
        lines.add(new ImportLine(row.line(), Map.of("messages", messages, "split", split(line, messages))));
        unusedColumns.count(line, KNOWN);
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
