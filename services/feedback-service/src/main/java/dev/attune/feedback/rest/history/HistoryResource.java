package dev.attune.feedback.rest.history;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.history.History;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.service.history.Again;
import dev.attune.feedback.service.history.Histories;
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
    private final Again again;
    private final Caller caller;

    HistoryResource(Histories histories, Again again, Caller caller) {
        this.histories = histories;
        this.again = again;
        this.caller = caller;
    }

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

    @POST
    @Path("/ratings/{ratingId}/again")
    @Operation(operationId = "again", summary = "Have an item again that one skipped or took back: it is the next one")
    @APIResponse(responseCode = "204", description = "It is the next one")
    public RestResponse<Void> again(@PathParam("ratingId") UUID rating) {
        again.handOut(rating, caller.account());
        return RestResponse.noContent();
    }
}
