package dev.attune.feedback.rest;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Assignment;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.service.Queue;
import dev.attune.service.access.Roles;

/** What an annotator rates next. */
@Path("/api/projects/{id}/next")
@Tag(name = "ratings")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ANNOTATOR)
public class QueueResource {

    private final Queue queue;
    private final Caller caller;

    QueueResource(Queue queue, Caller caller) {
        this.queue = queue;
        this.caller = caller;
    }

    @POST
    @Operation(
            operationId = "next",
            summary =
                    "The next item under a lease; the same one while the lease lives. With ahead, the one that comes after it")
    @APIResponse(
            responseCode = "200",
            description = "An item to rate",
            content = @Content(schema = @Schema(implementation = Assignment.class)))
    @APIResponse(responseCode = "204", description = "Nothing is left to rate")
    public RestResponse<Assignment> next(
            @PathParam("id") UUID project,
            @Parameter(description = "A lease of one's own: hands out another item besides its one, two in all at most")
                    @QueryParam("ahead")
                    @Nullable
                    UUID ahead) {
        return (ahead == null ? queue.next(project, caller.account()) : queue.ahead(project, caller.account(), ahead))
                .map(RestResponse::ok)
                .orElseGet(RestResponse::noContent);
    }
}
