package dev.attune.feedback.rest.template;

import java.util.List;

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

import dev.attune.feedback.Annotators;
import dev.attune.feedback.Project;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Replay;
import dev.attune.feedback.service.Idempotency;
import dev.attune.feedback.service.template.Templates;
import dev.attune.feedback.template.Template;
import dev.attune.service.access.Roles;
import dev.attune.service.request.BodyLimit;

/** Projects to begin with. */
@Path("/api/templates")
@Tag(name = "projects")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TemplateResource {

    /** Guidelines of the longest kind, each character escaped. */
    private static final int MOST_BYTES = 1024 * 1024;

    private final Templates templates;
    private final Idempotency idempotency;
    private final Caller caller;

    TemplateResource(Templates templates, Idempotency idempotency, Caller caller) {
        this.templates = templates;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /** A project to be made of a template; what is absent is as the template says, its example prompts come unless refused. */
    public record ProjectOfTemplate(
            @Schema(nullable = true) @Nullable String name,
            @Schema(nullable = true) @Nullable String guidelines,

            @Schema(nullable = true, minimum = "1", maximum = "100") @Nullable
            Integer ratingsPerItem,

            @Schema(nullable = true) @Nullable Annotators annotators,
            @Schema(nullable = true) @Nullable Boolean examples) {}

    @GET
    @Authenticated
    @Operation(operationId = "templates", summary = "Projects to begin with, with guidelines and example prompts")
    public List<Template> list() {
        return templates.all();
    }

    @POST
    @Path("/{template}/projects")
    @BodyLimit(MOST_BYTES)
    @RolesAllowed({Roles.ADMINISTRATOR, Roles.ENGINEER})
    @APIResponseSchema(value = Project.class, responseCode = "201", responseDescription = "The project")
    @Operation(operationId = "createProjectOfTemplate", summary = "Make a project of a template, and manage it")
    public RestResponse<Project> make(
            @PathParam("template") String template,
            @HeaderParam(Replay.KEY) @Nullable String key,
            @Nullable ProjectOfTemplate request) {
        ProjectOfTemplate given = Given.body(request);
        Templates.Wish wish = new Templates.Wish(
                given.name(),
                given.guidelines(),
                given.ratingsPerItem(),
                given.annotators(),
                given.examples() == null || given.examples());
        return Replay.created(idempotency.once(
                caller.key(key), given, Project.class, () -> templates.make(caller.account(), template, wish)));
    }
}
