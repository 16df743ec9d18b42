package dev.attune.inference.rest;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.name.Names;
import dev.attune.inference.ChatQuestion;
import dev.attune.inference.Faults;

/**
 * The part of OpenAI's request that changes an answer here, and whatever else was sent: of that, what changes nothing is
 * taken and everything else refused.
 */
@JsonNaming(SnakeCaseStrategy.class)
record ChatCompletionRequest(
        @Nullable String model,
        @Nullable List<Turn> messages,
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Integer maxTokens,
        @Nullable Integer maxCompletionTokens,
        @Nullable Long seed,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<String> stop,

        @Nullable Boolean stream,
        @Nullable StreamOptions streamOptions,
        @Schema(hidden = true) @JsonAnySetter Map<String, JsonNode> others) {

    private static final int LONGEST_USER = 512;

    /** One message; its content is a text, or OpenAI's list of text parts. */
    record Turn(
            @Nullable String role,
            @Schema(implementation = String.class) @Nullable JsonNode content,
            @Schema(hidden = true) @JsonAnySetter Map<String, JsonNode> others) {

        Message message() {
            OtherParameters.checkMessage(others);
            if (role == null
                    || !List.of("system", "developer", "user", "assistant").contains(role)) {
                throw Faults.invalid("The role of a message must be system, user or assistant but is " + role + ".");
            }
            return new Message(role.equals("developer") ? "system" : role, text());
        }

        private String text() {
            if (content != null && content.isTextual()) {
                return content.asText();
            }
            if (content == null || !content.isArray() || content.isEmpty()) {
                throw Faults.invalid("The content of a message must be a text or a list of text parts.");
            }
            StringBuilder text = new StringBuilder();
            for (JsonNode part : content) {
                if (!part.isObject()) {
                    throw Faults.invalid("Each part of a message must be an object with type and text.");
                }
                String type = part.path("type").asText("text");
                if (!type.equals("text")) {
                    throw Faults.unsupported("A part of type " + type, "send text parts only");
                }
                if (!part.path("text").isTextual()) {
                    throw Faults.invalid("A part of type text must have a text.");
                }
                text.append(part.path("text").asText());
            }
            return text.toString();
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record StreamOptions(@Nullable Boolean includeUsage) {}

    boolean streams() {
        return Boolean.TRUE.equals(stream);
    }

    boolean streamsUsage() {
        return streamOptions != null && Boolean.TRUE.equals(streamOptions.includeUsage());
    }

    /** Checks the request and fills in OpenAI's defaults. */
    ChatQuestion question(int defaultMaxTokens) {
        OtherParameters.check(others);
        if (model == null || messages == null) {
            throw Faults.invalid((model == null ? "model" : "messages") + " is missing.");
        }
        return new ChatQuestion(
                model,
                withoutNull("messages", messages).stream().map(Turn::message).toList(),
                or(temperature, 1.0),
                or(topP, 1.0),
                or(maxCompletionTokens, or(maxTokens, defaultMaxTokens)),
                or(seed, ThreadLocalRandom.current().nextLong(1L << 53)),
                withoutNull("stop", or(stop, List.of())));
    }

    /** The person for whom an account asks: always answered by the same checkpoint while a canary runs. */
    @Nullable
    String user() {
        JsonNode user = others.get("user");
        if (user == null || user.isNull()) {
            return null;
        }
        if (!user.isTextual() || user.textValue().isBlank() || user.textValue().length() > LONGEST_USER) {
            throw Faults.invalid("user must be a text of 1 to " + LONGEST_USER + " characters.");
        }
        return user.textValue();
    }

    /** The project for which is asked: only with its consent what is said is kept. */
    @Nullable
    String projectId() {
        JsonNode project =
                others.getOrDefault("metadata", MissingNode.getInstance()).path("project");
        if (project.isMissingNode() || project.isNull()) {
            return null;
        }
        if (!project.isTextual() || !Names.isName(project.textValue())) {
            throw Faults.invalid("metadata.project must be the id of a project.");
        }
        return project.textValue();
    }

    private static <T> List<T> withoutNull(String parameter, List<T> list) {
        if (list.stream().anyMatch(Objects::isNull)) {
            throw Faults.invalid(parameter + " holds null; leave that out.");
        }
        return list;
    }

    private static <T> T or(@Nullable T value, T other) {
        return value == null ? other : value;
    }
}
