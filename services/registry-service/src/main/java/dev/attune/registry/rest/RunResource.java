package dev.attune.registry.rest;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.Operation;

import dev.attune.registry.Run;
import dev.attune.registry.RunDetail;
import dev.attune.registry.service.RunLog;
import dev.attune.service.access.Roles;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;

/** Training and evaluation runs. */
@Path("/api/runs")
@Blocking
@WithScope(Scopes.REGISTRY_READ)
@RolesAllowed({Roles.ANNOTATOR, Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
class RunResource {

    private final RunLog runs;

    RunResource(RunLog runs) {
        this.runs = runs;
    }

    @GET
    @Operation(operationId = "listRuns", summary = "Runs, newest first")
    public List<Run> list(@QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit) {
        return runs.runs(limit);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getRun", summary = "A run with the course of its metrics")
    public RunDetail find(@PathParam("id") String id) {
        return runs.run(id);
    }
}
