package dev.attune.preference.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.attune.contracts.event.Message;
import dev.attune.text.Texts;

/**
 * Messages in OpenAI's form and its kin: {@code role} or {@code from}, with {@code content}, {@code text} or {@code value}
 * that is a text or a list of text parts. Each failure is an {@link IllegalArgumentException} that names the column.
 */
public final class Messages {

    private static final List<String> CONTENT = List.of("content", "text", "value");
    private static final Set<String> TEXT_PARTS = Set.of("text", "input_text", "output_text");
    private static final List<String> CALLS = List.of("tool_calls", "function_call");
    private static final Set<String> KNOWN =
            Set.of("role", "from", "content", "text", "value", "tool_calls", "function_call");

    private Messages() {}

    /** The messages of a column: a list of them, or one alone. The published names of roles are brought to ours. */
    public static List<Message> of(JsonNode column, String name) {
        if (column.isObject() && (column.has("role") || column.has("from"))) {
            return List.of(message(column, name));
        }
        if (!column.isArray() || column.isEmpty()) {
            throw new IllegalArgumentException("column " + name + " must be a list of messages but is "
                    + (column.isArray() ? "empty" : kind(column)));
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : column) {
            messages.add(message(message, name));
        }
        return List.copyOf(messages);
    }

    /**
     * A conversation that wants an answer: a text, which is a person's, or messages.
     *
     * @throws IllegalArgumentException also when nobody asks: without a person's turn that can be seen, or at the
     *     assistant's turn
     */
    public static List<Message> prompt(JsonNode column, String name) {
        JsonNode value = joinedParts(column, name);
        List<Message> messages = value.isTextual() ? List.of(Message.user(value.textValue())) : of(value, name);
        if (messages.getLast().role().equals("assistant")) {
            throw new IllegalArgumentException(
                    "the last message of column " + name + " is the assistant's, so nothing is left to answer");
        }
        if (Texts.isInvisible(messages.getLast().content())) {
            throw new IllegalArgumentException("the last message of column " + name + " has no text that can be seen");
        }
        if (messages.stream()
                .noneMatch(message -> message.role().equals("user") && !Texts.isInvisible(message.content()))) {
            throw new IllegalArgumentException("column " + name + " has no person's turn with text, so nobody asks");
        }
        return messages;
    }

    /** A column whose value is a list of text parts as their text, any other as it is. */
    public static JsonNode joinedParts(JsonNode column, String name) {
        boolean parts = column.isArray()
                && !column.isEmpty()
                && column.get(0).isObject()
                && column.get(0).has("type")
                && !column.get(0).has("role")
                && !column.get(0).has("from");
        return parts ? TextNode.valueOf(joined(column, name)) : column;
    }

    /** Fields of messages that have no meaning here, as {@code column.field}; null ones say nothing. */
    public static Set<String> unusedFields(ObjectNode row) {
        Set<String> unused = new TreeSet<>();
        for (Map.Entry<String, JsonNode> column : row.properties()) {
            for (JsonNode element : column.getValue()) {
                if (element instanceof ObjectNode message && (message.has("role") || message.has("from"))) {
                    message.properties().stream()
                            .filter(field -> !KNOWN.contains(field.getKey())
                                    && !field.getValue().isNull())
                            .forEach(field -> unused.add(column.getKey() + "." + field.getKey()));
                }
            }
        }
        return unused;
    }

    private static Message message(JsonNode message, String column) {
        JsonNode role = message.hasNonNull("role") ? message.path("role") : message.path("from");
        if (!role.isTextual()) {
            throw new IllegalArgumentException("column " + column + " holds "
                    + (message.isObject() ? "a message without a role" : kind(message) + " in place of a message"));
        }
        for (String call : CALLS) {
            if (!message.path(call).isEmpty()) {
                throw new IllegalArgumentException(
                        "column " + column + " holds a message with " + call + ", which cannot be used");
            }
        }
        return new Message(role(role.textValue()), content(message, role.textValue(), column));
    }

    private static String content(JsonNode message, String role, String column) {
        for (String name : CONTENT) {
            JsonNode content = message.path(name);
            if (content.isTextual()) {
                return content.textValue();
            }
            if (content.isArray()) {
                return joined(content, column);
            }
            if (message.hasNonNull(name)) {
                throw new IllegalArgumentException("column " + column + " holds a message whose " + name
                        + " must be text but is " + kind(content));
            }
        }
        throw new IllegalArgumentException("column " + column + " holds a message of the role " + role
                + (message.has("content") ? " whose content is null" : " without content"));
    }

    private static String joined(JsonNode parts, String column) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : parts) {
            JsonNode words = part.isTextual() ? part : part.path("text");
            String type = part.path("type").asText("text");
            if (!words.isTextual() || !TEXT_PARTS.contains(type)) {
                throw new IllegalArgumentException("column " + column + " holds a part "
                        + (part.isObject() ? "of type " + type : "that is " + kind(part)) + ", which is no text");
            }
            text.append(words.textValue());
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("column " + column + " holds a message whose list of parts is empty");
        }
        return text.toString();
    }

    private static String role(String published) {
        return switch (published.toLowerCase(Locale.ROOT)) {
            case "human", "prompter", "user" -> "user";
            case "gpt", "assistant", "model" -> "assistant";
            case "system", "developer" -> "system";
            default -> throw new IllegalArgumentException("role " + published + " is unknown");
        };
    }

    /** What a value is, for a sentence. */
    public static String kind(JsonNode value) {
        return value.isMissingNode() ? "missing" : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
