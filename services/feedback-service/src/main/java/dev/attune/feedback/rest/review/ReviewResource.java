package dev.attune.feedback.rest.review;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.form.Said;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Reasons;
import dev.attune.feedback.review.ReviewItem;
import dev.attune.feedback.review.WrittenChoice;
import dev.attune.feedback.service.Comments;
import dev.attune.feedback.service.Ratings.Opinion;
import dev.attune.feedback.service.review.Acceptances;
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
    private final Acceptances acceptances;
    private final Caller caller;

    ReviewResource(Reviews reviews, Flags flags, Adjudications adjudications, Acceptances acceptances, Caller caller) {
        this.reviews = reviews;
        this.flags = flags;
        this.adjudications = adjudications;
        this.acceptances = acceptances;
        this.caller = caller;
    }

    /** What becomes of an item, and why. */
    public record DecisionRequest(Flags.Decision decision, String reason) {}

    /** Why the answer of a rating is not taken. */
    public record RefusalRequest(UUID rating, String reason) {}

    /**
     * A reviewer's verdict, LEFT being the item's first answer; or the answers in an order, the best group first; or which of the
     * written answers is taken.
     *
     * @param accepted rating with which the answer came that is taken
     * @param demonstration that answer, as it was written or as the reviewer would have it
     * @param refusals why each other answer is not taken
     */
    public record AdjudicationRequest(
            @Schema(nullable = true) @Nullable Verdict verdict,

            @Schema(nullable = true, minimum = "0", maximum = "3") @Nullable
            Integer strength,

            @Schema(nullable = true, maxLength = Comments.LONGEST) @Nullable
            String comment,

            @Schema(nullable = true) @Nullable List<List<Integer>> ranking,
            @Schema(nullable = true) @Nullable UUID accepted,
            @Schema(nullable = true) @Nullable String demonstration,

            @Schema(nullable = true) @Nullable List<RefusalRequest> refusals) {

        WrittenChoice choice(UUID rating) {
            Map<UUID, String> reasons = new HashMap<>();
            for (RefusalRequest refusal : refusals == null ? List.<RefusalRequest>of() : refusals) {
                RefusalRequest given = Given.field(refusal, "refusals");
                reasons.put(Given.field(given.rating(), "rating"), Reasons.required(given.reason()));
            }
            return new WrittenChoice(rating, Given.text(demonstration, "demonstration"), comment, reasons);
        }

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
        AdjudicationRequest given = Given.body(request);
        UUID accepted = given.accepted();
        if (accepted != null) {
            acceptances.accept(item, caller.account(), given.choice(accepted));
        } else {
            adjudications.decide(item, caller.account(), given.opinion());
        }
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
