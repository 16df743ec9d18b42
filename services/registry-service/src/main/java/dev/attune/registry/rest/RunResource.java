package dev.attune.registry.rest;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.registry.Run;
import dev.attune.registry.RunControl;
import dev.attune.registry.RunControl.Action;
import dev.attune.registry.RunDetail;
import dev.attune.registry.RunSamples;
import dev.attune.registry.service.RunControls;
import dev.attune.registry.service.RunLog;
import dev.attune.service.access.Roles;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;
import dev.attune.service.page.Cursor;

/** Training and evaluation runs. */
@Path("/api/runs")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ANNOTATOR, Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
class RunResource {

    private static final String ASKED = "It is on its way to the worker, which does so between two steps";

    private final RunLog runs;
    private final RunControls controls;
    private final Replay calls;

    RunResource(RunLog runs, RunControls controls, Replay calls) {
        this.runs = runs;
        this.controls = controls;
        this.calls = calls;
    }

    @GET
    @WithScope(Scopes.REGISTRY_READ)
    @Operation(operationId = "listRuns", summary = "Runs, newest first; the header Link leads to older ones")
    public RestResponse<List<Run>> list(
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
            @Context UriInfo uri) {
        return runs.runs(Cursor.read(before), limit).answer(uri);
    }

    @GET
    @Path("{id}")
    @WithScope(Scopes.REGISTRY_READ)
    @Operation(operationId = "getRun", summary = "A run with the course of its metrics")
    public RunDetail find(
            @PathParam("id") String id, @QueryParam("points") @DefaultValue("1000") @Min(10) @Max(100_000) int points) {
        return runs.run(id, points);
    }

    @GET
    @Path("{id}/samples")
    @RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @WithScope(Scopes.REGISTRY_READ)
    @Operation(operationId = "listSamples", summary = "Some of the answers that the run's policy gave, by step")
    public List<RunSamples> samples(@PathParam("id") String id) {
        return runs.samples(id);
    }

    @POST
    @Path("{id}/pause")
    @RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
    @APIResponseSchema(value = RunControl.class, responseCode = "202", responseDescription = ASKED)
    @Operation(operationId = "pauseRun", summary = "Asks the worker to let the run wait, with its state kept")
    public RestResponse<RunControl> pause(
            @PathParam("id") String id,
            @HeaderParam(Replay.KEY) @Size(min = 1, max = Replay.LONGEST_KEY) @Nullable String key,
            @NotNull @Valid ControlRequest request) {
        return ask(id, key, Action.PAUSE, request, request.reason());
    }

    @POST
    @Path("{id}/resumption")
    @RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
    @APIResponseSchema(value = RunControl.class, responseCode = "202", responseDescription = ASKED)
    @Operation(operationId = "resumeRun", summary = "Asks the worker to go on with a run that waits")
    public RestResponse<RunControl> resume(
            @PathParam("id") String id,
            @HeaderParam(Replay.KEY) @Size(min = 1, max = Replay.LONGEST_KEY) @Nullable String key,
            @NotNull @Valid ControlRequest request) {
        return ask(id, key, Action.RESUME, request, request.reason());
    }

    @POST
    @Path("{id}/cancellation")
    @RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
    @APIResponseSchema(value = RunControl.class, responseCode = "202", responseDescription = ASKED)
    @Operation(operationId = "cancelRun", summary = "Asks the worker to end the run, for good and without a checkpoint")
    public RestResponse<RunControl> cancel(
            @PathParam("id") String id,
            @HeaderParam(Replay.KEY) @Size(min = 1, max = Replay.LONGEST_KEY) @Nullable String key,
            @NotNull @Valid DecisionRequest request) {
        return ask(id, key, Action.CANCEL, request, request.reason());
    }

    private RestResponse<RunControl> ask(
            String id, @Nullable String key, Action action, Object request, @Nullable String reason) {
        return calls.accepted(key, request, RunControl.class, () -> controls.ask(id, action, reason, calls.person()));
    }
}
