package dev.attune.feedback.rest.live;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.FeedbackEvent.Reaction;
import dev.attune.feedback.Fault;
import dev.attune.feedback.live.LiveReaction;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Replay;
import dev.attune.feedback.service.Idempotency;
import dev.attune.feedback.service.live.Reactions;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;
import dev.attune.service.request.BodyLimit;

/** What somebody does with an answer that a channel served. */
@Path("/api/completions/{completionId}/feedback")
@Tag(name = "live feedback")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ReactionResource {

    private static final int MOST_BYTES = 1024 * 1024;

    private final Reactions reactions;
    private final Idempotency idempotency;
    private final Caller caller;

    ReactionResource(Reactions reactions, Idempotency idempotency, Caller caller) {
        this.reactions = reactions;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /** Which way a thumb points. */
    public enum Thumb {
        UP,
        DOWN
    }

    /**
     * One of three.
     *
     * @param edit the answer as it should have been; its text is kept only if the project consented
     * @param regenerated another answer was asked for
     */
    public record ReactionRequest(
            @Schema(nullable = true) @Nullable Thumb thumb,
            @Schema(nullable = true) @Nullable String edit,
            @Schema(nullable = true) @Nullable Boolean regenerated) {}

    @POST
    @Authenticated
    @WithScope(Scopes.MODELS_USE)
    @BodyLimit(MOST_BYTES)
    @Operation(
            operationId = "reactToCompletion",
            summary = "Say what became of a served answer; the last word counts; needs an Idempotency-Key")
    @APIResponseSchema(value = LiveReaction.class, responseCode = "200", responseDescription = "It is kept")
    public RestResponse<LiveReaction> react(
            @PathParam("completionId") String completionId,
            @Parameter(required = true) @HeaderParam(Replay.KEY) @Nullable String key,
            @Nullable ReactionRequest request) {
        ReactionRequest given = Given.body(request);
        Reaction reaction = reaction(given);
        return Replay.ok(idempotency.once(
                caller.requiredKey(key),
                given,
                LiveReaction.class,
                () -> reactions.give(completionId, caller.account(), reaction, given.edit())));
    }

    private static Reaction reaction(ReactionRequest given) {
        boolean regenerated = Boolean.TRUE.equals(given.regenerated());
        int said = (given.thumb() == null ? 0 : 1) + (given.edit() == null ? 0 : 1) + (regenerated ? 1 : 0);
        Fault.INVALID_REQUEST.when(said != 1, "Say one of thumb, edit and regenerated.");
        if (given.thumb() != null) {
            return given.thumb() == Thumb.UP ? Reaction.UP : Reaction.DOWN;
        }
        Fault.EMPTY_ANSWER.when(given.edit() != null && given.edit().isBlank(), "The edited answer is empty.");
        return regenerated ? Reaction.REGENERATED : Reaction.EDITED;
    }
}
