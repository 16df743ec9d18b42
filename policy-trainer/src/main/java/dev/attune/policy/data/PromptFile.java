package dev.attune.policy.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;

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
        List<List<Message>> prompts = new ArrayList<>();
        List<JsonNode> whole = new ArrayList<>();
        List<String> rejected = new ArrayList<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                try {
                    JsonNode line = Json.MAPPER.readTree(lines.get(i));
                    prompts.add(prompt(line));
                    whole.add(line);
                } catch (JsonProcessingException e) {
                    rejected.add("Line " + (i + 1) + " of " + file + " is not JSON: " + Json.sentence(e) + ".");
                } catch (IllegalArgumentException e) {
                    rejected.add("Line " + (i + 1) + " of " + file + " holds no prompt: " + e.getMessage() + ".");
                }
            }
        }
        if (prompts.isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "no-prompts",
                    "There is no prompt in " + file + "; give JSON lines with a field prompt."
                            + (rejected.isEmpty() ? "" : " " + rejected.getFirst()));
        }
        return new PromptFile(prompts, whole, rejected);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "prompts-unreadable",
                    "The prompts file " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + "); give an existing UTF-8 file.",
                    e);
        }
    }

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
