package dev.attune.feedback.rest.project;

import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.attune.feedback.Project;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.project.ProjectLife;

/** Whether a project rests. */
@Path("/api/projects/{id}/archive")
@Tag(name = "projects")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
public class ArchiveResource {

    private final ProjectLife life;
    private final Walls walls;
    private final Caller caller;

    ArchiveResource(ProjectLife life, Walls walls, Caller caller) {
        this.life = life;
        this.walls = walls;
        this.caller = caller;
    }

    @PUT
    @Operation(operationId = "archiveProject", summary = "Archive a project: nothing of it is handed out any more")
    public Project archive(@PathParam("id") UUID id) {
        life.archive(caller.account(), walls.managed(id, caller.account()));
        return walls.visible(id, caller.account());
    }

    @DELETE
    @Operation(operationId = "restoreProject", summary = "Go on with an archived project")
    public Project restore(@PathParam("id") UUID id) {
        life.restore(caller.account(), walls.managed(id, caller.account()));
        return walls.visible(id, caller.account());
    }
}
