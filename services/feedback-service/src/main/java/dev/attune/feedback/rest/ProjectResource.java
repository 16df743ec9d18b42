package dev.attune.feedback.rest;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Annotators;
import dev.attune.feedback.Guidelines;
import dev.attune.feedback.Progress;
import dev.attune.feedback.Project;
import dev.attune.feedback.form.Form;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Replay;
import dev.attune.feedback.rest.call.Version;
import dev.attune.feedback.rest.form.FormRequest;
import dev.attune.feedback.service.Idempotency;
import dev.attune.feedback.service.Projects;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.project.ProjectLife;
import dev.attune.service.access.Roles;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;
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
    private final ProjectLife life;
    private final Walls walls;
    private final Idempotency idempotency;
    private final Caller caller;

    ProjectResource(Projects projects, ProjectLife life, Walls walls, Idempotency idempotency, Caller caller) {
        this.life = life;
        this.projects = projects;
        this.walls = walls;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /** A project to be made; one rating per item and open to all annotators when nothing is said. */
    public record NewProject(
            String name,
            @Schema(nullable = true) @Nullable String guidelines,

            @Schema(nullable = true, minimum = "1", maximum = "100") @Nullable
            Integer ratingsPerItem,

            @Schema(nullable = true) @Nullable Annotators annotators,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(nullable = true) @Nullable
            FormRequest form) {}

    /** What is to change of a project; a field that is absent stays. */
    public record ProjectChange(
            @Schema(nullable = true) @Nullable String name,
            @Schema(nullable = true) @Nullable String guidelines,

            @Schema(nullable = true, minimum = "1", maximum = "100") @Nullable
            Integer ratingsPerItem,

            @Schema(nullable = true) @Nullable Annotators annotators,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(nullable = true) @Nullable
            FormRequest form) {}

    @POST
    @BodyLimit(MOST_BYTES)
    @APIResponseSchema(value = Project.class, responseCode = "201", responseDescription = "The project")
    @RolesAllowed({Roles.ADMINISTRATOR, Roles.ENGINEER})
    @Operation(operationId = "createProject", summary = "Make a project, and manage it")
    public RestResponse<Project> create(@HeaderParam(Replay.KEY) @Nullable String key, @Nullable NewProject request) {
        NewProject given = Given.body(request);
        Projects.Wish wish = new Projects.Wish(
                Given.text(given.name(), "name"),
                given.guidelines(),
                given.ratingsPerItem(),
                given.annotators(),
                form(given.form()));
        return Replay.created(
                idempotency.once(caller.key(key), given, Project.class, () -> projects.create(caller.account(), wish)));
    }

    @GET
    @Authenticated
    @WithScope(Scopes.PROJECTS_READ)
    @Operation(
            operationId = "projects",
            summary = "Every project that the caller sees, or manages; but archived ones, or those only")
    public List<Project> list(
            @QueryParam("archived") @DefaultValue("false") boolean archived,
            @QueryParam("managed") @DefaultValue("false") boolean managed) {
        return managed ? walls.managed(caller.account(), archived) : walls.visible(caller.account(), archived);
    }

    @GET
    @Path("/{id}")
    @Authenticated
    @WithScope(Scopes.PROJECTS_READ)
    @APIResponseSchema(value = Project.class, responseCode = "200", responseDescription = "The project")
    @Operation(operationId = "project", summary = "One project")
    public RestResponse<Project> one(@PathParam("id") UUID id) {
        return versioned(walls.visible(id, caller.account()));
    }

    @PATCH
    @Path("/{id}")
    @BodyLimit(MOST_BYTES)
    @Authenticated
    @Operation(
            operationId = "changeProject",
            summary = "Change a project, of the version in If-Match if there is one: managers and administrators may")
    @APIResponseSchema(value = Project.class, responseCode = "200", responseDescription = "The project as it is now")
    public RestResponse<Project> change(
            @PathParam("id") UUID id,
            @HeaderParam(Version.HEADER) @Nullable String version,
            @Nullable ProjectChange request) {
        UUID project = walls.managed(id, caller.account()).id();
        ProjectChange given = Given.body(request);
        Integer seen = Version.seenOrAny(version);
        return versioned(projects.change(
                caller.account(),
                project,
                seen,
                new Projects.Wish(
                        given.name(),
                        given.guidelines(),
                        given.ratingsPerItem(),
                        given.annotators(),
                        form(given.form()))));
    }

    @DELETE
    @Path("/{id}")
    @Authenticated
    @Operation(
            operationId = "deleteProject",
            summary = "Delete an archived project; what the bus was told of it stays there")
    @APIResponse(responseCode = "204", description = "It is gone for everybody; its rows go soon")
    public RestResponse<Void> delete(@PathParam("id") UUID id) {
        life.delete(caller.account(), walls.managed(id, caller.account()));
        return RestResponse.noContent();
    }

    @GET
    @Path("/{id}/guidelines")
    @Authenticated
    @WithScope(Scopes.PROJECTS_READ)
    @Operation(operationId = "guidelines", summary = "What annotators were told, and since when; oldest first")
    public List<Guidelines> guidelines(@PathParam("id") UUID id) {
        return projects.guidelines(walls.visible(id, caller.account()));
    }

    @GET
    @Path("/{id}/progress")
    @Authenticated
    @WithScope(Scopes.PROJECTS_READ)
    @Operation(operationId = "progress", summary = "How far a project is, and what is left for the caller")
    public Progress progress(@PathParam("id") UUID id) {
        return projects.progress(walls.visible(id, caller.account()), caller.account());
    }

    private static RestResponse<Project> versioned(Project project) {
        return RestResponse.ResponseBuilder.ok(project)
                .header(HttpHeaders.ETAG, Version.tag(project.version()))
                .build();
    }

    private static @Nullable Form form(@Nullable FormRequest wanted) {
        return wanted == null ? null : wanted.form();
    }
}
