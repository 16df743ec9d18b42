package dev.attune.inference.rest;

import java.time.Instant;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

import dev.attune.inference.config.ChatConfig;
import dev.attune.inference.service.Chat;
import dev.attune.service.access.Roles;
import dev.attune.service.request.BodyLimit;

/** OpenAI's chat interface. */
@Path("/v1/chat/completions")
@Blocking
@BodyLimit(1024 * 1024)
@RolesAllowed({Roles.ANNOTATOR, Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
class ChatResource {

    private final Chat chat;
    private final ObjectMapper json;
    private final int defaultMaxTokens;

    ChatResource(Chat chat, ObjectMapper json, ChatConfig config) {
        this.chat = chat;
        this.json = json;
        this.defaultMaxTokens = config.maxTokens();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS})
    @Operation(operationId = "createChatCompletion", summary = "Answers a conversation")
    @APIResponse(
            responseCode = "200",
            description = "The answer; with stream = true as server-sent events that end with [DONE]",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ChatCompletion.class)))
    public Response complete(@NotNull ChatCompletionRequest request) {
        String id = "chatcmpl-" + UUID.randomUUID();
        long created = Instant.now().getEpochSecond();
        Chat.Prepared prepared = chat.prepare(request.question(defaultMaxTokens));
        if (request.streams()) {
            StreamingOutput events =
                    out -> new AnswerStream(json, out, id, created).send(prepared, request.streamsUsage());
            return Response.ok(events, MediaType.SERVER_SENT_EVENTS_TYPE)
                    .header("Cache-Control", "no-store")
                    .build();
        }
        try (prepared) {
            return Response.ok(
                            ChatCompletion.whole(id, created, prepared.answer(_ -> {})),
                            MediaType.APPLICATION_JSON_TYPE)
                    .build();
        }
    }
}
