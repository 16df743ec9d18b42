package dev.attune.registry.rest.gate;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.settings.gate.GatePolicy;
import dev.attune.registry.gate.AttemptView;
import dev.attune.registry.gate.ProjectGates;
import dev.attune.registry.rest.Replay;
import dev.attune.registry.rest.Versions;
import dev.attune.registry.service.gate.GateLedger;
import dev.attune.registry.service.gate.GatePolicies;
import dev.attune.service.access.Roles;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;
import dev.attune.service.page.Cursor;
import dev.attune.service.request.BodyLimit;

/** What checkpoints of a project must show before a channel serves them, and what they have shown. */
@Path("/api/gates")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@BodyLimit(1024 * 1024)
@RolesAllowed({Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
class GateResource {

    private final GatePolicies policies;
    private final GateLedger ledger;
    private final Replay replay;

    GateResource(GatePolicies policies, GateLedger ledger, Replay replay) {
        this.policies = policies;
        this.ledger = ledger;
        this.replay = replay;
    }

    /**
     * What is to hold from now on.
     *
     * @param reason why; may be absent
     */
    public record GateChange(
            @NotNull GatePolicy policy,
            @Size(max = 2000) @Nullable String reason) {}

    /** Which checkpoint is to be measured. */
    public record MeasureRequest(@NotBlank @Size(max = 200) String checkpointId) {}

    @GET
    @Path("{project}")
    @WithScope(Scopes.REGISTRY_READ)
    @Operation(operationId = "getGates", summary = "The gates of a project; ETag is their version")
    public RestResponse<ProjectGates> find(@PathParam("project") String project) {
        return tagged(policies.find(project));
    }

    @PUT
    @Path("{project}")
    @RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
    @Operation(
            operationId = "changeGates",
            summary = "Gives a project gates, if those that it has are of the version in If-Match")
    public RestResponse<ProjectGates> change(
            @PathParam("project") String project,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String match,
            @NotNull @Valid GateChange change) {
        String reason = change.reason() == null ? "" : change.reason().strip();
        return tagged(policies.change(project, change.policy(), Versions.seen(match), reason, replay.person()));
    }

    @DELETE
    @Path("{project}")
    @RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
    @Operation(operationId = "removeGates", summary = "Takes the gates of a project away")
    public RestResponse<ProjectGates> remove(
            @PathParam("project") String project, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String match) {
        return tagged(policies.change(project, null, Versions.seen(match), "", replay.person()));
    }

    @GET
    @Path("{project}/attempts")
    @WithScope(Scopes.REGISTRY_READ)
    @Operation(
            operationId = "listGateAttempts",
            summary =
                    "What checkpoints of a project came to at its gates, newest first; the header Link leads to older ones")
    public RestResponse<List<AttemptView>> attempts(
            @PathParam("project") String project,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @Context UriInfo uri) {
        return ledger.list(project, Cursor.read(before), limit).answer(uri);
    }

    @POST
    @Path("{project}/attempts")
    @RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
    @APIResponseSchema(
            value = AttemptView.class,
            responseCode = "202",
            responseDescription = "It is going to be measured")
    @Operation(
            operationId = "measureAtGates",
            summary = "Measures a checkpoint at the gates of its project, where that is no second chance")
    public RestResponse<AttemptView> measure(
            @PathParam("project") String project,
            @HeaderParam(Replay.KEY) @Size(max = Replay.LONGEST_KEY) @Nullable String key,
            @NotNull @Valid MeasureRequest request) {
        return replay.accepted(
                key,
                request,
                AttemptView.class,
                () -> AttemptView.of(ledger.ask(project, request.checkpointId(), replay.person())));
    }

    private static RestResponse<ProjectGates> tagged(ProjectGates gates) {
        return RestResponse.ResponseBuilder.ok(gates)
                .header(HttpHeaders.ETAG, Versions.tag(gates.version()))
                .build();
    }
}
