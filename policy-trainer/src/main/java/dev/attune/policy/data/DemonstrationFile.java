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
 * Demonstrations in JSON lines, in TRL's forms: {@code {"messages": [{"role", "content"}, …]}}, or {@code {"prompt",
 * "completion"}} where each is a text or a list of messages. Other columns are ignored.
 *
 * @param demonstrations in the order of the file
 * @param rejected a sentence for each line that holds none
 */
public record DemonstrationFile(List<Demonstration> demonstrations, List<String> rejected) {

    public DemonstrationFile {
        demonstrations = List.copyOf(demonstrations);
        rejected = List.copyOf(rejected);
    }

    /**
     * Reads a file; a bad line does not stop the others.
     *
     * @throws AttuneException {@code demonstrations-unreadable}, or {@code no-demonstrations} when nothing usable is in it
     */
    public static DemonstrationFile read(Path file) {
        List<Demonstration> demonstrations = new ArrayList<>();
        List<String> rejected = new ArrayList<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                try {
                    demonstrations.add(demonstration(lines.get(i)));
                } catch (JsonProcessingException e) {
                    rejected.add("Line " + (i + 1) + " of " + file + " is not JSON: " + Json.sentence(e) + ".");
                } catch (IllegalArgumentException e) {
                    rejected.add(
                            "Line " + (i + 1) + " of " + file + " holds no demonstration: " + e.getMessage() + ".");
                }
            }
        }
        if (demonstrations.isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "no-demonstrations",
                    "There is no demonstration in " + file
                            + "; give JSON lines with a field messages, or with the fields prompt and completion."
                            + (rejected.isEmpty() ? "" : " " + rejected.getFirst()));
        }
        return new DemonstrationFile(demonstrations, rejected);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "demonstrations-unreadable",
                    "The demonstrations file " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + "); give an existing UTF-8 file.",
                    e);
        }
    }

    private static Demonstration demonstration(String line) throws JsonProcessingException {
        JsonNode json = Json.MAPPER.readTree(line);
        if (json.has("messages")) {
            return new Demonstration(messages(json.path("messages"), "user", "messages"));
        }
        List<Message> conversation = new ArrayList<>(messages(json.path("prompt"), "user", "prompt"));
        conversation.addAll(messages(json.path("completion"), "assistant", "completion"));
        return new Demonstration(conversation);
    }

    private static List<Message> messages(JsonNode json, String role, String field) {
        if (json.isTextual() && !field.equals("messages")) {
            return List.of(new Message(role, json.textValue()));
        }
        if (!json.isArray() || json.isEmpty()) {
            throw new IllegalArgumentException("the field " + field + " is missing, empty or of another form");
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : json) {
            if (!message.path("content").isTextual()) {
                throw new IllegalArgumentException("a message in the field " + field + " has no text as its content");
            }
            messages.add(new Message(
                    message.path("role").asText(), message.path("content").textValue()));
        }
        return messages;
    }
}
