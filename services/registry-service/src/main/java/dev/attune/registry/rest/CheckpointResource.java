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
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.registry.Ancestor;
import dev.attune.registry.Checkpoint;
import dev.attune.registry.service.Catalogue;
import dev.attune.service.access.Roles;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;

/** Checkpoints and their lineage. */
@Path("/api/checkpoints")
@Blocking
@WithScope(Scopes.REGISTRY_READ)
@RolesAllowed({Roles.ANNOTATOR, Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
class CheckpointResource {

    private final Catalogue catalogue;

    CheckpointResource(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GET
    @Operation(operationId = "listCheckpoints", summary = "Checkpoints, newest first")
    public List<CheckpointPublished> list(
            @QueryParam("kind") @Nullable Kind kind,
            @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit) {
        return catalogue.checkpoints(kind, limit);
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
