package dev.attune.policy.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Message;

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
        JsonLines<Demonstration> lines = JsonLines.read(
                file,
                "demonstration",
                "a field messages, or with the fields prompt and completion",
                DemonstrationFile::demonstration);
        return new DemonstrationFile(lines.values(), lines.rejected());
    }

    private static Demonstration demonstration(JsonNode json) {
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
