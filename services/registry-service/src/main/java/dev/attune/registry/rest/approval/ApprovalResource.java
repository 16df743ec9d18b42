package dev.attune.registry.rest.approval;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
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

import dev.attune.registry.approval.ApprovalState;
import dev.attune.registry.approval.OpenProposal;
import dev.attune.registry.approval.PromotionProposal;
import dev.attune.registry.rest.PromotionRequest;
import dev.attune.registry.rest.Replay;
import dev.attune.registry.service.approval.Approvals;
import dev.attune.service.access.Roles;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;
import dev.attune.service.page.Cursor;

/** Promotions that people must stand behind. */
@Path("/api/approvals")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR})
class ApprovalResource {

    private final Approvals approvals;
    private final Replay replay;

    ApprovalResource(Approvals approvals, Replay replay) {
        this.approvals = approvals;
        this.replay = replay;
    }

    /**
     * What a person decides.
     *
     * @param evidenceSha256 of the evidence that the person has seen
     * @param reason why, in the person's words
     */
    public record ApprovalDecision(
            @NotNull @Pattern(regexp = "^[0-9a-f]{64}$", message = "must be 64 lower-case hexadecimal digits")
            String evidenceSha256,

            @NotBlank
            @Size(max = 2000)
            @Pattern(
                    regexp = "^[^\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]*$",
                    message = "must hold no control characters")
            String reason) {}

    @GET
    @WithScope(Scopes.REGISTRY_READ)
    @RolesAllowed({Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @Operation(
            operationId = "listApprovals",
            summary = "Promotions that people must stand behind, newest first; the header Link leads to older ones")
    public RestResponse<List<PromotionProposal>> list(
            @QueryParam("state") @Nullable ApprovalState state,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(500) int limit,
            @Context UriInfo uri) {
        return approvals.list(state, Cursor.read(before), limit).answer(uri);
    }

    @GET
    @Path("{id}")
    @WithScope(Scopes.REGISTRY_READ)
    @RolesAllowed({Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @Operation(operationId = "getApproval", summary = "A promotion with the evidence to decide on, as it is now")
    public OpenProposal find(@PathParam("id") String id) {
        return approvals.find(id);
    }

    @GET
    @Path("{id}/evidence/{sha256}")
    @WithScope(Scopes.REGISTRY_READ)
    @RolesAllowed({Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @Operation(
            operationId = "getEvidence",
            summary = "Evidence on which somebody decided, byte for byte as it was then")
    public String evidence(@PathParam("id") String id, @PathParam("sha256") String sha256) {
        return approvals.evidence(id, sha256);
    }

    @POST
    @RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
    @APIResponseSchema(value = OpenProposal.class, responseCode = "202", responseDescription = "People are to decide")
    @Operation(
            operationId = "askForApproval",
            summary = "Asks people to stand behind serving a checkpoint that got through the gates")
    public RestResponse<OpenProposal> ask(
            @HeaderParam(Replay.KEY) @Size(max = Replay.LONGEST_KEY) @Nullable String key,
            @NotNull @Valid PromotionRequest request) {
        return replay.accepted(
                key,
                request,
                OpenProposal.class,
                () -> approvals.ask(request.channel(), request.checkpointId(), request.reason(), replay.person()));
    }

    @POST
    @Path("{id}/approval")
    @APIResponseSchema(
            value = OpenProposal.class,
            responseCode = "202",
            responseDescription = "You stand behind it; the last one that is wanted has promoted it")
    @Operation(operationId = "approvePromotion", summary = "Stands behind a promotion that somebody else asked for")
    public RestResponse<OpenProposal> approve(
            @PathParam("id") String id,
            @HeaderParam(Replay.KEY) @Size(max = Replay.LONGEST_KEY) @Nullable String key,
            @NotNull @Valid ApprovalDecision decision) {
        return replay.accepted(
                key,
                decision,
                OpenProposal.class,
                () -> approvals.approve(id, decision.evidenceSha256(), decision.reason(), replay.person()));
    }

    @POST
    @Path("{id}/rejection")
    @APIResponseSchema(value = OpenProposal.class, responseCode = "202", responseDescription = "It is over")
    @Operation(operationId = "rejectPromotion", summary = "Turns a promotion down")
    public RestResponse<OpenProposal> reject(
            @PathParam("id") String id,
            @HeaderParam(Replay.KEY) @Size(max = Replay.LONGEST_KEY) @Nullable String key,
            @NotNull @Valid ApprovalDecision decision) {
        return replay.accepted(
                key,
                decision,
                OpenProposal.class,
                () -> approvals.reject(id, decision.evidenceSha256(), decision.reason(), replay.person()));
    }
}
