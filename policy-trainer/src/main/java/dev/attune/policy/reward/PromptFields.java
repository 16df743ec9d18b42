package dev.attune.policy.reward;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.attune.contracts.event.Message;
import dev.attune.policy.data.PromptFile;

/**
 * What a prompt file says of its prompts beside the prompts themselves, such as reference answers.
 *
 * @param lines by prompt; a prompt that is there twice has two
 */
public record PromptFields(Map<List<Message>, List<JsonNode>> lines) {

    public static final PromptFields NONE = new PromptFields(Map.of());

    public PromptFields {
        lines = Map.copyOf(lines);
    }

    public static PromptFields of(PromptFile file) {
        Map<List<Message>, List<JsonNode>> lines = new HashMap<>();
        for (int i = 0; i < file.prompts().size(); i++) {
            lines.computeIfAbsent(file.prompts().get(i), key -> new ArrayList<>())
                    .add(file.lines().get(i));
        }
        return new PromptFields(lines);
    }

    /** The texts in a field of a prompt's lines: a text or number itself, or those of a list. Empty where there are none. */
    public List<String> texts(List<Message> prompt, String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode line : lines.getOrDefault(prompt, List.of())) {
            JsonNode value = line.path(field);
            Iterable<JsonNode> values = value.isArray() ? value : List.of(value);
            for (JsonNode one : values) {
                if (one.isTextual() || one.isNumber()) {
                    texts.add(one.asText());
                }
            }
        }
        return texts;
    }

    /** The first line of a prompt; missing where the prompt is not from a file. */
    public JsonNode line(List<Message> prompt) {
        List<JsonNode> found = lines.getOrDefault(prompt, List.of());
        return found.isEmpty() ? MissingNode.getInstance() : found.getFirst();
    }
}
