package dev.attune.inference.rest;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

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

import dev.attune.contracts.error.AttuneException;
import dev.attune.inference.ChatQuestion;
import dev.attune.inference.config.ChatConfig;
import dev.attune.inference.model.Interest;
import dev.attune.inference.service.Admission;
import dev.attune.inference.service.Admission.Place;
import dev.attune.inference.service.Chat;
import dev.attune.service.access.Roles;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;
import dev.attune.service.request.BodyLimit;

/** OpenAI's chat interface. */
@Path("/v1/chat/completions")
@Blocking
@BodyLimit(1024 * 1024)
@WithScope(Scopes.MODELS_USE)
@RolesAllowed({Roles.ANNOTATOR, Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
class ChatResource {

    private final Chat chat;
    private final Admission admission;
    private final Caller caller;
    private final ChatMeters meters;
    private final ObjectMapper json;
    private final int defaultMaxTokens;

    ChatResource(
            Chat chat, Admission admission, Caller caller, ChatMeters meters, ObjectMapper json, ChatConfig config) {
        this.chat = chat;
        this.admission = admission;
        this.caller = caller;
        this.meters = meters;
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
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ChatCompletion.class)),
                @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = String.class))
            })
    public Response complete(@NotNull ChatCompletionRequest request) {
        Interest interest = caller.interest();
        Place place = place(interest);
        try {
            ChatQuestion question = request.question(defaultMaxTokens);
            Chat.Prepared prepared = chat.prepare(question, caller.reach(), interest);
            return request.streams() ? stream(prepared, place, request.streamsUsage()) : whole(prepared, place);
        } catch (RuntimeException | Error e) {
            place.close();
            throw e;
        }
    }

    /** A place in the queue, which tells the meters when it is given back. */
    private Place place(Interest interest) {
        try {
            Place place = admission.admit(interest.account());
            meters.admitted();
            AtomicBoolean over = new AtomicBoolean();
            return () -> {
                if (!over.getAndSet(true)) {
                    meters.over(interest);
                }
                place.close();
            };
        } catch (AttuneException e) {
            meters.refused();
            throw e;
        }
    }

    private static Response whole(Chat.Prepared prepared, Place place) {
        try (place;
                prepared) {
            ChatCompletion answer = ChatCompletion.whole(id(), now(), prepared.answer(_ -> {}));
            return Response.ok(answer, MediaType.APPLICATION_JSON_TYPE).build();
        }
    }

    private Response stream(Chat.Prepared prepared, Place place, boolean withUsage) {
        String id = id();
        long created = now();
        StreamingOutput events = out -> {
            try (place) {
                new AnswerStream(json, out, id, created).send(prepared, withUsage);
            }
        };
        return Response.ok(events, MediaType.SERVER_SENT_EVENTS_TYPE)
                .header("Cache-Control", "no-store")
                .build();
    }

    private static String id() {
        return "chatcmpl-" + UUID.randomUUID();
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
