package dev.attune.registry.rest;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.registry.Affected;
import dev.attune.registry.Ancestor;
import dev.attune.registry.Checkpoint;
import dev.attune.registry.service.Catalogue;
import dev.attune.registry.service.affected.AffectedCheckpoints;
import dev.attune.service.access.Roles;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;
import dev.attune.service.page.Cursor;

/** Checkpoints and their lineage. */
@Path("/api/checkpoints")
@Blocking
@WithScope(Scopes.REGISTRY_READ)
@RolesAllowed({Roles.ANNOTATOR, Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
class CheckpointResource {

    private final Catalogue catalogue;
    private final AffectedCheckpoints affected;

    CheckpointResource(Catalogue catalogue, AffectedCheckpoints affected) {
        this.catalogue = catalogue;
        this.affected = affected;
    }

    @GET
    @Operation(
            operationId = "listCheckpoints",
            summary = "Checkpoints, newest first; the header Link leads to older ones")
    public RestResponse<List<CheckpointPublished>> list(
            @QueryParam("kind") @Nullable Kind kind,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
            @Context UriInfo uri) {
        return catalogue.checkpoints(kind, Cursor.read(before), limit).answer(uri);
    }

    @GET
    @Path("affected")
    @Operation(
            operationId = "affectedCheckpoints",
            summary =
                    "Those that may have learnt from what was said since a time and taken back until another, and how to train"
                            + " them again")
    public List<Affected> affected(
            @Parameter(description = "Time in UTC, such as 2026-11-29T08:00:00Z", required = true)
                    @QueryParam("since")
                    @Nullable
                    String since,
            @Parameter(description = "Absent: it is not all taken back yet") @QueryParam("until") @Nullable
                    String until,
            @Parameter(description = "Hashes of data artifacts that hold it") @QueryParam("data") List<String> data) {
        return affected.between(time(since, "since"), until == null ? null : time(until, "until"), Set.copyOf(data));
    }

    private static Instant time(@Nullable String text, String name) {
        try {
            return Instant.parse(String.valueOf(text));
        } catch (DateTimeParseException e) {
            throw ErrorCategory.CALLER.error(
                    "bad-time", name + " must be a time in UTC, such as 2026-11-29T08:00:00Z.");
        }
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getCheckpoint", summary = "A checkpoint with its lineage, evaluations and channels")
    public Checkpoint find(@PathParam("id") String id) {
        return catalogue.checkpoint(id);
    }

    @GET
    @Path("{id}/lineage")
    @Operation(operationId = "getLineage", summary = "The checkpoint and all that it was made from, nearest first")
    public List<Ancestor> lineage(@PathParam("id") String id) {
        return catalogue.lineage(id);
    }
}
