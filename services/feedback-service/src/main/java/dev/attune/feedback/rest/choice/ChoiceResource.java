package dev.attune.feedback.rest.choice;

import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Project;
import dev.attune.feedback.choice.Choice;
import dev.attune.feedback.choice.ChoiceState;
import dev.attune.feedback.choice.Strategy;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Version;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.choice.Choices;

/** How a project's items are chosen, for its managers and for administrators. */
@Path("/api/projects/{id}/choice")
@Tag(name = "projects")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
public class ChoiceResource {

    private final Choices choices;
    private final Walls walls;
    private final Caller caller;

    ChoiceResource(Choices choices, Walls walls, Caller caller) {
        this.choices = choices;
        this.walls = walls;
        this.caller = caller;
    }

    /** How items are to be chosen; a tenth is drawn evenly when nothing is said. */
    public record ChoiceRequest(
            Strategy strategy,

            @Schema(nullable = true, minimum = "0", maximum = "1") @Nullable
            Double even) {}

    @GET
    @Operation(operationId = "choice", summary = "How a project's items are chosen; the header ETag says the version")
    @APIResponse(
            responseCode = "200",
            description = "What is set, and how far the items are in that order",
            content = @Content(schema = @Schema(implementation = ChoiceState.class)))
    public RestResponse<ChoiceState> get(@PathParam("id") UUID id) {
        return tagged(choices.state(managed(id)));
    }

    @PUT
    @Operation(
            operationId = "setChoice",
            summary = "Choose items otherwise from now on; If-Match refuses where somebody was faster")
    @APIResponse(
            responseCode = "200",
            description = "What is set now",
            content = @Content(schema = @Schema(implementation = ChoiceState.class)))
    public RestResponse<ChoiceState> set(
            @PathParam("id") UUID id,
            @HeaderParam(Version.HEADER) @Nullable String version,
            @Nullable ChoiceRequest request) {
        Project project = managed(id);
        ChoiceRequest given = Given.body(request);
        Strategy strategy = Given.field(given.strategy(), "strategy");
        Double even = given.even();
        choices.change(
                caller.account(),
                project,
                Version.seenOrAny(version),
                new Choice(strategy, even == null ? Choice.USUAL_EVEN : even));
        return tagged(choices.state(project));
    }

    private static RestResponse<ChoiceState> tagged(ChoiceState state) {
        return RestResponse.ResponseBuilder.ok(state)
                .header(HttpHeaders.ETAG, Version.tag(state.version()))
                .build();
    }

    private Project managed(UUID id) {
        return walls.managed(id, caller.account());
    }
}
