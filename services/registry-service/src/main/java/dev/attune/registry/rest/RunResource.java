package dev.attune.registry.rest;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;

import dev.attune.registry.Run;
import dev.attune.registry.RunControl;
import dev.attune.registry.RunControl.Action;
import dev.attune.registry.RunDetail;
import dev.attune.registry.RunSamples;
import dev.attune.registry.service.RunControls;
import dev.attune.registry.service.RunLog;
import dev.attune.service.access.Roles;

/** Training and evaluation runs. */
@Path("/api/runs")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ANNOTATOR, Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
class RunResource {

    private static final String ASKED = "It is on its way to the worker, which does so between two steps";

    private final RunLog runs;
    private final RunControls controls;
    private final JsonWebToken token;

    RunResource(RunLog runs, RunControls controls, JsonWebToken token) {
        this.runs = runs;
        this.controls = controls;
        this.token = token;
    }

    @GET
    @Operation(operationId = "listRuns", summary = "Runs, newest first")
    public List<Run> list(@QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit) {
        return runs.runs(limit);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getRun", summary = "A run with the course of its metrics")
    public RunDetail find(
            @PathParam("id") String id, @QueryParam("points") @DefaultValue("1000") @Min(10) @Max(100_000) int points) {
        return runs.run(id, points);
    }

    @GET
    @Path("{id}/samples")
    @RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @Operation(operationId = "listSamples", summary = "Some of the answers that the run's policy gave, by step")
    public List<RunSamples> samples(@PathParam("id") String id) {
        return runs.samples(id);
    }

    @POST
    @Path("{id}/pause")
    @ResponseStatus(202)
    @RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
    @APIResponseSchema(value = RunControl.class, responseCode = "202", responseDescription = ASKED)
    @Operation(operationId = "pauseRun", summary = "Asks the worker to let the run wait, with its state kept")
    public RunControl pause(@PathParam("id") String id, @NotNull @Valid ControlRequest request) {
        return controls.ask(id, Action.PAUSE, request.reason(), person());
    }

    @POST
    @Path("{id}/resumption")
    @ResponseStatus(202)
    @RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
    @APIResponseSchema(value = RunControl.class, responseCode = "202", responseDescription = ASKED)
    @Operation(operationId = "resumeRun", summary = "Asks the worker to go on with a run that waits")
    public RunControl resume(@PathParam("id") String id, @NotNull @Valid ControlRequest request) {
        return controls.ask(id, Action.RESUME, request.reason(), person());
    }

    @POST
    @Path("{id}/cancellation")
    @ResponseStatus(202)
    @RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
    @APIResponseSchema(value = RunControl.class, responseCode = "202", responseDescription = ASKED)
    @Operation(operationId = "cancelRun", summary = "Asks the worker to end the run, for good and without a checkpoint")
    public RunControl cancel(@PathParam("id") String id, @NotNull @Valid DecisionRequest request) {
        return controls.ask(id, Action.CANCEL, request.reason(), person());
    }

    /** The token's subject: it stands for a person without naming them. */
    private String person() {
        return token.getSubject() == null ? "unnamed" : token.getSubject();
    }
}
