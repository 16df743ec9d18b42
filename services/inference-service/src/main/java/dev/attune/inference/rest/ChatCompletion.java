package dev.attune.inference.rest;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

import dev.attune.inference.ChatAnswer;

/**
 * An answer, or a piece of one ({@code chat.completion.chunk}), in OpenAI's form.
 *
 * @param model id of the checkpoint that answered, also when a channel was asked
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChatCompletion(
        String id,
        String object,
        long created,
        String model,
        List<Choice> choices,
        @Nullable Usage usage) {

    @JsonNaming(SnakeCaseStrategy.class)
    record Choice(
            int index,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Content message,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Content delta,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String finishReason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Content(@Nullable String role, @Nullable String content) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Usage(int promptTokens, int completionTokens, int totalTokens) {

        static Usage of(ChatAnswer answer) {
            return new Usage(
                    answer.promptTokens(),
                    answer.completionTokens(),
                    answer.promptTokens() + answer.completionTokens());
        }
    }

    static ChatCompletion whole(String id, long created, ChatAnswer answer) {
        Choice choice = new Choice(0, new Content("assistant", answer.text()), null, answer.finishReason());
        return new ChatCompletion(
                id, "chat.completion", created, answer.checkpointId(), List.of(choice), Usage.of(answer));
    }

    static ChatCompletion chunk(
            String id, long created, String checkpointId, Content delta, @Nullable String finishReason) {
        return new ChatCompletion(
                id,
                "chat.completion.chunk",
                created,
                checkpointId,
                List.of(new Choice(0, null, delta, finishReason)),
                null);
    }

    static ChatCompletion usage(String id, long created, ChatAnswer answer) {
        return new ChatCompletion(
                id, "chat.completion.chunk", created, answer.checkpointId(), List.of(), Usage.of(answer));
    }
}
