package dev.attune.feedback.rest.rater;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Project;
import dev.attune.feedback.rater.RaterState;
import dev.attune.feedback.rater.RaterView;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Reasons;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.rater.Raters;

/** The raters of a project, what was measured of them, and what is done; for its managers. */
@Path("/api/projects/{id}/raters")
@Tag(name = "raters")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class RaterResource {

    private final Raters raters;
    private final Walls walls;
    private final Caller caller;

    RaterResource(Raters raters, Walls walls, Caller caller) {
        this.raters = raters;
        this.walls = walls;
        this.caller = caller;
    }

    /** How a rater stands from now on, and why; the rater reads the reason of a hint or a warning. */
    public record StateRequest(RaterState state, String reason) {}

    @GET
    @Operation(operationId = "projectRaters", summary = "The raters of a project: what was measured, and what was done")
    public List<RaterView> list(@PathParam("id") UUID id) {
        Project project = managed(id);
        raters.refresh(project);
        return raters.of(project);
    }

    @POST
    @Path("/{rater}/state")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "setRaterState",
            summary = "Hint, warn, let a rater's ratings weigh nothing, or take that back; by pseudonym, with a reason")
    @APIResponse(responseCode = "204", description = "The rater stands so from now on")
    public RestResponse<Void> set(
            @PathParam("id") UUID id, @PathParam("rater") String rater, @Nullable StateRequest request) {
        Project project = managed(id);
        StateRequest given = Given.body(request);
        raters.set(
                caller.account(),
                project,
                rater,
                Given.field(given.state(), "state"),
                Reasons.required(given.reason()));
        return RestResponse.noContent();
    }

    private Project managed(UUID id) {
        return walls.managed(id, caller.account());
    }
}
