package dev.attune.feedback.rest.invitation;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Role;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.service.invitation.Invitations;
import dev.attune.service.access.Roles;

/** Invitations that give an account its roles and lead to no project. */
@Path("/api/invitations")
@Tag(name = "invitations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMINISTRATOR)
public class InvitationResource {

    private final Invitations invitations;
    private final Caller caller;

    InvitationResource(Invitations invitations, Caller caller) {
        this.invitations = invitations;
        this.caller = caller;
    }

    /** An invitation to be made; it works for seven days when nothing is said. */
    public record NewInvitation(
            List<String> roles,
            @Schema(nullable = true) @Nullable String note,

            @Schema(nullable = true, minimum = "1", maximum = "90") @Nullable
            Integer days) {}

    @POST
    @APIResponseSchema(
            value = InvitationView.class,
            responseCode = "201",
            responseDescription = "The invitation, with its secret")
    @Operation(operationId = "invite", summary = "Make a link that lets one person in, once, with these roles")
    public RestResponse<InvitationView> make(@Nullable NewInvitation request) {
        NewInvitation given = Given.body(request);
        Set<Role> roles =
                Given.list(given.roles(), "roles").stream().map(Role::of).collect(Collectors.toUnmodifiableSet());
        return RestResponse.status(
                RestResponse.Status.CREATED,
                InvitationView.of(invitations.toService(
                        caller.account(), roles, new Invitations.Wish(given.note(), given.days()))));
    }

    @GET
    @Operation(operationId = "invitations", summary = "The invitations that lead to no project, newest first")
    public List<InvitationView> list() {
        return invitations.ofNoProject().stream().map(InvitationView::of).toList();
    }

    @DELETE
    @Path("/{invitation}")
    @Operation(operationId = "revokeInvitation", summary = "Take an invitation back")
    @APIResponse(responseCode = "204", description = "Nobody comes by it any more")
    public RestResponse<Void> revoke(@PathParam("invitation") UUID invitation) {
        invitations.revoke(caller.account(), null, invitation);
        return RestResponse.noContent();
    }
}
