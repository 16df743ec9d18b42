package dev.attune.feedback.rest.need;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.attune.feedback.form.Skips;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.need.Needs;

/** Why items are skipped, for a project's managers and for administrators. */
@Path("/api/projects/{id}/skips")
@Tag(name = "projects")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class SkipResource {

    private final Needs needs;
    private final Walls walls;
    private final Caller caller;

    SkipResource(Needs needs, Walls walls, Caller caller) {
        this.needs = needs;
        this.walls = walls;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "skips", summary = "How often items are skipped, by reason")
    public List<Skips> list(@PathParam("id") UUID id) {
        return needs.skips(walls.managed(id, caller.account()));
    }
}
