package dev.attune.feedback.rest.review;

import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Fault;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.review.ReviewKind;
import dev.attune.feedback.review.ReviewList;
import dev.attune.feedback.review.ReviewQuery;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.review.Reviews;

/** The lists that reviewers and managers work through. */
@Path("/api/projects/{id}/review")
@Tag(name = "review")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class ReviewListResource {

    private static final int USUAL = 25;
    private static final int MOST = 100;

    private final Reviews reviews;
    private final Walls walls;
    private final Caller caller;

    ReviewListResource(Reviews reviews, Walls walls, Caller caller) {
        this.reviews = reviews;
        this.walls = walls;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "reviewList",
            summary = "Items that are flagged, on which raters differ, or that are decided")
    public ReviewList list(
            @PathParam("id") UUID id,
            @QueryParam("kind") @Nullable ReviewKind kind,
            @Parameter(description = "Disagreement that is enough, 0 to 7") @QueryParam("least") @Nullable
                    Integer least,
            @Parameter(description = "Pseudonym of somebody who rated them") @QueryParam("rater") @Nullable
                    String rater,
            @Parameter(description = "What an earlier answer gave as next") @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit) {
        UUID project = walls.reviewed(id, caller.account()).id();
        Fault.INVALID_REQUEST.when(
                after != null && !after.matches("\\d{1,9}-\\d{1,18}"),
                "The place in after is none that an earlier answer gave as next.");
        ReviewQuery query = new ReviewQuery(
                project,
                kind == null ? ReviewKind.DISAGREEING : kind,
                least == null ? 0 : least,
                rater,
                after,
                Given.limit(limit, USUAL, MOST));
        return reviews.list(query, caller.account());
    }
}
