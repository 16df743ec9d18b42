package dev.attune.feedback.rest;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Verdict;
import dev.attune.feedback.AcceptedRating;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Reasons;
import dev.attune.feedback.rest.call.Replay;
import dev.attune.feedback.service.Comments;
import dev.attune.feedback.service.Idempotency;
import dev.attune.feedback.service.Ratings;
import dev.attune.feedback.service.Ratings.Opinion;
import dev.attune.service.access.Roles;

/** Ratings, and taking them back. */
@Path("/api")
@Tag(name = "ratings")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ANNOTATOR)
public class RatingResource {

    private final Ratings ratings;
    private final Idempotency idempotency;
    private final Caller caller;

    RatingResource(Ratings ratings, Idempotency idempotency, Caller caller) {
        this.ratings = ratings;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /**
     * What the annotator says; strength is 1 to 3 for LEFT and RIGHT (1 when nothing is said), else 0. The comment says in the
     * annotator's words what was wrong or right: plain text, kept without the white space around it.
     */
    public record RatingRequest(
            Verdict verdict,

            @Schema(nullable = true, minimum = "0", maximum = "3") @Nullable
            Integer strength,

            // what was sent before there were comments has the hash that it had
            @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(nullable = true, maxLength = Comments.LONGEST) @Nullable
            String comment) {}

    @POST
    @Path("/leases/{leaseId}/rating")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(
            value = AcceptedRating.class,
            responseCode = "201",
            responseDescription = "Stored, with its events")
    @Operation(operationId = "rate", summary = "Rate the pair of a lease; needs an Idempotency-Key")
    public RestResponse<AcceptedRating> rate(
            @PathParam("leaseId") UUID lease,
            @Parameter(required = true) @HeaderParam(Replay.KEY) @Nullable String key,
            @Nullable RatingRequest request) {
        RatingRequest given = Given.body(request);
        Verdict verdict = Given.field(given.verdict(), "verdict");
        Integer strength = given.strength();
        return Replay.created(idempotency.once(
                caller.requiredKey(key),
                given,
                AcceptedRating.class,
                () -> ratings.rate(
                        lease,
                        caller.account(),
                        new Opinion(
                                verdict, strength == null ? (verdict.decisive() ? 1 : 0) : strength, given.comment()),
                        caller.source())));
    }

    @DELETE
    @Path("/ratings/{ratingId}")
    @Operation(
            operationId = "withdraw",
            summary = "Take one's own rating back; once the undo window is over with a reason")
    @APIResponse(responseCode = "204", description = "Taken back")
    public RestResponse<Void> withdraw(
            @PathParam("ratingId") UUID rating, @QueryParam("reason") @Nullable String reason) {
        ratings.withdraw(rating, caller.account(), Reasons.optional(reason));
        return RestResponse.noContent();
    }
}
