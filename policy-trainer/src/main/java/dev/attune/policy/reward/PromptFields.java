package dev.attune.policy.reward;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.attune.contracts.event.Message;
import dev.attune.policy.data.PromptFile;

/**
 * What a prompt file says of its prompts beside the prompts themselves, such as reference answers.
 *
 * <p>Two lines may ask the same and want other answers. So a line is found by the very list that the file made of its prompt,
 * which the recipes hand on; lines of an equal prompt from elsewhere are found by what it says.
 */
public final class PromptFields {

    public static final PromptFields NONE = new PromptFields(List.of());

    private final IdentityHashMap<List<Message>, JsonNode> own = new IdentityHashMap<>();
    private final Map<List<Message>, List<JsonNode>> equal = new HashMap<>();

    private PromptFields(List<PromptFile.PromptRow> rows) {
        for (PromptFile.PromptRow row : rows) {
            own.put(row.prompt(), row.line());
            equal.computeIfAbsent(row.prompt(), key -> new ArrayList<>()).add(row.line());
        }
    }

    public static PromptFields of(PromptFile file) {
        return new PromptFields(file.rows());
    }

    /** The texts in a field of a prompt's lines: a text or number itself, or those of a list. Empty where there are none. */
    public List<String> texts(List<Message> prompt, String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode line : lines(prompt)) {
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

    /** The line of a prompt; missing where the prompt is not from a file. */
    public JsonNode line(List<Message> prompt) {
        List<JsonNode> found = lines(prompt);
        return found.isEmpty() ? MissingNode.getInstance() : found.getFirst();
    }

    private List<JsonNode> lines(List<Message> prompt) {
        JsonNode line = own.get(prompt);
        return line == null ? equal.getOrDefault(prompt, List.of()) : List.of(line);
    }
}
