package dev.attune.feedback.rest.need;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.attune.feedback.need.Availability;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.need.Availabilities;
import dev.attune.service.access.Roles;

/** Why nothing is handed out to the caller. */
@Path("/api/projects/{id}/availability")
@Tag(name = "ratings")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ANNOTATOR)
public class AvailabilityResource {

    private final Availabilities availabilities;
    private final Walls walls;
    private final Caller caller;

    AvailabilityResource(Availabilities availabilities, Walls walls, Caller caller) {
        this.availabilities = availabilities;
        this.walls = walls;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "availability",
            summary = "Whether there is something for the caller to rate, and if not, why")
    public Availability get(@PathParam("id") UUID id) {
        return availabilities.of(
                walls.visible(id, caller.account()).id(), caller.account().id());
    }
}
