package dev.attune.inference.rest;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.inference.ChatQuestion;
import dev.attune.inference.Faults;

/** The part of OpenAI's request that changes an answer here; what we cannot do is refused, what changes nothing is not. */
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

        @Nullable Integer n,
        @Nullable Boolean stream,
        @Nullable StreamOptions streamOptions,
        @Nullable Boolean logprobs,
        @Schema(implementation = Object.class) @Nullable JsonNode tools) {

    /** One message; its content is a text, or OpenAI's list of text parts. */
    record Turn(
            @Nullable String role,
            @Schema(implementation = String.class) @Nullable JsonNode content) {

        Message message() {
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
            if (content == null || !content.isArray()) {
                throw Faults.invalid("The content of a message must be a text or a list of text parts.");
            }
            StringBuilder text = new StringBuilder();
            for (JsonNode part : content) {
                if (!part.path("text").isTextual()) {
                    throw Faults.unsupported(
                            "A part of type " + part.path("type").asText(), "send text parts only");
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
        refuseWhatWeCannotDo();
        if (model == null || messages == null) {
            throw Faults.invalid((model == null ? "model" : "messages") + " is missing.");
        }
        return new ChatQuestion(
                model,
                messages.stream().map(Turn::message).toList(),
                or(temperature, 1.0),
                or(topP, 1.0),
                or(maxCompletionTokens, or(maxTokens, defaultMaxTokens)),
                or(seed, ThreadLocalRandom.current().nextLong(1L << 53)),
                or(stop, List.of()));
    }

    private void refuseWhatWeCannotDo() {
        if (or(n, 1) != 1) {
            throw Faults.unsupported(String.format(Locale.ROOT, "n = %d", n), "ask once for each answer");
        }
        if (Boolean.TRUE.equals(logprobs)) {
            throw Faults.unsupported("logprobs", "leave it out");
        }
        if (tools != null && !tools.isEmpty()) {
            throw Faults.unsupported("tools", "leave it out");
        }
    }

    private static <T> T or(@Nullable T value, T other) {
        return value == null ? other : value;
    }
}
