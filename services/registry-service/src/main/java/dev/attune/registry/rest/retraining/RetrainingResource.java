package dev.attune.registry.rest.retraining;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.settings.retraining.RetrainingPolicy;
import dev.attune.registry.rest.Versions;
import dev.attune.registry.retraining.DecisionRow;
import dev.attune.registry.retraining.Retraining;
import dev.attune.registry.service.retraining.RetrainingPolicies;
import dev.attune.service.access.Roles;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;
import dev.attune.service.page.Cursor;
import dev.attune.service.request.BodyLimit;

/** When projects train again, and what was decided on that. */
@Path("/api/retraining")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@BodyLimit(1024 * 1024)
@RolesAllowed({Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
class RetrainingResource {

    private final RetrainingPolicies policies;
    private final JsonWebToken token;

    RetrainingResource(RetrainingPolicies policies, JsonWebToken token) {
        this.policies = policies;
        this.token = token;
    }

    /**
     * What is to hold from now on.
     *
     * @param reason why; may be absent
     */
    public record PolicyChange(
            @NotNull RetrainingPolicy policy,
            @Size(max = 2000) @Nullable String reason) {}

    @GET
    @WithScope(Scopes.REGISTRY_READ)
    @Operation(
            operationId = "listRetraining",
            summary = "When projects train again: those with a policy or a preference, by id, behind the given one")
    public List<Retraining> list(
            @QueryParam("after") @DefaultValue("") @Size(max = 80) String after,
            @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit) {
        return policies.list(after, limit);
    }

    @GET
    @Path("{project}")
    @WithScope(Scopes.REGISTRY_READ)
    @Operation(
            operationId = "getRetraining",
            summary = "When a project trains again, and what would be decided now; ETag is the policy's version")
    public RestResponse<Retraining> find(@PathParam("project") String project) {
        return tagged(policies.find(project));
    }

    @PUT
    @Path("{project}")
    @RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
    @Operation(
            operationId = "changeRetraining",
            summary = "Gives a project a retraining policy of its own, if it is of the version in If-Match")
    public RestResponse<Retraining> change(
            @PathParam("project") String project,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String match,
            @NotNull @Valid PolicyChange change) {
        String reason = change.reason() == null ? "" : change.reason().strip();
        return tagged(policies.change(project, change.policy(), Versions.seen(match), reason, person()));
    }

    @DELETE
    @Path("{project}")
    @RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
    @Operation(operationId = "resetRetraining", summary = "Gives a project the usual retraining policy again")
    public RestResponse<Retraining> reset(
            @PathParam("project") String project, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String match) {
        return tagged(policies.change(project, null, Versions.seen(match), "", person()));
    }

    @GET
    @Path("{project}/decisions")
    @WithScope(Scopes.REGISTRY_READ)
    @Operation(
            operationId = "listRetrainingDecisions",
            summary =
                    "What was decided on a project, newest first, also what was not started and why; the header Link leads to"
                            + " older ones")
    public RestResponse<List<DecisionRow>> decisions(
            @PathParam("project") String project,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit,
            @Context UriInfo uri) {
        return policies.decisions(project, Cursor.read(before), limit).answer(uri);
    }

    private static RestResponse<Retraining> tagged(Retraining retraining) {
        return RestResponse.ResponseBuilder.ok(retraining)
                .header(HttpHeaders.ETAG, Versions.tag(retraining.version()))
                .build();
    }

    /** The token's subject: it stands for a person without naming them. */
    private String person() {
        return token.getSubject() == null ? "unnamed" : token.getSubject();
    }
}
