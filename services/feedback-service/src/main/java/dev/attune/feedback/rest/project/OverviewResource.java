package dev.attune.feedback.rest.project;

import java.util.UUID;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.attune.feedback.overview.Overview;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.project.Overviews;

/** How the work in a project goes, for its managers and for administrators. */
@Path("/api/projects/{id}/overview")
@Tag(name = "projects")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class OverviewResource {

    private final Overviews overviews;
    private final Walls walls;
    private final Caller caller;

    OverviewResource(Overviews overviews, Walls walls, Caller caller) {
        this.overviews = overviews;
        this.walls = walls;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "overview",
            summary = "Work by person and day, pace and agreement; zone says where a day begins, such as Europe/Berlin")
    public Overview overview(
            @PathParam("id") UUID id,
            @QueryParam("days") @DefaultValue("14") int days,
            @QueryParam("zone") @DefaultValue("UTC") String zone) {
        return overviews.of(walls.managed(id, caller.account()), days, zone);
    }
}
