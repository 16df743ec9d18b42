package dev.attune.feedback.rest;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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

import dev.attune.feedback.Progress;
import dev.attune.feedback.Project;
import dev.attune.feedback.service.Idempotency;
import dev.attune.feedback.service.Projects;
import dev.attune.service.access.Roles;
import dev.attune.service.request.BodyLimit;

/** Annotation projects. */
@Path("/api/projects")
@Tag(name = "projects")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ProjectResource {

    /** Guidelines of the longest kind, each character escaped. */
    private static final int MOST_BYTES = 1024 * 1024;

    private final Projects projects;
    private final Idempotency idempotency;
    private final Caller caller;

    ProjectResource(Projects projects, Idempotency idempotency, Caller caller) {
        this.projects = projects;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /** A project to be made; one rating per item when nothing is said. */
    public record NewProject(
            String name,
            @Schema(nullable = true) @Nullable String guidelines,

            @Schema(nullable = true, minimum = "1", maximum = "100") @Nullable
            Integer ratingsPerItem) {}

    @POST
    @BodyLimit(MOST_BYTES)
    @APIResponseSchema(value = Project.class, responseCode = "201", responseDescription = "The project")
    @RolesAllowed({Roles.ADMINISTRATOR, Roles.ENGINEER})
    @Operation(operationId = "createProject", summary = "Make a project")
    public RestResponse<Project> create(@HeaderParam(Replay.KEY) @Nullable String key, @Nullable NewProject request) {
        NewProject given = Given.body(request);
        String guidelines = given.guidelines() == null ? "" : given.guidelines();
        int ratingsPerItem = given.ratingsPerItem() == null ? 1 : given.ratingsPerItem();
        return Replay.created(idempotency.once(
                caller.key(key),
                given,
                Project.class,
                () -> projects.create(Given.text(given.name(), "name"), guidelines, ratingsPerItem)));
    }

    @GET
    @Authenticated
    @Operation(operationId = "projects", summary = "Every project")
    public List<Project> list() {
        return projects.all();
    }

    @GET
    @Path("/{id}")
    @Authenticated
    @Operation(operationId = "project", summary = "One project")
    public Project one(@PathParam("id") UUID id) {
        return projects.one(id);
    }

    @GET
    @Path("/{id}/progress")
    @Authenticated
    @Operation(operationId = "progress", summary = "How far a project is")
    public Progress progress(@PathParam("id") UUID id) {
        return projects.progress(id, caller.account());
    }
}
