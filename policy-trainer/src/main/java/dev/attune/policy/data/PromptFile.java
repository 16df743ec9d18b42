package dev.attune.policy.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Message;

/**
 * Prompts in JSON lines: {@code {"prompt": "text"}} or {@code {"prompt": [{"role", "content"}, …]}}; other columns are
 * kept for rewards that look at them, so that preference files can be used too.
 *
 * @param prompts the conversations, each ending before the answer, in the order of the file
 * @param lines the whole line of each prompt
 * @param rejected a sentence for each line that holds no prompt
 */
public record PromptFile(List<List<Message>> prompts, List<JsonNode> lines, List<String> rejected) {

    public PromptFile {
        prompts = List.copyOf(prompts);
        lines = List.copyOf(lines);
        rejected = List.copyOf(rejected);
    }

    /**
     * Reads a file; a bad line does not stop the others.
     *
     * @throws AttuneException {@code prompts-unreadable} or {@code no-prompts} when nothing usable is in it
     */
    public static PromptFile read(Path file) {
        JsonLines<Line> read = JsonLines.read(file, "prompt", "a field prompt", line -> new Line(prompt(line), line));
        return new PromptFile(
                read.values().stream().map(Line::prompt).toList(),
                read.values().stream().map(Line::whole).toList(),
                read.rejected());
    }

    private record Line(List<Message> prompt, JsonNode whole) {}

    private static List<Message> prompt(JsonNode line) {
        JsonNode prompt = line.path("prompt");
        if (prompt.isTextual() && !prompt.textValue().isBlank()) {
            return List.of(Message.user(prompt.textValue()));
        }
        if (!prompt.isArray() || prompt.isEmpty()) {
            throw new IllegalArgumentException("the field prompt must be text or a list of messages");
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : prompt) {
            messages.add(new Message(
                    message.path("role").asText(), message.path("content").asText()));
        }
        if (messages.getLast().role().equals("assistant")) {
            throw new IllegalArgumentException("the last message is the assistant's, so nothing is left to answer");
        }
        return List.copyOf(messages);
    }
}
