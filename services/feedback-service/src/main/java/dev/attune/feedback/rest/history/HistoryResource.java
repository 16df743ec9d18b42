package dev.attune.feedback.rest.history;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Verdict;
import dev.attune.feedback.history.History;
import dev.attune.feedback.history.Revision;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Replay;
import dev.attune.feedback.rest.call.Version;
import dev.attune.feedback.service.Comments;
import dev.attune.feedback.service.Idempotency;
import dev.attune.feedback.service.Idempotency.Once;
import dev.attune.feedback.service.Ratings.Opinion;
import dev.attune.feedback.service.history.Again;
import dev.attune.feedback.service.history.Histories;
import dev.attune.feedback.service.history.Revisions;
import dev.attune.service.access.Roles;

/** One's own earlier ratings. */
@Path("/api")
@Tag(name = "history")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ANNOTATOR)
public class HistoryResource {

    private static final int USUAL = 20;
    private static final int MOST = 100;

    private final Histories histories;
    private final Revisions revisions;
    private final Again again;
    private final Idempotency idempotency;
    private final Caller caller;

    HistoryResource(Histories histories, Revisions revisions, Again again, Idempotency idempotency, Caller caller) {
        this.histories = histories;
        this.revisions = revisions;
        this.again = again;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /** What the annotator says now, in place of what was said before. */
    public record RevisionRequest(
            Verdict verdict,

            @Schema(nullable = true, minimum = "0", maximum = "3") @Nullable
            Integer strength,

            @Schema(nullable = true, maxLength = Comments.LONGEST) @Nullable
            String comment) {}

    @GET
    @Path("/ratings")
    @Operation(operationId = "history", summary = "One's own ratings, newest first")
    public History history(
            @QueryParam("project") @Nullable UUID project,
            @Parameter(description = "Those only with notes of reviewers that were not seen") @QueryParam("unseen")
                    boolean unseen,
            @Parameter(description = "What an earlier answer gave as next") @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit) {
        return histories.of(
                caller.account(), new Histories.Query(project, unseen, after, Given.limit(limit, USUAL, MOST)));
    }

    @PUT
    @Path("/ratings/{ratingId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "revise", summary = "Say something else of an item that one rated; needs If-Match")
    @APIResponseSchema(value = Revision.class, responseCode = "200", responseDescription = "It says so now")
    public RestResponse<Revision> revise(
            @PathParam("ratingId") UUID rating,
            @Parameter(required = true) @HeaderParam(Version.HEADER) @Nullable String version,
            @HeaderParam(Replay.KEY) @Nullable String key,
            @Nullable RevisionRequest request) {
        RevisionRequest given = Given.body(request);
        Verdict verdict = Given.field(given.verdict(), "verdict");
        Integer strength = given.strength();
        int seen = Version.seen(version);
        Opinion opinion =
                new Opinion(verdict, strength == null ? (verdict.decisive() ? 1 : 0) : strength, given.comment());
        Once<Revision> revision = idempotency.once(
                caller.key(key),
                given,
                Revision.class,
                () -> revisions.revise(rating, caller.account(), seen, opinion));
        RestResponse<Revision> answer = Replay.ok(revision);
        answer.getHeaders()
                .putSingle(HttpHeaders.ETAG, Version.tag(revision.value().version()));
        return answer;
    }

    @POST
    @Path("/ratings/{ratingId}/again")
    @Operation(operationId = "again", summary = "Have an item again that one skipped or took back: it is the next one")
    @APIResponse(responseCode = "204", description = "It is the next one")
    public RestResponse<Void> again(@PathParam("ratingId") UUID rating) {
        again.handOut(rating, caller.account());
        return RestResponse.noContent();
    }
}
