package dev.attune.registry.rest.prompt;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

import dev.attune.registry.prompt.Prompt;
import dev.attune.registry.prompt.PromptDiff;
import dev.attune.registry.prompt.PromptLabel;
import dev.attune.registry.prompt.PromptLogEntry;
import dev.attune.registry.prompt.PromptVersion;
import dev.attune.registry.prompt.VersionSummary;
import dev.attune.registry.service.prompt.PromptLibrary;
import dev.attune.service.access.Roles;
import dev.attune.service.request.BodyLimit;

/** Prompts in versions. Annotators read none of it: they rate what prompts lead to, and must not know which it was. */
@Path("/api/prompts")
@Blocking
@BodyLimit(1024 * 1024)
@RolesAllowed({Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR})
class PromptResource {

    private final PromptLibrary library;
    private final Callers callers;

    PromptResource(PromptLibrary library, Callers callers) {
        this.library = library;
        this.callers = callers;
    }

    @GET
    @RolesAllowed({Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @Operation(
            operationId = "listPrompts",
            summary = "Prompts by name, with their labels; the header Link leads to those after them")
    public RestResponse<List<Prompt>> list(
            @QueryParam("deleted") @DefaultValue("false") boolean deleted,
            @QueryParam("after") @DefaultValue("") @Pattern(regexp = "^[a-z0-9-]{0,80}$") String after,
            @QueryParam("limit") @DefaultValue("500") @Min(1) @Max(5000) int limit,
            @Context UriInfo uri) {
        return library.list(deleted, after, limit).answer(uri);
    }

    @GET
    @Path("{name}")
    @RolesAllowed({Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @Operation(operationId = "getPrompt", summary = "A prompt with its labels and newest versions")
    public PromptLibrary.Shown find(
            @PathParam("name") String name, @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return library.show(name, limit);
    }

    @GET
    @Path("{name}/versions")
    @RolesAllowed({Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @Operation(operationId = "listPromptVersions", summary = "Versions before a number, newest first")
    public List<VersionSummary> versions(
            @PathParam("name") String name,
            @QueryParam("before") @DefaultValue("2147483647") @Min(1) int before,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return library.versions(name, before, limit);
    }

    @POST
    @Path("{name}/versions")
    @Operation(
            operationId = "addPromptVersion",
            summary = "Adds a version; content that a version has already adds nothing and answers that one")
    @APIResponse(
            responseCode = "201",
            description = "The new version",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PromptVersion.class)))
    @APIResponse(
            responseCode = "200",
            description = "The version that says the same",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PromptVersion.class)))
    public Response push(@PathParam("name") String name, @NotNull @Valid NewVersion version) {
        String note = version.note() == null ? "" : version.note();
        PromptLibrary.Pushed pushed = library.push(name, version.content(), note, callers.caller());
        return Response.status(pushed.added() ? Response.Status.CREATED : Response.Status.OK)
                .entity(pushed.version())
                .build();
    }

    @GET
    @Path("{name}/versions/{version}")
    @RolesAllowed({Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @Operation(operationId = "getPromptVersion", summary = "A version by its number, a label, or latest")
    public PromptVersion version(@PathParam("name") String name, @PathParam("version") String version) {
        return library.version(name, version);
    }

    @GET
    @Path("{name}/diff")
    @Operation(operationId = "diffPrompt", summary = "What changed between two versions, by numbers or labels")
    public PromptDiff diff(
            @PathParam("name") String name,
            @QueryParam("from") @NotNull String from,
            @QueryParam("to") @DefaultValue(PromptLabel.LATEST) String to) {
        return library.diff(name, from, to);
    }

    @PUT
    @Path("{name}/labels/{label}")
    @Operation(
            operationId = "movePromptLabel",
            summary = "Makes a label lead to a version; production is for reviewers and administrators")
    public PromptLabel move(
            @PathParam("name") String name, @PathParam("label") String label, @NotNull @Valid LabelMove move) {
        String reason = move.reason() == null ? "" : move.reason();
        return library.move(name, label, move.version(), reason, callers.caller());
    }

    @DELETE
    @Path("{name}/labels/{label}")
    @Operation(operationId = "removePromptLabel", summary = "Takes a label away; versions stay")
    public void remove(@PathParam("name") String name, @PathParam("label") String label) {
        library.remove(name, label, callers.caller());
    }

    @GET
    @Path("{name}/log")
    @Operation(operationId = "getPromptLog", summary = "Who did what to the prompt, newest first")
    public List<PromptLogEntry> log(
            @PathParam("name") String name,
            @QueryParam("before") @DefaultValue("9223372036854775807") @Min(1) long before,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return library.log(name, before, limit);
    }

    @DELETE
    @Path("{name}")
    @Operation(
            operationId = "deletePrompt",
            summary = "Hides a prompt that production does not lead to; restoration brings it back")
    public void delete(@PathParam("name") String name) {
        library.delete(name, callers.caller());
    }

    @POST
    @Path("{name}/restoration")
    @Operation(operationId = "restorePrompt", summary = "Brings a deleted prompt back, with versions and labels")
    public Prompt restore(@PathParam("name") String name) {
        return library.restore(name, callers.caller());
    }
}
