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
import org.jspecify.annotations.Nullable;

import dev.attune.registry.prompt.PromptRun;
import dev.attune.registry.prompt.RunCase;
import dev.attune.registry.prompt.RunComparison;
import dev.attune.registry.prompt.RunRow;
import dev.attune.registry.service.prompt.PromptRuns;
import dev.attune.registry.service.prompt.PromptRuns.Announced;
import dev.attune.registry.service.prompt.PromptRuns.Begun;
import dev.attune.registry.service.prompt.PromptRuns.Side;
import dev.attune.service.access.Roles;
import dev.attune.service.page.Cursor;
import dev.attune.service.request.BodyLimit;

/** Runs of suites of prompts, with every answer. */
@Path("/api/prompt-runs")
@Blocking
@RolesAllowed({Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR})
class PromptRunResource {

    private final PromptRuns runs;
    private final Callers callers;

    PromptRunResource(PromptRuns runs, Callers callers) {
        this.runs = runs;
        this.callers = callers;
    }

    @GET
    @Operation(
            operationId = "listPromptRuns",
            summary = "Runs, newest first; of one prompt, or all; the header Link leads to older ones")
    public RestResponse<List<PromptRun>> list(
            @QueryParam("prompt") @Pattern(regexp = "^[a-z0-9-]{1,80}$") @Nullable String prompt,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit,
            @Context UriInfo uri) {
        return runs.list(prompt, Cursor.read(before), limit).answer(uri);
    }

    @POST
    @Operation(operationId = "beginPromptRun", summary = "Announces a run; its rows follow in parts")
    @APIResponse(
            responseCode = "201",
            description = "The run, without rows",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PromptRun.class)))
    @APIResponse(
            responseCode = "200",
            description = "The run was announced before; stored says from where to go on",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PromptRun.class)))
    public Response begin(@NotNull @Valid NewRun run) {
        Begun begun = runs.begin(
                new Announced(
                        run.digest(),
                        run.suite(),
                        run.note() == null ? "" : run.note(),
                        run.prompts(),
                        run.cases(),
                        run.rows()),
                callers.caller());
        return Response.status(begun.added() ? Response.Status.CREATED : Response.Status.OK)
                .entity(begun.run())
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getPromptRun", summary = "A run with what it says of each prompt")
    public PromptRun find(@PathParam("id") String id) {
        return runs.find(id);
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "deletePromptRun", summary = "Takes a run away for good, with its rows")
    public void delete(@PathParam("id") String id) {
        runs.delete(id, callers.caller());
    }

    @POST
    @Path("{id}/rows")
    @BodyLimit(16 * 1024 * 1024)
    @Operation(operationId = "addPromptRunRows", summary = "Adds rows in order; those that are there are passed over")
    public PromptRun add(@PathParam("id") String id, @NotNull @Valid NewRows rows) {
        return runs.add(id, rows.from(), rows.rows());
    }

    @GET
    @Path("{id}/rows/{position}")
    @Operation(operationId = "getPromptRunRow", summary = "A row with the prompt as it was put and the answer")
    public RunRow row(@PathParam("id") String id, @PathParam("position") @Min(0) int position) {
        return runs.row(id, position);
    }

    @GET
    @Path("{id}/cases")
    @Operation(operationId = "listPromptRunCases", summary = "The matrix: cases by number, with each prompt's outcome")
    public List<RunCase> cases(
            @PathParam("id") String id,
            @QueryParam("failed") @DefaultValue("false") boolean failed,
            @QueryParam("after") @DefaultValue("0") @Min(0) int after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit) {
        return runs.cases(id, failed, after, limit);
    }

    @GET
    @Path("{id}/comparison")
    @Operation(
            operationId = "comparePromptRuns",
            summary = "Two prompts, of this run or of it and another, on the cases that both were asked")
    public RunComparison compare(
            @PathParam("id") String id,
            @QueryParam("prompt") @NotNull String prompt,
            @QueryParam("provider") @NotNull String provider,
            @QueryParam("otherId") @NotNull String otherId,
            @QueryParam("otherPrompt") @NotNull String otherPrompt,
            @QueryParam("otherProvider") @NotNull String otherProvider) {
        return runs.compare(new Side(id, prompt, provider), new Side(otherId, otherPrompt, otherProvider));
    }
}
