package dev.attune.feedback.rest;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
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

import dev.attune.contracts.event.Rating.Remarks;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.AcceptedRating;
import dev.attune.feedback.form.Said;
import dev.attune.feedback.form.SkipReason;
import dev.attune.feedback.history.Revision;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Reasons;
import dev.attune.feedback.rest.call.Replay;
import dev.attune.feedback.rest.call.Version;
import dev.attune.feedback.service.Comments;
import dev.attune.feedback.service.Idempotency;
import dev.attune.feedback.service.Idempotency.Once;
import dev.attune.feedback.service.Queue;
import dev.attune.feedback.service.Ratings;
import dev.attune.feedback.service.Ratings.Opinion;
import dev.attune.feedback.service.acceptance.Acceptances;
import dev.attune.feedback.service.history.Revisions;
import dev.attune.service.access.Roles;
import dev.attune.service.request.BodyLimit;

/** Ratings, taking them back, and giving back what one will not rate. */
@Path("/api")
@Tag(name = "ratings")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ANNOTATOR)
public class RatingResource {

    /** An answer of the longest kind that somebody wrote, each character escaped, with many marked parts. */
    private static final int MOST_BYTES = 1024 * 1024;

    private final Acceptances acceptances;
    private final Ratings ratings;
    private final Revisions revisions;
    private final Queue queue;
    private final Idempotency idempotency;
    private final Caller caller;

    RatingResource(
            Acceptances acceptances,
            Ratings ratings,
            Revisions revisions,
            Queue queue,
            Idempotency idempotency,
            Caller caller) {
        this.acceptances = acceptances;
        this.ratings = ratings;
        this.revisions = revisions;
        this.queue = queue;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /** An answer as the annotator would have it. */
    public record CorrectionRequest(@Schema(minimum = "0") int position, String text) {}

    /**
     * What the annotator says, as far as the item's form asks for it. To compare: a verdict, its strength is 1 to 3 for LEFT and RIGHT (1 when nothing is said), else 0. The comment says in the
     * annotator's words what was wrong or right: plain text, kept without the white space around it. To rank: a ranking, the best group of positions first. To write: a
     * demonstration. Any may be skipped by the verdict SKIP, with a reason if one likes. Answers, by their position, may have scores, flags and marked parts.
     */
    public record RatingRequest(
            @Schema(nullable = true) @Nullable Verdict verdict,

            @Schema(nullable = true, minimum = "0", maximum = "3") @Nullable
            Integer strength,

            // what was sent before there were comments has the hash that it had
            @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(nullable = true, maxLength = Comments.LONGEST) @Nullable
            String comment,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(nullable = true) @Nullable
            List<List<Integer>> ranking,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(nullable = true) @Nullable
            List<Remarks> answers,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(nullable = true) @Nullable
            CorrectionRequest correction,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(nullable = true) @Nullable
            String demonstration,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(nullable = true) @Nullable
            SkipReason skipReason) {

        Opinion opinion() {
            Verdict said = meant();
            Integer given = strength();
            return new Opinion(said, given == null ? (said.decisive() ? 1 : 0) : given, comment, said(), skipReason);
        }

        /** Who ranks or writes need not say so twice. */
        private Verdict meant() {
            if (verdict == null && ranking != null) {
                return Verdict.RANKED;
            }
            if (verdict == null && demonstration != null) {
                return Verdict.WRITTEN;
            }
            return Given.field(verdict, "verdict");
        }

        private Said said() {
            List<List<Integer>> groups = ranking == null ? List.of() : ranking;
            groups.forEach(group -> Given.field(group, "ranking").forEach(place -> Given.field(place, "ranking")));
            List<Remarks> remarks = answers == null ? List.of() : answers;
            return new Said(
                    groups,
                    remarks.stream().map(of -> of == null ? Remarks.NONE : of).toList(),
                    correction == null
                            ? null
                            : new Said.Correction(
                                    correction.position(), Given.field(correction.text(), "correction.text")),
                    demonstration);
        }
    }

    @POST
    @Path("/leases/{leaseId}/rating")
    @BodyLimit(MOST_BYTES)
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(
            value = AcceptedRating.class,
            responseCode = "201",
            responseDescription = "Stored, with its events")
    @Operation(operationId = "rate", summary = "Rate the item of a lease; needs an Idempotency-Key")
    public RestResponse<AcceptedRating> rate(
            @PathParam("leaseId") UUID lease,
            @Parameter(required = true) @HeaderParam(Replay.KEY) @Nullable String key,
            @Nullable RatingRequest request) {
        RatingRequest given = Given.body(request);
        Opinion opinion = given.opinion();
        return Replay.created(
                acceptances.rate(caller.requiredKey(key), given, lease, caller.account(), opinion, caller.source()));
    }

    @PUT
    @Path("/ratings/{ratingId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @BodyLimit(MOST_BYTES)
    @Operation(operationId = "revise", summary = "Say something else of an item that one rated; needs If-Match")
    @APIResponseSchema(value = Revision.class, responseCode = "200", responseDescription = "It says so now")
    public RestResponse<Revision> revise(
            @PathParam("ratingId") UUID rating,
            @Parameter(required = true) @HeaderParam(Version.HEADER) @Nullable String version,
            @HeaderParam(Replay.KEY) @Nullable String key,
            @Nullable RatingRequest request) {
        RatingRequest given = Given.body(request);
        Opinion opinion = given.opinion();
        int seen = Version.seen(version);
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

    @DELETE
    @Path("/leases/{leaseId}")
    @Operation(
            operationId = "giveBack",
            summary = "Give an item back that one will not rate now: others may have it at once")
    @APIResponse(responseCode = "204", description = "Given back, or over already")
    public RestResponse<Void> giveBack(@PathParam("leaseId") UUID lease) {
        queue.giveBack(lease, caller.account());
        return RestResponse.noContent();
    }
}
