package dev.attune.feedback.rest.history;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.attune.feedback.history.Quality;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.service.history.Histories;
import dev.attune.service.access.Roles;

/** How one's own ratings are; nobody else asks here. */
@Path("/api/projects/{id}/quality")
@Tag(name = "history")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ANNOTATOR)
public class QualityResource {

    private final Histories histories;
    private final Caller caller;

    QualityResource(Histories histories, Caller caller) {
        this.histories = histories;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "quality", summary = "How one's own ratings in a project are")
    public Quality quality(@PathParam("id") UUID project) {
        return histories.quality(caller.account(), project);
    }
}
