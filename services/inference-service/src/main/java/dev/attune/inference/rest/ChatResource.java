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
import dev.attune.inference.Asker;
import dev.attune.inference.ChatAnswer;
import dev.attune.inference.ChatQuestion;
import dev.attune.inference.config.ChatConfig;
import dev.attune.inference.model.Interest;
import dev.attune.inference.service.Admission;
import dev.attune.inference.service.Admission.Place;
import dev.attune.inference.service.Chat;
import dev.attune.inference.service.Exchanges;
import dev.attune.inference.service.Exchanges.Exchange;
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
    private final Exchanges exchanges;
    private final Admission admission;
    private final Caller caller;
    private final ChatMeters meters;
    private final ObjectMapper json;
    private final int defaultMaxTokens;

    ChatResource(
            Chat chat,
            Exchanges exchanges,
            Admission admission,
            Caller caller,
            ChatMeters meters,
            ObjectMapper json,
            ChatConfig config) {
        this.chat = chat;
        this.exchanges = exchanges;
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
        long began = System.nanoTime();
        Interest interest = caller.interest();
        Place place = place(interest);
        try {
            ChatQuestion question = request.question(defaultMaxTokens);
            Asker asker = caller.asker(request.user(), request.projectId());
            Chat.Prepared prepared = chat.prepare(question, asker.subject(), caller.reach(), interest);
            String id = "chatcmpl-" + UUID.randomUUID();
            Exchange exchange = exchanges.begin(id, asker, prepared, began);
            return request.streams()
                    ? stream(id, prepared, exchange, place, request.streamsUsage())
                    : whole(id, prepared, exchange, place);
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

    private static Response whole(String id, Chat.Prepared prepared, Exchange exchange, Place place) {
        try (place;
                prepared) {
            ChatAnswer answer = prepared.answer(_ -> {});
            exchange.answered(answer);
            return Response.ok(ChatCompletion.whole(id, now(), answer), MediaType.APPLICATION_JSON_TYPE)
                    .build();
        } catch (RuntimeException | Error e) {
            exchange.failed(e);
            throw e;
        }
    }

    private Response stream(String id, Chat.Prepared prepared, Exchange exchange, Place place, boolean withUsage) {
        long created = now();
        StreamingOutput events = out -> {
            try (place) {
                new AnswerStream(json, out, id, created).send(prepared, exchange, withUsage);
            }
        };
        return Response.ok(events, MediaType.SERVER_SENT_EVENTS_TYPE)
                .header("Cache-Control", "no-store")
                .build();
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
