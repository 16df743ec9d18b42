package dev.attune.registry.rest;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.registry.Evaluation;
import dev.attune.registry.service.Catalogue;
import dev.attune.service.access.Roles;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;
import dev.attune.service.page.Cursor;

/** What evaluations measured, and what they led to. */
@Path("/api/evaluations")
@Blocking
@WithScope(Scopes.REGISTRY_READ)
@RolesAllowed({Roles.ANNOTATOR, Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
class EvaluationResource {

    private final Catalogue catalogue;

    EvaluationResource(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GET
    @Operation(
            operationId = "listEvaluations",
            summary = "Evaluations, newest first; the header Link leads to older ones")
    public RestResponse<List<Evaluation>> list(
            @QueryParam("checkpointId") @Pattern(regexp = "^[a-z0-9-]{1,80}$") @Nullable String checkpointId,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
            @Context UriInfo uri) {
        return catalogue.evaluations(checkpointId, Cursor.read(before), limit).answer(uri);
    }
}
