package dev.attune.feedback.rest.project;

import java.util.OptionalInt;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Project;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.project.ProjectLife;

/** Which guidelines the caller has seen, so that nobody rates by old ones without knowing. */
@Path("/api/projects/{id}/guidelines/seen")
@Tag(name = "projects")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
public class SeenGuidelinesResource {

    private final ProjectLife life;
    private final Walls walls;
    private final Caller caller;

    SeenGuidelinesResource(ProjectLife life, Walls walls, Caller caller) {
        this.life = life;
        this.walls = walls;
        this.caller = caller;
    }

    /**
     * What the caller knows.
     *
     * @param seen the newest version that the caller has seen; absent: none
     * @param current the version that holds now
     */
    public record SeenGuidelines(
            @Schema(nullable = true) @Nullable Integer seen, int current) {}

    /** A version that the caller has seen. */
    public record SeenVersion(Integer version) {}

    @GET
    @Operation(operationId = "seenGuidelines", summary = "The newest guidelines that the caller has seen")
    public SeenGuidelines seen(@PathParam("id") UUID id) {
        return seen(walls.visible(id, caller.account()));
    }

    @PUT
    @Operation(operationId = "seeGuidelines", summary = "The caller has seen this version of the guidelines")
    public SeenGuidelines see(@PathParam("id") UUID id, @Nullable SeenVersion request) {
        Project project = walls.visible(id, caller.account());
        life.see(project, caller.account(), Given.field(Given.body(request).version(), "version"));
        return seen(project);
    }

    private SeenGuidelines seen(Project project) {
        OptionalInt seen = life.seen(project, caller.account());
        return new SeenGuidelines(seen.isPresent() ? seen.getAsInt() : null, project.guidelinesVersion());
    }
}
