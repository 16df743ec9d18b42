package dev.attune.feedback.rest.project;

import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Project;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Replay;
import dev.attune.feedback.service.Idempotency;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.project.ProjectLife;

/** Projects like others. */
@Path("/api/projects/{id}/copies")
@Tag(name = "projects")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
public class CopyResource {

    private final ProjectLife life;
    private final Walls walls;
    private final Idempotency idempotency;
    private final Caller caller;

    CopyResource(ProjectLife life, Walls walls, Idempotency idempotency, Caller caller) {
        this.life = life;
        this.walls = walls;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /** A copy to be made; with prompts when nothing is said, and new answers are made for them. */
    public record ProjectCopy(
            String name, @Schema(nullable = true) @Nullable Boolean prompts) {}

    @POST
    @APIResponseSchema(value = Project.class, responseCode = "201", responseDescription = "The copy")
    @Operation(
            operationId = "copyProject",
            summary = "Make a project like this one, and manage it; ratings stay behind")
    public RestResponse<Project> copy(
            @PathParam("id") UUID id, @HeaderParam(Replay.KEY) @Nullable String key, @Nullable ProjectCopy request) {
        Project from = walls.managed(id, caller.account());
        ProjectCopy given = Given.body(request);
        String name = Given.text(given.name(), "name");
        boolean prompts = given.prompts() == null || given.prompts();
        return Replay.created(idempotency.once(
                caller.key(key), given, Project.class, () -> life.copy(caller.account(), from, name, prompts)));
    }
}
