package dev.attune.registry.rest;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
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
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.registry.Proposal;
import dev.attune.registry.ProposalState;
import dev.attune.registry.service.Proposals;
import dev.attune.registry.service.Proposals.Step;
import dev.attune.service.access.Roles;
import dev.attune.service.page.Cursor;

/** Tasks that are proposed, and what reviewers decide on them. */
@Path("/api/proposals")
@Blocking
class ProposalResource {

    private static final String AGAIN = "All of it was so before; nothing was published";

    private final Proposals proposals;
    private final JsonWebToken token;

    ProposalResource(Proposals proposals, JsonWebToken token) {
        this.proposals = proposals;
        this.token = token;
    }

    @GET
    @RolesAllowed({Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @Operation(operationId = "listProposals", summary = "Proposals, newest first; the header Link leads to older ones")
    public RestResponse<List<Proposal>> list(
            @QueryParam("state") @Nullable ProposalState state,
            @QueryParam("name") @Pattern(regexp = "^[a-z][a-z0-9-]{0,49}$") @Nullable String name,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
            @Context UriInfo uri) {
        return proposals.list(state, name, Cursor.read(before), limit).answer(uri);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @Operation(operationId = "getProposal", summary = "A proposal with its evidence and what was decided")
    public Proposal find(@PathParam("id") String id) {
        return proposals.find(id);
    }

    @POST
    @RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @Operation(operationId = "propose", summary = "Proposes a version of a task, which lies in the store of artifacts")
    @APIResponse(
            responseCode = "201",
            description = "A reviewer must look at it",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Proposal.class)))
    @APIResponse(
            responseCode = "200",
            description = AGAIN,
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Proposal.class)))
    public Response propose(@NotNull @Valid ProposalRequest request) {
        return response(proposals.propose(
                request.artifactSha256(), request.reason() == null ? "" : request.reason(), person()));
    }

    @POST
    @Path("{id}/approval")
    @RolesAllowed({Roles.REVIEWER, Roles.ADMINISTRATOR})
    @Operation(operationId = "approveProposal", summary = "Publishes it as the task's next version")
    @APIResponse(
            responseCode = "201",
            description = "The version is on its way to the bus",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Proposal.class)))
    @APIResponse(
            responseCode = "200",
            description = AGAIN,
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Proposal.class)))
    public Response approve(@PathParam("id") String id, @NotNull @Valid DecisionRequest request) {
        return response(proposals.approve(id, request.reason(), person()));
    }

    @POST
    @Path("{id}/rejection")
    @RolesAllowed({Roles.REVIEWER, Roles.ADMINISTRATOR})
    @Operation(operationId = "rejectProposal", summary = "Turns it down")
    @APIResponse(
            responseCode = "201",
            description = "It is turned down",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Proposal.class)))
    @APIResponse(
            responseCode = "200",
            description = AGAIN,
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Proposal.class)))
    public Response reject(@PathParam("id") String id, @NotNull @Valid DecisionRequest request) {
        return response(proposals.reject(id, request.reason(), person()));
    }

    private static Response response(Step step) {
        return Response.status(step.isNew() ? Response.Status.CREATED : Response.Status.OK)
                .entity(step.proposal())
                .build();
    }

    /** The token's subject: it stands for a person without naming them. */
    private String person() {
        return token.getSubject() == null ? "unnamed" : token.getSubject();
    }
}
