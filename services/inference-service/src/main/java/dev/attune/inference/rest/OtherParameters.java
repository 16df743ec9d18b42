package dev.attune.inference.rest;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.inference.Faults;

/**
 * The parameters of OpenAI's request that change nothing here. Each is taken with the values with which it asks for what
 * happens anyway, such as a penalty of 0; with any other, the answer would not be what was asked for, so it is refused.
 */
final class OtherParameters {

    /** What each parameter may say. */
    private static final Map<String, Predicate<JsonNode>> HARMLESS = Map.ofEntries(
            Map.entry("user", _ -> true),
            Map.entry("metadata", _ -> true),
            Map.entry("safety_identifier", _ -> true),
            Map.entry("prompt_cache_key", _ -> true),
            Map.entry("prompt_cache_retention", _ -> true),
            Map.entry("service_tier", text("auto", "default")),
            Map.entry("store", OtherParameters::isFalse),
            Map.entry("n", number(1)),
            Map.entry("logprobs", OtherParameters::isFalse),
            Map.entry("top_logprobs", number(0)),
            Map.entry("logit_bias", OtherParameters::isEmpty),
            Map.entry("presence_penalty", number(0)),
            Map.entry("frequency_penalty", number(0)),
            Map.entry("response_format", value -> value.path("type").asText().equals("text")),
            Map.entry(
                    "modalities",
                    value -> value.size() == 1 && value.path(0).asText().equals("text")),
            Map.entry("tools", OtherParameters::isEmpty),
            Map.entry("tool_choice", text("auto", "none")),
            Map.entry("parallel_tool_calls", JsonNode::isBoolean),
            Map.entry("functions", OtherParameters::isEmpty),
            Map.entry("function_call", text("auto", "none")),
            Map.entry("reasoning_effort", text("none")),
            Map.entry("verbosity", text("medium")),
            Map.entry("audio", _ -> false),
            Map.entry("prediction", _ -> false),
            Map.entry("web_search_options", _ -> false));

    /** Fields of OpenAI's messages that mean something there and nothing here. */
    private static final Set<String> KNOWN_OF_MESSAGES =
            Set.of("name", "refusal", "annotations", "audio", "tool_calls", "tool_call_id", "function_call");

    private OtherParameters() {}

    /** @throws dev.attune.contracts.error.AttuneException {@code unsupported-parameter} or {@code unknown-parameter} */
    static void check(Map<String, JsonNode> parameters) {
        parameters.forEach((name, value) -> {
            Predicate<JsonNode> harmless = HARMLESS.get(name);
            if (harmless == null) {
                throw Faults.unknownParameter(shown(name));
            }
            if (!value.isNull() && !harmless.test(value)) {
                throw Faults.unsupported(name + " = " + shown(value.toString()), "leave it out");
            }
        });
    }

    /** What a message may have beside role and content: clients send our own answers back with these, empty. */
    static void checkMessage(Map<String, JsonNode> fields) {
        fields.forEach((name, value) -> {
            boolean says = !value.isNull() && !isEmpty(value);
            if (says && !KNOWN_OF_MESSAGES.contains(name)) {
                throw Faults.unknownParameter(shown(name) + " of a message");
            }
            if (says) {
                throw Faults.unsupported(String.format(Locale.ROOT, "The %s of a message", name), "leave it out");
            }
        });
    }

    private static boolean isFalse(JsonNode value) {
        return value.isBoolean() && !value.booleanValue();
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isContainerNode() && value.isEmpty();
    }

    private static Predicate<JsonNode> text(String... values) {
        return value -> value.isTextual() && List.of(values).contains(value.textValue());
    }

    private static Predicate<JsonNode> number(int number) {
        return value -> value.isNumber() && value.doubleValue() == number;
    }

    private static String shown(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
