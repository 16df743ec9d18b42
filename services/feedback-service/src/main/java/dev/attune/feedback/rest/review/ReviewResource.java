package dev.attune.feedback.rest.review;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Verdict;
import dev.attune.feedback.form.Said;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Reasons;
import dev.attune.feedback.review.ReviewItem;
import dev.attune.feedback.service.Comments;
import dev.attune.feedback.service.Ratings.Opinion;
import dev.attune.feedback.service.review.Adjudications;
import dev.attune.feedback.service.review.Flags;
import dev.attune.feedback.service.review.Reviews;

/** What reviewers look at and decide: they and the project's managers may. */
@Path("/api/items/{itemId}")
@Tag(name = "review")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class ReviewResource {

    private final Reviews reviews;
    private final Flags flags;
    private final Adjudications adjudications;
    private final Caller caller;

    ReviewResource(Reviews reviews, Flags flags, Adjudications adjudications, Caller caller) {
        this.reviews = reviews;
        this.flags = flags;
        this.adjudications = adjudications;
        this.caller = caller;
    }

    /** What becomes of an item, and why. */
    public record DecisionRequest(Flags.Decision decision, String reason) {}

    /** A reviewer's verdict, LEFT being the item's first answer; or the answers in an order, the best group first. */
    public record AdjudicationRequest(
            @Schema(nullable = true) @Nullable Verdict verdict,

            @Schema(nullable = true, minimum = "0", maximum = "3") @Nullable
            Integer strength,

            @Schema(nullable = true, maxLength = Comments.LONGEST) @Nullable
            String comment,

            @Schema(nullable = true) @Nullable List<List<Integer>> ranking) {

        Opinion opinion() {
            List<List<Integer>> groups = ranking == null ? List.of() : ranking;
            groups.forEach(group -> Given.field(group, "ranking").forEach(answer -> Given.field(answer, "ranking")));
            Verdict said = verdict == null && ranking != null ? Verdict.RANKED : Given.field(verdict, "verdict");
            Integer given = strength();
            return new Opinion(
                    said,
                    given == null ? (said.decisive() ? 1 : 0) : given,
                    comment,
                    new Said(groups, List.of(), null, null));
        }
    }

    @GET
    @Path("/review")
    @Operation(operationId = "reviewItem", summary = "An item with all that was said of it, side by side")
    public ReviewItem one(@PathParam("itemId") UUID item) {
        return reviews.one(item, caller.account());
    }

    @PUT
    @Path("/decision")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "decideItem", summary = "Put an item back into the queue, or close it")
    @APIResponse(responseCode = "204", description = "Decided")
    public RestResponse<Void> decide(@PathParam("itemId") UUID item, @Nullable DecisionRequest request) {
        DecisionRequest given = Given.body(request);
        flags.decide(
                item, caller.account(), Given.field(given.decision(), "decision"), Reasons.required(given.reason()));
        return RestResponse.noContent();
    }

    @PUT
    @Path("/adjudication")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "adjudicate", summary = "Settle an item with one's verdict, whatever its ratings say")
    @APIResponse(responseCode = "204", description = "Settled")
    public RestResponse<Void> adjudicate(@PathParam("itemId") UUID item, @Nullable AdjudicationRequest request) {
        adjudications.decide(item, caller.account(), Given.body(request).opinion());
        return RestResponse.noContent();
    }

    @DELETE
    @Path("/adjudication")
    @Operation(
            operationId = "revokeAdjudication",
            summary = "Take a reviewer's verdict back: the ratings settle the item again")
    @APIResponse(responseCode = "204", description = "Taken back")
    public RestResponse<Void> revoke(@PathParam("itemId") UUID item, @QueryParam("reason") @Nullable String reason) {
        adjudications.revoke(item, caller.account(), Reasons.required(reason));
        return RestResponse.noContent();
    }
}
